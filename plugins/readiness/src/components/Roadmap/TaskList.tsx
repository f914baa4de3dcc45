import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { Task } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { TaskCard, type TaskCardProps } from './TaskCard';

export type CardActions = Omit<TaskCardProps, 'task'>;

/** The first cards, and the rest on demand: a long plan stays readable. */
export function TaskList(props: {
  tasks: readonly Task[];
  first: number;
  actions: CardActions;
}) {
  const { tasks, first, actions } = props;
  const t = useMessages();
  const [all, setAll] = useState(false);
  const shown = all ? tasks : tasks.slice(0, first);
  return (
    <>
      {shown.map(task => (
        <TaskCard key={task.id} task={task} {...actions} />
      ))}
      {shown.length < tasks.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('state.more', { total: String(tasks.length) })}
        </Button>
      )}
    </>
  );
}
