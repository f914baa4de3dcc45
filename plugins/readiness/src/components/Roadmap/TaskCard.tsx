import Link from '@material-ui/core/Link';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Task } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import type { TaskEdit } from './taskEdit';
import { TaskFacts } from './TaskFacts';
import { TaskMenu } from './TaskMenu';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1, 1, 1.5, 1.5),
    marginBottom: theme.spacing(1),
    breakInside: 'avoid',
    overflowWrap: 'anywhere',
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
  },
  title: { textAlign: 'left', padding: theme.spacing(0.5, 0) },
}));

export interface TaskCardProps {
  task: Task;
  titles: ReadonlyMap<string, string>;
  onOpen: (id: string) => void;
  onEdit: (task: Task, edit: TaskEdit) => void;
}

/** A task as a card: its title opens it, its menu changes it. */
export function TaskCard(props: TaskCardProps) {
  const { task, titles, onOpen, onEdit } = props;
  const classes = useStyles();
  const t = useMessages();
  const after = task.dependsOn.map(id => titles.get(id) ?? id);
  return (
    <Paper
      variant="outlined"
      component="article"
      className={classes.root}
      aria-label={task.title}
    >
      <div className={classes.head}>
        <Link
          component="button"
          variant="subtitle2"
          className={classes.title}
          onClick={() => onOpen(task.id)}
        >
          {task.title}
        </Link>
        <TaskMenu
          task={task}
          onEdit={edit => onEdit(task, edit)}
          onOpen={() => onOpen(task.id)}
        />
      </div>
      <TaskFacts task={task} after={after} />
      <Typography variant="caption" color="textSecondary" component="div">
        {t('task.because')}: {task.because}
      </Typography>
    </Paper>
  );
}
