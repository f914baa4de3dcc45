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
    overflow: 'auto',
    maxHeight: 420,
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    whiteSpace: 'pre',
    '@media print': { whiteSpace: 'pre-wrap', maxHeight: 'none' },
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
      {/* A block that scrolls has to be reachable by keyboard. */}
      <pre
        className={classes.text}
        role="region"
        aria-label={label}
        tabIndex={0}
      >
        {text}
      </pre>
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
