import Checkbox from '@material-ui/core/Checkbox';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { Task } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { TaskStatusMark } from '../Roadmap/TaskStatusMark';
import { EntityName } from '../words/EntityName';
import { RelativeTime } from '../words/RelativeTime';
import { SeverityMark } from '../words/SeverityMark';

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  title: { textAlign: 'left', minWidth: 200 },
  over: { fontWeight: theme.typography.fontWeightBold as number },
}));

/** When a task is due, and that it is overdue, in words. */
export function TaskDue({ task }: { task: Task }) {
  const classes = useStyles();
  const t = useMessages();
  if (!task.dueAt) return <>{t('tasks.noDue')}</>;
  const over = task.sla?.mark === 'over';
  return (
    <span className={over ? classes.over : undefined}>
      <RelativeTime at={task.dueAt} />
      {over && `, ${t('task.overdue')}`}
    </span>
  );
}

function Place({ task }: { task: Task }) {
  const t = useMessages();
  const [first] = task.weeks ?? [];
  return (
    <>
      {first === undefined
        ? t('tasks.later')
        : t('tasks.week', { week: String(first) })}
    </>
  );
}

/** Tasks as rows; with `onSelect` they can be chosen for one change of many. */
export function TaskTable(props: {
  tasks: readonly Task[];
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen: (id: string) => void;
}) {
  const { tasks, selected = new Set(), onSelect, onOpen } = props;
  const classes = useStyles();
  const t = useMessages();
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect?.(next);
  };
  const chosen = tasks.filter(({ id }) => selected.has(id)).length;
  const all = tasks.length > 0 && chosen === tasks.length;
  return (
    <div className={classes.scroll}>
      <Table size="small" aria-label={t('tasks.label')}>
        <TableHead>
          <TableRow>
            {onSelect && (
              <TableCell padding="checkbox">
                <Checkbox
                  color="primary"
                  checked={all}
                  indeterminate={chosen > 0 && !all}
                  inputProps={{ 'aria-label': t('tasks.selectAll') }}
                  onChange={() =>
                    onSelect(new Set(all ? [] : tasks.map(({ id }) => id)))
                  }
                />
              </TableCell>
            )}
            <TableCell>{t('tasks.title')}</TableCell>
            <TableCell>{t('tasks.owner')}</TableCell>
            <TableCell>{t('tasks.severity')}</TableCell>
            <TableCell>{t('tasks.status')}</TableCell>
            <TableCell>{t('tasks.place')}</TableCell>
            <TableCell>{t('tasks.due')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {tasks.map(task => (
            <TableRow key={task.id} selected={selected.has(task.id)}>
              {onSelect && (
                <TableCell padding="checkbox">
                  <Checkbox
                    color="primary"
                    checked={selected.has(task.id)}
                    inputProps={{
                      'aria-label': t('tasks.select', { title: task.title }),
                    }}
                    onChange={() => toggle(task.id)}
                  />
                </TableCell>
              )}
              <TableCell>
                <Link
                  component="button"
                  variant="body2"
                  className={classes.title}
                  onClick={() => onOpen(task.id)}
                >
                  {task.title}
                </Link>
              </TableCell>
              <TableCell>
                <EntityName entityRef={task.assignee ?? task.owner} />
              </TableCell>
              <TableCell>
                <SeverityMark severity={task.severity} />
              </TableCell>
              <TableCell>
                <TaskStatusMark status={task.status} />
              </TableCell>
              <TableCell>
                <Place task={task} />
              </TableCell>
              <TableCell>
                <TaskDue task={task} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
