import { stringifyEntityRef } from '@backstage/catalog-model';
import { EmptyState, LinkButton } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import { readinessScorecardReadPermission } from '@readiness/backstage-plugin-readiness-common';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { QueryState } from '../states/QueryState';
import { ScorecardView } from './ScorecardView';

function NoScorecard() {
  const t = useMessages();
  const path = useReadinessPath();
  return (
    <EmptyState
      missing="data"
      title={t('scorecard.noneTitle')}
      description={t('scorecard.noneText')}
      action={
        path === undefined ? undefined : (
          <LinkButton to={`${path}/clusters`} variant="outlined">
            {t('scorecard.openClusters')}
          </LinkButton>
        )
      }
    />
  );
}

function EntityScorecard({ entityRef }: { entityRef: string }) {
  const query = useReadinessQuery(
    api => api.getScorecard(entityRef),
    [entityRef],
  );
  return (
    <QueryState
      query={query}
      permission={readinessScorecardReadPermission.name}
      minHeight={640}
      notFound={<NoScorecard />}
    >
      {scorecard => (
        <ScorecardView scorecard={scorecard} onChanged={query.reload} />
      )}
    </QueryState>
  );
}

/**
 * The Readiness tab of a component.
 *
 * @public
 */
export function EntityReadinessContent() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <Box p={{ xs: 1, sm: 3 }}>
      {/* Another entity is another scorecard: nothing of the last one stays. */}
      <EntityScorecard key={entityRef} entityRef={entityRef} />
    </Box>
  );
}
