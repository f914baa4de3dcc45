import { CopyTextButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'relative',
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  text: {
    margin: 0,
    padding: theme.spacing(1.5, 6, 1.5, 1.5),
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    // Wrapped on the screen; what is copied keeps its lines.
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  button: {
    position: 'absolute',
    top: 0,
    right: 0,
    '@media print': { display: 'none' },
  },
}));

/** A block of YAML or commands with a copy button. */
export function CopyableText(props: { text: string; label: string }) {
  const { text, label } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <Box className={classes.root}>
      <pre className={classes.text}>{text}</pre>
      <div className={classes.button}>
        <CopyTextButton
          text={text}
          aria-label={label}
          tooltipText={t('state.copied')}
        />
      </div>
    </Box>
  );
}
