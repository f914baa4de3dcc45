import { makeStyles } from '@material-ui/core/styles';
import ImportIcon from '@material-ui/icons/CallReceived';
import { useMessages } from '../../translation';
import { toolName } from './toolName';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    color: theme.palette.text.secondary,
  },
  icon: { fontSize: '1rem' },
}));

/** Says of a finding which other tool reports it. */
export function SourceMark({ tool }: { tool: string }) {
  const classes = useStyles();
  const t = useMessages();
  return (
    <span className={classes.root} title={t('finding.reportedByText')}>
      <ImportIcon className={classes.icon} aria-hidden="true" />
      {t('finding.reportedBy', { tool: toolName(tool) })}
    </span>
  );
}
