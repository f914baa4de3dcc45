import type { FormEvent, ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../translation';

export interface FormDialogProps {
  /** Ties the title to the dialog; one of a kind on the page. */
  id: string;
  title: string;
  /** The button that sends; without one there is nothing left to send. */
  submit?: { label: string; disabled: boolean };
  /** Why the last attempt failed, where no field is to blame. */
  failure?: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form over the page: sent by its button or by Enter, left by Escape. */
export function FormDialog(props: FormDialogProps) {
  const { id, title, submit, failure, onSubmit, onClose, children } = props;
  const t = useMessages();
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby={id}>
      {/* The form tells its problems itself, in the words of the portal. */}
      <form onSubmit={send} noValidate>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>
          {children}
          {failure && <Alert severity="error">{failure}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>
            {submit ? t('state.cancel') : t('state.close')}
          </Button>
          {submit && (
            <Button
              type="submit"
              color="primary"
              variant="contained"
              disabled={submit.disabled}
            >
              {submit.label}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
