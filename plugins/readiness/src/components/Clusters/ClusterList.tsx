import { useEffect, useState } from 'react';
import {
  EmptyState,
  Link,
  Table,
  type TableColumn,
} from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import {
  type Cluster,
  readinessClusterReadPermission,
  readinessScanStartPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { usePollInterval, useScanRuns } from '../../hooks/useScanRuns';
import { type Messages, useMessages } from '../../translation';
import { RestoreGettingStarted } from '../GettingStarted/RestoreGettingStarted';
import { TabContent } from '../ReadinessPage/TabContent';
import { PermittedButton } from '../states/PermittedButton';
import { QueryState } from '../states/QueryState';
import { ScanProgress } from '../states/ScanProgress';
import { figure, percent } from '../words/figures';
import { LevelBadge } from '../words/LevelBadge';
import { RelativeTime } from '../words/RelativeTime';
import { StatusMark } from '../words/StatusMark';
import { ConfigHealth } from './ConfigHealth';

type Row = Cluster & { id: string };

export function clusterPath(name: string): string {
  return encodeURIComponent(name);
}

function LastScan({ cluster }: { cluster: Cluster }) {
  const t = useMessages();
  const { lastScan } = cluster;
  if (!lastScan) return <>{t('clusters.never')}</>;
  return (
    <>
      {t(`scanStatus.${lastScan.status}`)}{' '}
      <RelativeTime at={lastScan.finishedAt ?? lastScan.startedAt} />
      {lastScan.coverage !== undefined &&
        `, ${t('clusters.seen', { percent: percent(lastScan.coverage) })}`}
    </>
  );
}

export function Scannable({ cluster }: { cluster: Cluster }) {
  const t = useMessages();
  return cluster.scannable ? (
    <StatusMark kind="ok">{t('clusters.yes')}</StatusMark>
  ) : (
    <StatusMark kind="warning">
      {t('clusters.no', { reason: cluster.reason ?? t('clusters.noReason') })}
    </StatusMark>
  );
}

/** A scan of one cluster: start it, or watch the one that runs already. */
export function ClusterScan(props: {
  cluster: Cluster;
  onFinished: () => void;
}) {
  const { cluster, onFinished } = props;
  const t = useMessages();
  const runs = useScanRuns({ onFinished });
  const { follow } = runs;
  const runningId = cluster.running?.id;
  useEffect(() => {
    if (runningId) follow([runningId]);
  }, [runningId, follow]);
  return (
    <div>
      <PermittedButton
        permission={readinessScanStartPermission}
        size="small"
        disabled={!cluster.scannable || runs.running || runs.starting}
        onClick={() => runs.start([cluster.name])}
        aria-label={`${t('scan.start')}: ${cluster.title}`}
      >
        {t('scan.start')}
      </PermittedButton>
      <ScanProgress runs={runs} />
    </div>
  );
}

function columns(t: Messages, onScanned: () => void): TableColumn<Row>[] {
  return [
    {
      title: t('clusters.name'),
      field: 'title',
      highlight: true,
      render: row => <Link to={clusterPath(row.name)}>{row.title}</Link>,
    },
    {
      title: t('clusters.environment'),
      field: 'environment',
      render: row => row.environment && t(`environment.${row.environment}`),
    },
    {
      title: t('clusters.level'),
      field: 'level',
      render: row => <LevelBadge level={row.level} />,
    },
    {
      title: t('leaderboard.verified'),
      field: 'verified',
      type: 'numeric',
      render: row => (row.verified === undefined ? '' : figure(row.verified)),
    },
    {
      title: t('clusters.scannable'),
      field: 'scannable',
      render: row => <Scannable cluster={row} />,
    },
    {
      title: t('clusters.lastScan'),
      sorting: false,
      render: row => <LastScan cluster={row} />,
    },
    {
      title: t('clusters.actions'),
      sorting: false,
      render: row => <ClusterScan cluster={row} onFinished={onScanned} />,
    },
  ];
}

/** Looks again while a scan runs that somebody else, or the schedule, started. */
function useWatch(items: readonly Cluster[] | undefined, reload: () => void) {
  const interval = usePollInterval();
  const [round, setRound] = useState(0);
  const waiting =
    items !== undefined && items.some(item => item.scannable && !item.lastScan);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      reload();
      setRound(n => n + 1);
    }, interval * 5);
    return () => clearTimeout(timer);
  }, [waiting, reload, interval, round]);
}

/** Every cluster that is known, with what its last scan saw. */
export function ClusterList() {
  const t = useMessages();
  const query = useReadinessQuery(api => api.getClusters(), []);
  useWatch(query.value?.items, query.reload);
  return (
    <TabContent>
      <QueryState
        query={query}
        permission={readinessClusterReadPermission.name}
        minHeight={400}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              missing="data"
              title={t('clusters.emptyTitle')}
              description={t('clusters.emptyText')}
            />
          ) : (
            <Table<Row>
              title={<Typography variant="h6">{t('page.clusters')}</Typography>}
              columns={columns(t, query.reload)}
              data={items.map(item => ({ ...item, id: item.name }))}
              options={{ paging: false, padding: 'dense', search: false }}
            />
          )
        }
      </QueryState>
      {/* Whoever may not see clusters is told so once. */}
      {query.value && <ConfigHealth />}
      <RestoreGettingStarted />
    </TabContent>
  );
}
