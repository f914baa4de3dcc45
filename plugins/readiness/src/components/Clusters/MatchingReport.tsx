import { EmptyState, InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type ApiMatchingReport,
  readinessClusterReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import type { ReactNode } from 'react';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { QueryState } from '../states/QueryState';
import { CopyableText } from '../words/CopyableText';
import { EntityName } from '../words/EntityName';
import { RelativeTime } from '../words/RelativeTime';

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: theme.spacing(2),
  },
  part: { overflowWrap: 'anywhere', minWidth: 0 },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

function Part(props: { title: string; count: number; children: ReactNode }) {
  const classes = useStyles();
  const t = useMessages();
  const title = `${props.title} (${props.count})`;
  return (
    <section className={classes.part} aria-label={props.title}>
      <Typography variant="subtitle1" component="h3">
        {title}
      </Typography>
      {props.count === 0 ? (
        <Typography variant="body2">{t('matching.none')}</Typography>
      ) : (
        <ul className={classes.list}>{props.children}</ul>
      )}
    </section>
  );
}

function Suggestion({ text }: { text: string }) {
  const t = useMessages();
  return <CopyableText text={text} label={t('matching.suggestion')} />;
}

function Unowned({ report }: { report: ApiMatchingReport }) {
  const t = useMessages();
  const { unowned } = report;
  const total = unowned.reduce(
    (sum, { workloads }) => sum + workloads.length,
    0,
  );
  return (
    <Part title={t('matching.unowned')} count={total}>
      {unowned.map(({ namespace, workloads }) => (
        <li key={namespace}>
          <strong>{namespace}</strong>
          <ul>
            {workloads.map(({ subject, suggestion }) => (
              <li key={subject}>
                {subject}
                {suggestion && <Suggestion text={suggestion} />}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </Part>
  );
}

function Sections({ report }: { report: ApiMatchingReport }) {
  const classes = useStyles();
  const t = useMessages();
  return (
    <div className={classes.grid}>
      <Part title={t('matching.noWorkload')} count={report.noWorkload.length}>
        {report.noWorkload.map(({ entityRef, selector, suggestions }) => (
          <li key={entityRef}>
            <EntityName entityRef={entityRef} />{' '}
            <small>{t('matching.selector', { selector })}</small>
            {suggestions.map(text => (
              <Suggestion key={text} text={text} />
            ))}
          </li>
        ))}
      </Part>
      <Part title={t('matching.ambiguous')} count={report.ambiguous.length}>
        {report.ambiguous.map(({ workload, entityRefs }) => (
          <li key={workload}>
            {workload}
            {entityRefs.map(ref => (
              <div key={ref}>
                <EntityName entityRef={ref} />
              </div>
            ))}
          </li>
        ))}
      </Part>
      <Unowned report={report} />
      <Part title={t('matching.matched')} count={report.matched.length}>
        {report.matched.map(({ entityRef, workloads }) => (
          <li key={entityRef}>
            <EntityName entityRef={entityRef} />
            {', '}
            <span title={workloads.join('\n')}>
              {t('matching.workloads', { count: workloads.length })}
            </span>
          </li>
        ))}
      </Part>
      {report.problems.length > 0 && (
        <Part title={t('matching.problems')} count={report.problems.length}>
          {report.problems.map(({ entityRef, message }) => (
            <li key={`${entityRef} ${message}`}>
              <EntityName entityRef={entityRef} />: {message}
            </li>
          ))}
        </Part>
      )}
    </div>
  );
}

/** How entities and workloads found each other (decision D2). */
export function MatchingReport({ cluster }: { cluster: string }) {
  const t = useMessages();
  const query = useReadinessQuery(api => api.getMatching(cluster), [cluster]);
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
        notFound={
          <EmptyState
            missing="data"
            title={t('matching.emptyTitle')}
            description={t('matching.emptyText')}
          />
        }
      >
        {report => <Sections report={report} />}
      </QueryState>
    </InfoCard>
  );
}
