import { Table, type TableColumn } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { type Messages, useMessages } from '../../translation';
import { CopyableText } from '../words/CopyableText';
import { RelativeTime } from '../words/RelativeTime';
import { type StatusKind, StatusMark } from '../words/StatusMark';

type Source = Schemas['Source'];
type Row = Source & { id: string };

const MARKS: Record<Source['state'], StatusKind> = {
  ok: 'ok',
  empty: 'ok',
  absent: 'aborted',
  notConnected: 'aborted',
  forbidden: 'error',
  error: 'error',
  partial: 'warning',
  truncated: 'warning',
  stale: 'warning',
  inert: 'warning',
  unscoped: 'warning',
};

function columns(t: Messages): TableColumn<Row>[] {
  return [
    { title: t('clusters.resource'), field: 'resource', highlight: true },
    {
      title: t('clusters.state'),
      field: 'state',
      render: row => (
        <StatusMark kind={MARKS[row.state]}>
          {t(`sourceState.${row.state}`)}
        </StatusMark>
      ),
    },
    { title: t('clusters.count'), field: 'count', type: 'numeric' },
    {
      title: t('clusters.reason'),
      field: 'reason',
      render: row => (
        <>
          {row.reason} {row.at && <RelativeTime at={row.at} />}
          {row.namespaces && row.namespaces.length > 0 && (
            <Typography variant="body2" color="textSecondary">
              {row.namespaces.join(', ')}
            </Typography>
          )}
        </>
      ),
    },
    {
      title: t('clusters.rule'),
      sorting: false,
      cellStyle: { minWidth: 320 },
      render: row =>
        row.missingRule ? (
          <CopyableText text={row.missingRule} label={t('state.copyRule')} />
        ) : null,
    },
  ];
}

const QUIET: readonly Source['state'][] = ['ok', 'empty', 'absent'];

/** Sources that need somebody first, then by name. */
function inOrder(sources: readonly Source[]): Row[] {
  return sources
    .map(source => ({ ...source, id: source.resource }))
    .sort(
      (a, b) =>
        Number(QUIET.includes(a.state)) - Number(QUIET.includes(b.state)) ||
        a.resource.localeCompare(b.resource),
    );
}

/** What the last scan asked for, what it got, and the rule that is missing. */
export function SourceTable({ sources }: { sources: readonly Source[] }) {
  const t = useMessages();
  return (
    <Table<Row>
      title={t('clusters.sources')}
      columns={columns(t)}
      data={inOrder(sources)}
      emptyContent={<Typography>{t('clusters.sourcesEmpty')}</Typography>}
      options={{
        paging: sources.length > 20,
        pageSize: 20,
        emptyRowsWhenPaging: false,
        padding: 'dense',
      }}
    />
  );
}
