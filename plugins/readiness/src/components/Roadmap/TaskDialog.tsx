import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  readinessTaskUpdatePermission,
  SETTABLE_TASK_STATUSES,
  type Task,
  type TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import { failureText } from '../../api/failureText';
import { readinessApiRef } from '../../api/readinessApi';
import { newerTask, requestProblem } from '../../api/requestError';
import { useMessages } from '../../translation';
import { EntityPicker } from '../states/EntityPicker';
import { FormDialog } from '../states/FormDialog';
import { PlaceField } from './PlaceField';
import { initialValue, type TaskEdit, toTaskUpdate } from './taskEdit';

const TITLES = {
  assign: 'taskDialog.assignTitle',
  status: 'taskDialog.statusTitle',
  dueAt: 'taskDialog.dueTitle',
  note: 'taskDialog.noteTitle',
  place: 'taskDialog.placeTitle',
} as const;

interface FieldProps {
  taskId: string;
  edit: TaskEdit;
  value: string;
  onChange: (value: string) => void;
}

function StatusField({ value, onChange }: FieldProps) {
  const t = useMessages();
  const settable = SETTABLE_TASK_STATUSES.some(status => status === value);
  return (
    <TextField
      select
      fullWidth
      variant="outlined"
      id="readiness-task-status"
      label={t('taskDialog.statusLabel')}
      helperText={t('taskDialog.statusHelp')}
      value={settable ? value : ''}
      onChange={event => onChange(event.target.value)}
    >
      {SETTABLE_TASK_STATUSES.map(status => (
        <MenuItem key={status} value={status}>
          {t(`taskStatus.${status}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function EditField(props: FieldProps) {
  const { edit, value, onChange } = props;
  const t = useMessages();
  switch (edit) {
    case 'assign':
      return (
        <EntityPicker
          kinds={['User', 'Group']}
          label={t('taskDialog.assignLabel')}
          value={value || undefined}
          onChange={ref => onChange(ref ?? '')}
        />
      );
    case 'status':
      return <StatusField {...props} />;
    case 'place':
      return <PlaceField {...props} />;
    case 'dueAt':
      return (
        <TextField
          fullWidth
          type="date"
          variant="outlined"
          id="readiness-task-due"
          label={t('taskDialog.dueLabel')}
          helperText={t('taskDialog.dueHelp')}
          InputLabelProps={{ shrink: true }}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      );
    default:
      return (
        <TextField
          fullWidth
          multiline
          rows={5}
          variant="outlined"
          id="readiness-task-note"
          label={t('taskDialog.noteLabel')}
          inputProps={{ maxLength: 10000 }}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      );
  }
}

function Conflict(props: { current?: TaskDetail; onReload: () => void }) {
  const { current, onReload } = props;
  const t = useMessages();
  return (
    <Alert
      severity="warning"
      action={
        current ? undefined : (
          <Button color="inherit" size="small" onClick={onReload}>
            {t('taskDialog.conflictReload')}
          </Button>
        )
      }
    >
      <AlertTitle>{t('taskDialog.conflictTitle')}</AlertTitle>
      {current
        ? t('taskDialog.conflictNow', {
            status: t(`taskStatus.${current.status}`),
            assignee: current.assignee ?? t('task.unassigned'),
          })
        : t('taskDialog.conflictText')}
    </Alert>
  );
}

export interface TaskDialogProps {
  task: Task | TaskDetail;
  edit: TaskEdit;
  onClose: () => void;
  onSaved: (task: TaskDetail) => void;
}

/** One change of a task, told clearly when somebody else was faster. */
export function TaskDialog(props: TaskDialogProps) {
  const { task, edit, onClose, onSaved } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [value, setValue] = useState(() => initialValue(edit, task));
  const [touched, setTouched] = useState(false);
  const [version, setVersion] = useState(task.version);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<Error>();
  const [conflict, setConflict] = useState(false);
  const [current, setCurrent] = useState<TaskDetail>();

  // A card does not carry the note: it is fetched before it is written over.
  const needsNote = edit === 'note' && !('note' in task);
  const [noteLoaded, setNoteLoaded] = useState(!needsNote);
  useEffect(() => {
    if (!needsNote) return undefined;
    let left = false;
    api.getTask(task.id).then(
      detail => {
        if (left) return;
        setValue(detail.note ?? '');
        setVersion(detail.version);
        setNoteLoaded(true);
      },
      e => !left && setError(e),
    );
    return () => {
      left = true;
    };
  }, [api, needsNote, task.id]);

  const reload = async () => {
    try {
      const detail = await api.getTask(task.id);
      setCurrent(detail);
      setVersion(detail.version);
    } catch (e) {
      setConflict(false);
      setError(e as Error);
    }
  };

  const save = async () => {
    setSaving(true);
    setError(undefined);
    setConflict(false);
    try {
      const update = toTaskUpdate(edit, value, version);
      onSaved(await api.updateTask(task.id, update));
    } catch (e) {
      setSaving(false);
      if (requestProblem(e) === 'conflict') {
        const newer = newerTask(e);
        setCurrent(newer);
        if (newer) setVersion(newer.version);
        setConflict(true);
      } else {
        setError(e as Error);
      }
    }
  };

  return (
    <FormDialog
      id="readiness-task-dialog-title"
      title={t(TITLES[edit], { title: task.title })}
      submit={{
        label: t('state.save'),
        disabled: saving || !touched || !noteLoaded || (conflict && !current),
      }}
      failure={
        error &&
        failureText(t, error, readinessTaskUpdatePermission.name, reason =>
          t('taskDialog.failed', { reason }),
        )
      }
      onSubmit={save}
      onClose={onClose}
    >
      <EditField
        taskId={task.id}
        edit={edit}
        value={value}
        onChange={next => {
          setTouched(true);
          setValue(next);
        }}
      />
      {conflict && <Conflict current={current} onReload={reload} />}
    </FormDialog>
  );
}
