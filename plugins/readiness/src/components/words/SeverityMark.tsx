import { makeStyles, useTheme, type Theme } from '@material-ui/core/styles';
import type { Severity } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
  },
}));

/** One outline a severity, so that they differ without colour. */
const SHAPES: Record<Severity, string> = {
  critical: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  high: 'M8 1l7 14H1z',
  medium: 'M8 1l7 7-7 7-7-7z',
  low: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z',
};

function severityColor(severity: Severity, theme: Theme): string {
  switch (severity) {
    case 'critical':
      return theme.palette.error.main;
    case 'high':
      return theme.palette.warning.dark;
    case 'medium':
      return theme.palette.warning.main;
    default:
      return theme.palette.text.secondary;
  }
}

export function SeverityMark({ severity }: { severity: Severity }) {
  const classes = useStyles();
  const t = useMessages();
  const color = severityColor(severity, useTheme());
  return (
    <span className={classes.root}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={SHAPES[severity]}
          fill={severity === 'low' ? 'none' : color}
          stroke={color}
          strokeWidth="1.5"
        />
      </svg>
      {t(`severity.${severity}`)}
    </span>
  );
}
