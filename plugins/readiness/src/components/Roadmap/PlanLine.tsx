import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  Roadmap,
  Task,
} from '@readiness/backstage-plugin-readiness-common';
import Link from '@material-ui/core/Link';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { figure } from '../words/figures';
import { RelativeTime } from '../words/RelativeTime';

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
    margin: 0,
    padding: 0,
    listStyle: 'none',
    // The answer comes after the plan: nothing jumps when it does.
    minHeight: theme.spacing(3),
  },
  summary: { cursor: 'pointer' },
}));

/** What the score is expected to be after each week; asked after the plan. */
export function ExpectedLine(props: { owner?: string; cluster?: string }) {
  const { owner, cluster } = props;
  const classes = useStyles();
  const t = useMessages();
  const { value } = useReadinessQuery(
    api => api.getForecast({ owner, cluster }),
    [owner, cluster],
  );
  const of =
    value?.of === 'clusters'
      ? t('roadmap.expectedOfClusters', { count: value.subjects })
      : t('roadmap.expectedOfEntities', { count: value?.subjects ?? 0 });
  return (
    <section aria-label={t('roadmap.expected')}>
      <ul className={classes.line}>
        {value && value.items.length > 0 && (
          <>
            <li>
              {t('roadmap.expected')} ({of}):
            </li>
            {value.items.map(({ week, verified }) => (
              <li key={week}>
                {week === 0
                  ? t('roadmap.expectedNow', { score: figure(verified) })
                  : t('roadmap.expectedAfter', {
                      week: String(week),
                      score: figure(verified),
                    })}
              </li>
            ))}
          </>
        )}
        {value?.reason && <li>{value.reason}</li>}
      </ul>
    </section>
  );
}

/** What moved since a week ago, and why. */
export function PlanChanges(props: {
  changes: NonNullable<Roadmap['changes']>;
  onOpen: (id: string) => void;
}) {
  const { changes, onOpen } = props;
  const classes = useStyles();
  const t = useMessages();
  if (changes.length === 0) return null;
  return (
    <details>
      <summary className={classes.summary}>
        {t('roadmap.changes', { count: changes.length })}
      </summary>
      <ul>
        {changes.map(({ taskId, title, message, at }) => (
          <li key={taskId}>
            <Link component="button" onClick={() => onOpen(taskId)}>
              {title}
            </Link>
            : {message} (<RelativeTime at={at} />)
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What does not fit: more capacity, a waiver, or late. */
export function CapacityConflicts(props: {
  tasks: readonly Task[];
  onOpen: (id: string) => void;
}) {
  const { onOpen } = props;
  const classes = useStyles();
  const t = useMessages();
  const tasks = props.tasks.filter(
    ({ capacityConflict, status }) => capacityConflict && status !== 'verified',
  );
  if (tasks.length === 0) return null;
  return (
    <details>
      <summary className={classes.summary}>
        {t('roadmap.conflicts', { count: tasks.length })}
      </summary>
      <Typography variant="body2">{t('roadmap.conflictsText')}</Typography>
      <ul>
        {tasks.map(({ id, title, because }) => (
          <li key={id}>
            <Link component="button" onClick={() => onOpen(id)}>
              {title}
            </Link>
            : {because}
          </li>
        ))}
      </ul>
    </details>
  );
}
