import {
  EmptyState,
  Table,
  type TableColumn,
} from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import {
  type LeaderboardItem,
  readinessScorecardReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { line } from 'd3-shape';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { type Messages, useMessages } from '../../translation';
import { Downloads } from '../Downloads/Downloads';
import { GettingStarted } from '../GettingStarted/GettingStarted';
import { TabContent } from '../ReadinessPage/TabContent';
import { QueryState } from '../states/QueryState';
import { EntityName } from '../words/EntityName';
import { figure, percent, signed } from '../words/figures';
import { LevelBadge } from '../words/LevelBadge';

const BY = ['owner', 'system', 'domain', 'entity'] as const;
type LeaderboardBy = (typeof BY)[number];
const PAGE_SIZE = 20;

function isBy(value: string | undefined): value is LeaderboardBy {
  return BY.some(by => by === value);
}

/** Rank, band, or the reason why there is neither. */
function standing(t: Messages, item: LeaderboardItem): string {
  if (item.rank !== null) return String(item.rank);
  if (item.band) return t(`leaderboard.${item.band}`);
  return item.reason
    ? t('leaderboard.notRanked', { reason: item.reason })
    : t('leaderboard.notRankedUnknown');
}

/** Platform and application teams are ranked apart. */
function rankText(t: Messages, item: LeaderboardItem): string {
  const rank = standing(t, item);
  return item.league === 'platform'
    ? t('leaderboard.platformLeague', { rank })
    : rank;
}

function deltaText(t: Messages, delta: number | null): string {
  return delta === null ? t('leaderboard.noDelta') : `${signed(delta * 100)} %`;
}

function Sparkline({ name, values }: { name: string; values: number[] }) {
  const t = useMessages();
  const theme = useTheme();
  const path = line<number>()
    .x((_, index) => (index / Math.max(values.length - 1, 1)) * 80)
    .y(value => 20 - (value / 100) * 18)(values);
  const label = t('leaderboard.trendLabel', {
    name,
    from: figure(values[0]),
    to: figure(values[values.length - 1]),
  });
  return (
    <svg role="img" aria-label={label} width={80} height={22}>
      <path
        d={path ?? ''}
        fill="none"
        stroke={theme.palette.primary.main}
        strokeWidth={1.5}
      />
    </svg>
  );
}

/** How many services a row speaks for, and of how many nothing is known. */
function EntityCount({ item }: { item: LeaderboardItem }) {
  const t = useMessages();
  const { entities, notReviewed = 0 } = item;
  return (
    <>
      {entities}
      {notReviewed > 0 && (
        <Typography variant="caption" component="div">
          {t('leaderboard.notReviewed', { count: notReviewed })}
        </Typography>
      )}
    </>
  );
}

type Row = LeaderboardItem & { id: string };

/** Ranked rows first, whatever the direction; the rest by name. */
function byRank(a: Row, b: Row): number {
  return (
    (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER)
  );
}

function columns(t: Messages, by: LeaderboardBy): TableColumn<Row>[] {
  const entityCount: TableColumn<Row>[] =
    by === 'entity'
      ? []
      : [
          {
            title: t('leaderboard.entities'),
            field: 'entities',
            type: 'numeric',
            render: row => <EntityCount item={row} />,
          },
        ];
  return [
    {
      title: t('leaderboard.rank'),
      field: 'rank',
      render: row => rankText(t, row),
      customSort: byRank,
    },
    {
      title: t(`leaderboard.${by}`),
      field: 'ref',
      highlight: true,
      render: row => <EntityName entityRef={row.ref} />,
    },
    {
      title: t('leaderboard.level'),
      field: 'level',
      render: row => <LevelBadge level={row.level} />,
    },
    {
      title: t('leaderboard.verified'),
      field: 'verified',
      type: 'numeric',
      render: row => figure(row.verified),
    },
    {
      title: t('leaderboard.coverage'),
      field: 'coverage',
      type: 'numeric',
      render: row => `${percent(row.coverage)} %`,
    },
    ...entityCount,
    {
      title: t('leaderboard.delta'),
      field: 'delta28d',
      render: row => deltaText(t, row.delta28d),
    },
    {
      title: t('leaderboard.trend'),
      sorting: false,
      render: row =>
        row.trend && row.trend.length > 1 ? (
          <Sparkline name={row.title ?? row.ref} values={row.trend} />
        ) : null,
    },
  ];
}

function Rows(props: { by: LeaderboardBy; items: readonly LeaderboardItem[] }) {
  const { by, items } = props;
  const t = useMessages();
  if (items.length === 0) {
    return (
      <EmptyState
        missing="data"
        title={t('leaderboard.emptyTitle')}
        description={t('leaderboard.emptyText')}
      />
    );
  }
  return (
    <Table<Row>
      title={t('page.leaderboard')}
      columns={columns(t, by)}
      data={items.map(item => ({ ...item, id: item.ref }))}
      options={{
        pageSize: PAGE_SIZE,
        paging: items.length > PAGE_SIZE,
        emptyRowsWhenPaging: false,
        padding: 'dense',
        thirdSortClick: false,
      }}
    />
  );
}

function LeaderboardTable({ by }: { by: LeaderboardBy }) {
  const query = useReadinessQuery(api => api.getLeaderboard({ by }), [by]);
  return (
    <QueryState
      query={query}
      permission={readinessScorecardReadPermission.name}
      minHeight={600}
    >
      {({ items }) => <Rows by={by} items={items} />}
    </QueryState>
  );
}

/** Who stands where, grouped by owner, system, domain or service. */
export function Leaderboard() {
  const t = useMessages();
  const [url, setUrl] = useUrlParams(['by']);
  const by = isBy(url.by) ? url.by : 'owner';
  return (
    <TabContent>
      <GettingStarted />
      <div>
        <Typography variant="body2" id="readiness-leaderboard-by">
          {t('leaderboard.by')}
        </Typography>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={by}
          aria-labelledby="readiness-leaderboard-by"
          onChange={(_, value) => value && setUrl({ by: value })}
        >
          {BY.map(value => (
            <ToggleButton key={value} value={value}>
              {t(`leaderboard.${value}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      <Downloads
        files={[
          {
            name: `leaderboard-${by}.csv`,
            label: t('download.leaderboard'),
            fetch: api => api.exportLeaderboard({ by }),
          },
          {
            name: 'readiness-review.html',
            label: t('download.reviewOf'),
            fetch: api => api.exportReview(),
          },
        ]}
      />
      {/* Another grouping is another table: no row of the last one stays. */}
      <LeaderboardTable key={by} by={by} />
    </TabContent>
  );
}
