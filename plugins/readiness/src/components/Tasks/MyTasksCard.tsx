import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { readinessScorecardReadPermission } from '@readiness/backstage-plugin-readiness-common';
import { useReadinessPath } from '../../hooks/useReadinessPath';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { QueryState } from '../states/QueryState';
import { SeverityMark } from '../words/SeverityMark';
import { TaskDue } from './TaskTable';

/** A card has room for what is due first. */
const SHOWN = 5;

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  item: { padding: theme.spacing(0.75, 0) },
}));

/** What is due first of what belongs to me and my groups, for the home page. */
export function MyTasksCard() {
  const classes = useStyles();
  const t = useMessages();
  const path = useReadinessPath();
  const query = useReadinessQuery(
    api => api.getTasks({ mine: true, limit: SHOWN }),
    [],
  );
  return (
    <QueryState
      query={query}
      permission={readinessScorecardReadPermission.name}
      minHeight={200}
    >
      {({ items, totalItems }) => (
        <>
          <Typography variant="body2">
            {items.length === 0
              ? t('tasks.emptyTitle')
              : t('tasks.total', { count: totalItems })}
          </Typography>
          <ul className={classes.list}>
            {items.map(task => (
              <li key={task.id} className={classes.item}>
                <SeverityMark severity={task.severity} />{' '}
                {path ? (
                  <Link
                    to={`${path}/tasks?task=${encodeURIComponent(task.id)}`}
                  >
                    {task.title}
                  </Link>
                ) : (
                  task.title
                )}{' '}
                <TaskDue task={task} />
              </li>
            ))}
          </ul>
          {path && <Link to={`${path}/tasks`}>{t('tasks.all')}</Link>}
        </>
      )}
    </QueryState>
  );
}
