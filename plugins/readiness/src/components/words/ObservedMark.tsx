import { makeStyles } from '@material-ui/core/styles';
import VisibilityIcon from '@material-ui/icons/VisibilityOutlined';
import { useMessages } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    color: theme.palette.text.secondary,
  },
  icon: { fontSize: '1rem' },
}));

/** Says of a finding or a check that it is looked at and not scored. */
export function ObservedMark() {
  const classes = useStyles();
  const t = useMessages();
  return (
    <span className={classes.root} title={t('checkMode.observeText')}>
      <VisibilityIcon className={classes.icon} aria-hidden="true" />
      {t('checkMode.observe')}
    </span>
  );
}
