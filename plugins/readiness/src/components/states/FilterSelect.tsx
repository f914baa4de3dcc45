import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useMessages } from '../../translation';

const useStyles = makeStyles({ select: { minWidth: 140 } });

/** A choice of one, or of none. */
export function FilterSelect(props: {
  /** Ties the label to the field. */
  id: string;
  label: string;
  /** What none of the options means; "All" by default. */
  all?: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  const { id, label, all, value, options, onChange } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <TextField
      select
      id={id}
      className={classes.select}
      size="small"
      variant="outlined"
      label={label}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      SelectProps={{ displayEmpty: true }}
      InputLabelProps={{ shrink: true }}
    >
      <MenuItem value="">{all ?? t('state.all')}</MenuItem>
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
