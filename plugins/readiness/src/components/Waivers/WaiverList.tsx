import {
  EmptyState,
  Table,
  type TableColumn,
} from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  readinessScorecardReadPermission,
  SEVERITIES,
  WAIVER_NOTICE_DAYS,
  WAIVER_STATES,
  type Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import {
  type QueryResult,
  useReadinessQuery,
} from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { type Messages, useMessages } from '../../translation';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { TabContent } from '../ReadinessPage/TabContent';
import { FilterSelect } from '../states/FilterSelect';
import { QueryState } from '../states/QueryState';
import { dayText } from '../words/dayText';
import { EntityName } from '../words/EntityName';
import { RelativeTime } from '../words/RelativeTime';
import { SeverityMark } from '../words/SeverityMark';
import { subjectText } from '../words/subjectText';
import { scopeText, WaiverDrawer } from './WaiverDrawer';
import { WaiverStateMark } from './WaiverStateMark';

type Page = { items: Waiver[]; totalItems: number; approvers: string[] };

/** As many as one answer holds; who has more accepted risk has a problem. */
const LIMIT = 500;

const rank = ({ severity }: Waiver) => SEVERITIES.indexOf(severity);

function columns(
  t: Messages,
  onOpen: (id: string) => void,
): TableColumn<Waiver>[] {
  return [
    {
      title: t('waivers.state'),
      field: 'state',
      render: row => <WaiverStateMark state={row.state} />,
    },
    {
      title: t('waivers.finding'),
      field: 'title',
      highlight: true,
      render: row => (
        <>
          <Link
            component="button"
            variant="body2"
            align="left"
            aria-label={t('waivers.openTitle', {
              title: row.title,
              subject: row.subject ? subjectText(row.subject) : row.owner,
            })}
            onClick={() => onOpen(row.id)}
          >
            {row.title}
          </Link>
          <Typography variant="caption" component="div">
            {scopeText(t, row)}
          </Typography>
        </>
      ),
    },
    {
      title: t('waivers.severity'),
      customSort: (a, b) => rank(a) - rank(b),
      render: row => <SeverityMark severity={row.severity} />,
    },
    {
      title: t('waivers.owner'),
      field: 'owner',
      render: row => <EntityName entityRef={row.owner} />,
    },
    {
      title: t('waivers.age'),
      field: 'firstSeen',
      render: row => <RelativeTime at={row.firstSeen} />,
    },
    {
      title: t('waivers.expires'),
      field: 'expires',
      render: row => dayText(row.expires),
    },
    {
      title: t('waivers.requested'),
      field: 'requestedBy',
      render: row => <EntityName entityRef={row.requestedBy} />,
    },
  ];
}

/** What waits for this person, and what ends soon. */
function Notices({ items }: { items: readonly Waiver[] }) {
  const t = useMessages();
  const waiting = items.filter(row => row.actions.includes('approve')).length;
  const ending = items.filter(row => row.expiring).length;
  return (
    <>
      {waiting > 0 && (
        <Alert severity="info">
          {t('waivers.waiting', { count: waiting })}
        </Alert>
      )}
      {ending > 0 && (
        <Alert severity="warning">
          {t('waivers.ending', {
            count: ending,
            days: String(WAIVER_NOTICE_DAYS),
          })}
        </Alert>
      )}
    </>
  );
}

function Shown({ page, query }: { page: Page; query: QueryResult<Page> }) {
  const t = useMessages();
  const [url, setUrl] = useUrlParams(['state', 'waiver', 'finding']);
  const { items, totalItems, approvers } = page;
  const opened = items.find(({ id }) => id === url.waiver);
  return (
    <>
      <Notices items={items} />
      <Box display="flex" flexWrap="wrap" alignItems="center" gridGap={16}>
        <FilterSelect
          id="readiness-waivers-state"
          label={t('waivers.state')}
          value={url.state}
          options={WAIVER_STATES.map(value => ({
            value,
            label: t(`waiverState.${value}`),
          }))}
          onChange={state => setUrl({ state })}
        />
        <Typography variant="body2">
          {t('waivers.approvers', { groups: approvers.join(', ') })}
        </Typography>
      </Box>
      {totalItems > items.length && (
        <Typography>
          {t('waivers.more', {
            shown: String(items.length),
            total: String(totalItems),
          })}
        </Typography>
      )}
      <Table<Waiver>
        title={t('page.waivers')}
        columns={columns(t, waiver => setUrl({ waiver }))}
        data={items.filter(({ state }) => !url.state || state === url.state)}
        emptyContent={
          <Box p={3}>
            <Typography>{t('waivers.noMatch')}</Typography>
          </Box>
        }
        options={{
          paging: items.length > 20,
          pageSize: 20,
          emptyRowsWhenPaging: false,
          padding: 'dense',
        }}
      />
      {url.waiver && !opened && (
        <Alert severity="info" onClose={() => setUrl({ waiver: undefined })}>
          {t('waivers.missing')}
        </Alert>
      )}
      {opened && (
        <WaiverDrawer
          waiver={opened}
          onClose={() => setUrl({ waiver: undefined })}
          onOpenFinding={finding => setUrl({ finding, waiver: undefined })}
          onChanged={query.reload}
        />
      )}
      {url.finding && (
        <FindingDrawer
          id={url.finding}
          onClose={() => setUrl({ finding: undefined })}
          onChanged={query.reload}
        />
      )}
    </>
  );
}

/** Accepted risks: what waits for a decision, what holds, what ended. */
export function WaiverList() {
  const t = useMessages();
  const query = useReadinessQuery(api => api.getWaivers({ limit: LIMIT }), []);
  return (
    <TabContent>
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
        minHeight={400}
      >
        {page =>
          page.items.length === 0 ? (
            <EmptyState
              missing="data"
              title={t('waivers.emptyTitle')}
              description={t('waivers.emptyText')}
            />
          ) : (
            <Shown page={page} query={query} />
          )
        }
      </QueryState>
    </TabContent>
  );
}
