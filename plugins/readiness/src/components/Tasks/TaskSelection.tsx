import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  readinessTaskUpdatePermission,
  type Task,
  type TaskBulkRow,
} from '@readiness/backstage-plugin-readiness-common';
import { failureText } from '../../api/failureText';
import { readinessApiRef } from '../../api/readinessApi';
import { refusedRows } from '../../api/requestError';
import { useMessages } from '../../translation';
import { EntityPicker } from '../states/EntityPicker';
import { FormDialog } from '../states/FormDialog';
import { TaskTable } from './TaskTable';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(5),
  },
}));

const CHANGEABLE: readonly TaskBulkRow['outcome'][] = ['ready', 'unchanged'];

function Refused(props: {
  rows: readonly TaskBulkRow[];
  tasks: readonly Task[];
}) {
  const t = useMessages();
  const titles = new Map(props.tasks.map(({ id, title }) => [id, title]));
  const refused = props.rows.filter(
    ({ outcome }) => !CHANGEABLE.includes(outcome),
  );
  return (
    <Alert severity="warning">
      <AlertTitle>{t('tasks.refused')}</AlertTitle>
      <ul>
        {refused.map(({ id, message }) => (
          <li key={id}>
            {titles.get(id) ?? id}: {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function AssignDialog(props: {
  tasks: readonly Task[];
  onClose: () => void;
  onSaved: () => void;
}) {
  const { tasks, onClose, onSaved } = props;
  const t = useMessages();
  const api = useApi(readinessApiRef);
  const [assignee, setAssignee] = useState<string>();
  const [saving, setSaving] = useState(false);
  const [rows, setRows] = useState<readonly TaskBulkRow[]>([]);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setSaving(true);
    setError(undefined);
    setRows([]);
    try {
      await api.updateTasks({
        tasks: tasks.map(({ id, version }) => ({ id, version })),
        change: { assignee: assignee ?? null },
      });
      onSaved();
    } catch (e) {
      setSaving(false);
      const refused = refusedRows(e);
      if (refused.length > 0) setRows(refused);
      else setError(e);
    }
  };
  return (
    <FormDialog
      id="readiness-bulk-title"
      title={t('tasks.assignTitle', { count: tasks.length })}
      submit={{ label: t('state.save'), disabled: saving || !assignee }}
      failure={
        error === undefined
          ? undefined
          : failureText(t, error, readinessTaskUpdatePermission.name, reason =>
              t('taskDialog.failed', { reason }),
            )
      }
      onSubmit={save}
      onClose={onClose}
    >
      <EntityPicker
        kinds={['User', 'Group']}
        label={t('taskDialog.assignLabel')}
        value={assignee}
        onChange={ref => setAssignee(ref ?? undefined)}
      />
      {rows.length > 0 && <Refused rows={rows} tasks={tasks} />}
    </FormDialog>
  );
}

/** Tasks as a list from which many are chosen and assigned at once. */
export function TaskSelection(props: {
  tasks: readonly Task[];
  onOpen: (id: string) => void;
  onChanged: () => void;
}) {
  const { tasks, onOpen, onChanged } = props;
  const classes = useStyles();
  const t = useMessages();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [assigning, setAssigning] = useState(false);
  // What a filter took away is not changed unseen.
  const chosen = tasks.filter(({ id }) => selected.has(id));
  return (
    <>
      <div className={classes.bar}>
        <Typography variant="body2" role="status">
          {t('tasks.selected', { count: chosen.length })}
        </Typography>
        <Button
          size="small"
          variant="outlined"
          disabled={chosen.length === 0}
          onClick={() => setAssigning(true)}
        >
          {t('tasks.assign')}
        </Button>
      </div>
      <TaskTable
        tasks={tasks}
        selected={selected}
        onSelect={setSelected}
        onOpen={onOpen}
      />
      {assigning && (
        <AssignDialog
          tasks={chosen}
          onClose={() => setAssigning(false)}
          onSaved={() => {
            setAssigning(false);
            setSelected(new Set());
            onChanged();
          }}
        />
      )}
    </>
  );
}
