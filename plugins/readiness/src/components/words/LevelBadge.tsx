import { makeStyles, useTheme, type Theme } from '@material-ui/core/styles';
import type { Level } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';

const useStyles = makeStyles<Theme, { large: boolean; color: string }>(
  theme => ({
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: ({ large }) =>
        large ? theme.spacing(0.75, 2) : theme.spacing(0.25, 1),
      border: ({ color }) => `2px solid ${color}`,
      borderRadius: 999,
      fontSize: ({ large }) => (large ? '1.25rem' : '0.8125rem'),
      fontWeight: theme.typography.fontWeightBold as number,
      lineHeight: 1.4,
      whiteSpace: 'nowrap',
      color: theme.palette.text.primary,
    },
  }),
);

function levelColor(level: Level, theme: Theme): string {
  switch (level) {
    case 3:
      return theme.palette.success.main;
    case 2:
      return theme.palette.info.main;
    case 1:
      return theme.palette.primary.main;
    case 0:
      return theme.palette.warning.main;
    default:
      return theme.palette.text.secondary;
  }
}

const BARS = [1, 2, 3] as const;

/** Three ascending bars, filled up to the level; dashed when unverified. */
function LevelShape({ level, color }: { level: Level; color: string }) {
  const unverified = level === 'unverified';
  return (
    <svg width="1.1em" height="1.1em" viewBox="0 0 16 16" aria-hidden="true">
      {BARS.map(bar => (
        <rect
          key={bar}
          x={1 + (bar - 1) * 5}
          y={16 - bar * 5}
          width={4}
          height={bar * 5 - 1}
          fill={!unverified && bar <= level ? color : 'none'}
          stroke={color}
          strokeDasharray={unverified ? '2 1.5' : undefined}
        />
      ))}
    </svg>
  );
}

export interface LevelBadgeProps {
  level: Level;
  /** A dimension whose proven rung has nothing to prove says so. */
  nothingToProve?: boolean;
  large?: boolean;
}

/** A level as colour, shape and word. */
export function LevelBadge(props: LevelBadgeProps) {
  const { level, nothingToProve, large = false } = props;
  const t = useMessages();
  const color = levelColor(level, useTheme());
  const classes = useStyles({ large, color });
  return (
    <span className={classes.root}>
      <LevelShape level={level} color={color} />
      {nothingToProve && level === 3
        ? t('level.nothingToProve')
        : t(`level.${level}`)}
    </span>
  );
}
