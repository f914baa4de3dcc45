import { EmptyState, LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import {
  readinessScanStartPermission,
  type Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import type { ReactNode } from 'react';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useRescan } from '../../hooks/useRescan';
import { useMessages } from '../../translation';
import { PermittedButton } from '../states/PermittedButton';
import { ScanProgress } from '../states/ScanProgress';
import { Ambiguous } from './Ambiguous';

/** There is nothing to score: why, and what to do about it. */
export function NoScorecard(props: { reason?: string; children?: ReactNode }) {
  const { reason, children } = props;
  const t = useMessages();
  const path = useReadinessPath();
  const why = reason
    ? t('scorecard.notReviewed', { reason })
    : t('scorecard.noneReason');
  return (
    <EmptyState
      missing="data"
      title={t('scorecard.noneTitle')}
      description={`${why} ${t('scorecard.noneHint')}`}
      action={
        <Box display="flex" flexWrap="wrap" gridGap={8}>
          {path !== undefined && (
            <LinkButton to={`${path}/clusters`} variant="outlined">
              {t('scorecard.openClusters')}
            </LinkButton>
          )}
          {children}
        </Box>
      }
    />
  );
}

/** A service that no scan has judged, with the way to have it judged. */
export function NotReviewed(props: {
  scorecard: Scorecard;
  onChanged: () => void;
}) {
  const { scorecard, onChanged } = props;
  const t = useMessages();
  const rescan = useRescan(scorecard, onChanged);
  return (
    <>
      <ScanProgress runs={rescan.runs} />
      <Ambiguous workloads={scorecard.workloads} />
      <NoScorecard reason={scorecard.notReviewed?.message}>
        <PermittedButton
          permission={readinessScanStartPermission}
          disabled={rescan.scanning}
          onClick={rescan.start}
        >
          {t('scan.rescan')}
        </PermittedButton>
      </NoScorecard>
    </>
  );
}
