import type { ReactNode } from 'react';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import { useMessages } from '../../translation';
import { bodyText } from '../words/bodyText';

const useStyles = makeStyles(theme => ({
  paper: {
    ...bodyText(theme),
    width: 'min(680px, 100vw)',
    padding: theme.spacing(2, 3, 4),
    boxSizing: 'border-box',
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
  },
}));

/** A drawer from the right; on a narrow screen it takes all of it. */
export function SidePanel(props: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, onClose, children } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{ role: 'dialog', 'aria-modal': true, 'aria-label': title }}
    >
      <div className={classes.head}>
        <Typography variant="h5" component="h2">
          {title}
        </Typography>
        <IconButton
          size="small"
          aria-label={t('state.close')}
          onClick={onClose}
        >
          <CloseIcon />
        </IconButton>
      </div>
      {children}
    </Drawer>
  );
}
