import { useMemo } from 'react';
import { EmptyState, InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type ApiMatchingReport,
  readinessClusterReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { QueryState } from '../states/QueryState';
import { SearchField } from '../states/SearchField';
import { RelativeTime } from '../words/RelativeTime';
import { MatchingPart } from './MatchingPart';
import {
  MATCHING_SECTIONS,
  matchingRows,
  type MatchingSection,
} from './matchingRows';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 3),
    marginBottom: theme.spacing(2),
  },
  search: { flex: '0 1 320px', '@media print': { display: 'none' } },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: theme.spacing(3, 2),
  },
}));

/** Sections that say something by being empty, and those that only warn. */
function isShown(section: MatchingSection, report: ApiMatchingReport): boolean {
  if (section === 'problems') return report.problems.length > 0;
  return section !== 'unannotated' || report.unannotated !== undefined;
}

function Sections(props: { cluster: string; report: ApiMatchingReport }) {
  const { cluster, report } = props;
  const classes = useStyles();
  const t = useMessages();
  const [{ q }, setUrl] = useUrlParams(['q']);
  const rows = useMemo(() => matchingRows(report), [report]);
  return (
    <>
      <div className={classes.head}>
        <SearchField
          className={classes.search}
          id="readiness-matching-q"
          label={t('matching.search')}
          value={q}
          onChange={text => setUrl({ q: text })}
        />
        {report.entities !== undefined && (
          <Typography variant="body2">
            {t('matching.summary', {
              matched: String(report.totals?.matched ?? rows.matched.length),
              total: String(report.entities),
            })}
          </Typography>
        )}
      </div>
      <div className={classes.grid}>
        {MATCHING_SECTIONS.filter(section => isShown(section, report)).map(
          section => (
            <MatchingPart
              key={section}
              cluster={cluster}
              section={section}
              rows={rows[section]}
              total={report.totals?.[section] ?? rows[section].length}
              q={q}
            />
          ),
        )}
      </div>
    </>
  );
}

/** How entities and workloads found each other (decision D2). */
export function MatchingReport({ cluster }: { cluster: string }) {
  const t = useMessages();
  const query = useReadinessQuery(api => api.getMatching(cluster), [cluster]);
  const empty = (
    <EmptyState
      missing="data"
      title={t('matching.emptyTitle')}
      description={t('matching.emptyText')}
    />
  );
  return (
    <InfoCard
      title={t('matching.title')}
      subheader={
        query.value?.at && (
          <span>
            {t('matching.at')} <RelativeTime at={query.value.at} />
          </span>
        )
      }
    >
      <QueryState
        query={query}
        permission={readinessClusterReadPermission.name}
        notFound={empty}
      >
        {report =>
          report.at ? <Sections cluster={cluster} report={report} /> : empty
        }
      </QueryState>
    </InfoCard>
  );
}
