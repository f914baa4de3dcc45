import TextField from '@material-ui/core/TextField';

/** A search in what is shown; empty is no search. */
export function SearchField(props: {
  /** Ties the label to the field. */
  id: string;
  label: string;
  value: string | undefined;
  className?: string;
  onChange: (value: string | undefined) => void;
}) {
  const { value, onChange, ...rest } = props;
  return (
    <TextField
      size="small"
      variant="outlined"
      type="search"
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      {...rest}
    />
  );
}
