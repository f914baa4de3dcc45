import { useState } from 'react';
import { InfoCard, Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type ClusterDetail,
  readinessClusterReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { useParams } from 'react-router-dom';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { TabContent } from '../ReadinessPage/TabContent';
import { DimensionGrid } from '../Scorecard/DimensionGrid';
import { QueryState } from '../states/QueryState';
import { EntityName } from '../words/EntityName';
import { LevelBadge } from '../words/LevelBadge';
import { ClusterScan, Scannable } from './ClusterList';
import { MatchingReport } from './MatchingReport';
import { SourceTable } from './SourceTable';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    alignItems: 'center',
  },
}));

function Facts(props: { cluster: ClusterDetail; onScanned: () => void }) {
  const { cluster, onScanned } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <InfoCard title={cluster.title}>
      <div className={classes.facts}>
        <LevelBadge level={cluster.level} large />
        {!cluster.scannable && <Scannable cluster={cluster} />}
        {cluster.environment && (
          <span>{t(`environment.${cluster.environment}`)}</span>
        )}
        {cluster.version && (
          <span>{t('clusters.version', { version: cluster.version })}</span>
        )}
        {cluster.access && (
          <span>{t('clusters.access', { access: cluster.access })}</span>
        )}
        {cluster.owner && (
          <span>
            {t('clusters.owner')} <EntityName entityRef={cluster.owner} />
          </span>
        )}
        {cluster.unowned > 0 && (
          <span>{t('clusters.unowned', { count: cluster.unowned })}</span>
        )}
        <ClusterScan cluster={cluster} onFinished={onScanned} />
      </div>
    </InfoCard>
  );
}

/** One cluster: its sources, dimensions and matching report. */
export function ClusterPage() {
  const { cluster = '' } = useParams<'cluster'>();
  const t = useMessages();
  // A scan rewrites the matching report as well.
  const [scans, setScans] = useState(0);
  const query = useReadinessQuery(
    api => api.getCluster(cluster),
    [cluster, scans],
  );
  return (
    <TabContent>
      <Link to="..">{t('clusters.back')}</Link>
      <QueryState
        query={query}
        permission={readinessClusterReadPermission.name}
        minHeight={640}
      >
        {detail => (
          <>
            <Facts
              cluster={detail}
              onScanned={() => setScans(count => count + 1)}
            />
            {detail.dimensions.length > 0 ? (
              <DimensionGrid dimensions={detail.dimensions} />
            ) : (
              <Typography>{t('clusters.dimensionsEmpty')}</Typography>
            )}
            <SourceTable sources={detail.sources} />
          </>
        )}
      </QueryState>
      <MatchingReport key={`${cluster} ${scans}`} cluster={cluster} />
    </TabContent>
  );
}
