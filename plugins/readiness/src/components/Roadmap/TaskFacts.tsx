import { makeStyles } from '@material-ui/core/styles';
import type { Task } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { EntityName } from '../words/EntityName';
import { figure, signed } from '../words/figures';
import { RelativeTime } from '../words/RelativeTime';
import { SeverityMark } from '../words/SeverityMark';
import { TaskStatusMark } from './TaskStatusMark';

/** A card has room for this many of the tasks that come first. */
const NAMED = 2;

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 1.5),
    fontSize: '0.8125rem',
    marginTop: theme.spacing(0.5),
  },
  warning: {
    marginTop: theme.spacing(0.5),
    fontSize: '0.8125rem',
    fontWeight: theme.typography.fontWeightBold as number,
  },
}));

/** What a person weighs a task by: who, how much, how long, what it brings. */
export function TaskFacts(props: {
  task: Task;
  /** Titles of the tasks that come first. */
  after: readonly string[];
}) {
  const { task, after } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <>
      <div className={classes.line}>
        <SeverityMark severity={task.severity} />
        <TaskStatusMark status={task.status} />
      </div>
      <div className={classes.line}>
        <EntityName entityRef={task.owner} />
        {task.assignee && task.assignee !== task.owner && (
          <span>
            {t('task.assignee')} <EntityName entityRef={task.assignee} />
          </span>
        )}
      </div>
      <div className={classes.line}>
        <span
          aria-label={t('task.effortLabel', { days: figure(task.effortDays) })}
        >
          {t('task.effort', { days: figure(task.effortDays) })}
        </span>
        <span>{t('task.findings', { count: task.findingCount })}</span>
        <span>{t('task.risk', { risk: figure(task.risk) })}</span>
        {task.dueAt && (
          <span>
            {t('task.due')} <RelativeTime at={task.dueAt} />
            {task.sla?.mark === 'over' && `, ${t('task.overdue')}`}
          </span>
        )}
      </div>
      <div className={classes.line}>
        {task.predictedDelta !== undefined && (
          <span>
            {t('task.predicted', { delta: signed(task.predictedDelta) })}
          </span>
        )}
        {task.observedDelta !== undefined && (
          <strong>
            {t('task.observed', { delta: signed(task.observedDelta) })}
          </strong>
        )}
      </div>
      {after.length > 0 && (
        <div className={classes.line}>
          {t('task.after', {
            tasks: after.slice(0, NAMED).join(', '),
          })}
          {after.length > NAMED &&
            ` ${t('task.afterMore', { count: after.length - NAMED })}`}
        </div>
      )}
      {task.quality !== undefined && (
        <div className={classes.line}>
          {t('task.lever', { count: task.findingCount })}
          {task.quality < 1 && `. ${t('task.mitigates')}`}
        </div>
      )}
      {task.place && <div className={classes.line}>{t('task.placed')}</div>}
      {task.capacityConflict && (
        <div className={classes.warning}>⚠ {t('task.conflict')}</div>
      )}
    </>
  );
}
