import TextField, { type TextFieldProps } from '@material-ui/core/TextField';

export type FormFieldProps = Omit<TextFieldProps, 'id' | 'onChange'> & {
  /** Ties the label to the field. */
  id: string;
  /** What is wrong with it, in place of its help. */
  problem?: string;
  onText: (text: string) => void;
};

/** A field of a form, with its problem where it is. */
export function FormField(props: FormFieldProps) {
  const { problem, helperText, onText, ...rest } = props;
  return (
    <TextField
      fullWidth
      margin="normal"
      variant="outlined"
      error={Boolean(problem)}
      helperText={problem ?? helperText}
      onChange={event => onText(event.target.value)}
      {...rest}
    />
  );
}
