import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { requestMessage } from '../../api/requestError';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useMessages } from '../../translation';
import { PLACES, placeOf } from './taskEdit';

/** What else moves, and why, if the task is put there. */
function Preview({ taskId, value }: { taskId: string; value: string }) {
  const t = useMessages();
  const { value: preview, error } = useReadinessQuery(
    api => api.previewMove({ taskId, place: placeOf(value) }),
    [taskId, value],
  );
  if (error) {
    return (
      <Typography variant="body2" role="alert">
        {t('taskDialog.placeRefused', { reason: requestMessage(error) })}
      </Typography>
    );
  }
  if (!preview) {
    return (
      <Typography variant="body2">{t('taskDialog.placeAsking')}</Typography>
    );
  }
  const { changes } = preview;
  return (
    <div role="status">
      <Typography variant="body2">
        {changes.length === 0
          ? t('taskDialog.placeNothing')
          : t('taskDialog.placeMoves', { count: changes.length })}
      </Typography>
      <ul>
        {changes.map(({ taskId: id, title, message }) => (
          <li key={id}>
            {title}: {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where a task is put, with what the planner says about it. */
export function PlaceField(props: {
  taskId: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { taskId, value, onChange } = props;
  const t = useMessages();
  const nameOf = (place: (typeof PLACES)[number]) => {
    if (place === 'next') return t('roadmap.next');
    if (place === 'later') return t('roadmap.later');
    return t('taskDialog.placeWeek', { week: place.slice('week '.length) });
  };
  return (
    <>
      <TextField
        select
        fullWidth
        variant="outlined"
        margin="dense"
        id="readiness-task-place"
        label={t('taskDialog.placeLabel')}
        value={value}
        SelectProps={{ native: false, displayEmpty: true }}
        InputLabelProps={{ shrink: true }}
        onChange={event => onChange(event.target.value)}
      >
        <MenuItem value="">{t('taskDialog.placePlanner')}</MenuItem>
        {PLACES.map(place => (
          <MenuItem key={place} value={place}>
            {nameOf(place)}
          </MenuItem>
        ))}
      </TextField>
      <Preview taskId={taskId} value={value} />
    </>
  );
}
