import { type MouseEvent, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import type { Task } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { TASK_EDITS, type TaskEdit } from './taskEdit';

/** Everything that can be done to a task, by mouse or keyboard. */
export function TaskMenu(props: {
  task: Task;
  onEdit: (edit: TaskEdit) => void;
  onOpen: () => void;
}) {
  const { task, onEdit, onOpen } = props;
  const t = useMessages();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const close = () => setAnchor(undefined);
  const choose = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <>
      <IconButton
        size="small"
        aria-haspopup="menu"
        aria-label={t('task.menu', { title: task.title })}
        onClick={(event: MouseEvent<HTMLElement>) =>
          setAnchor(event.currentTarget)
        }
      >
        <MoreVertIcon />
      </IconButton>
      <Menu open={anchor !== undefined} anchorEl={anchor} onClose={close}>
        <MenuItem onClick={choose(onOpen)}>{t('task.open')}</MenuItem>
        {TASK_EDITS.map(edit => (
          <MenuItem key={edit} onClick={choose(() => onEdit(edit))}>
            {t(`task.${edit}`)}
          </MenuItem>
        ))}
        {task.issueUrl && (
          <MenuItem
            component="a"
            href={task.issueUrl}
            target="_blank"
            rel="noopener noreferrer"
            onClick={close}
          >
            {t('task.issue')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
