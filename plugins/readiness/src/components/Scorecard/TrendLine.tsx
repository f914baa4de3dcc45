import { useTheme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { useMessages } from '../../translation';
import { figure } from '../words/figures';
import { trendGeometry } from './trendGeometry';

const SIZE = { width: 220, height: 56, margin: 4 };

function day(at: string): string {
  return DateTime.fromISO(at).toLocaleString(DateTime.DATE_MED);
}

/** The verified score over time, with changes of the rule set marked. */
export function TrendLine(props: { points: readonly Schemas['TrendPoint'][] }) {
  const { points } = props;
  const t = useMessages();
  const theme = useTheme();
  const geometry = trendGeometry(points, SIZE);
  if (!geometry) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('trend.none')}
      </Typography>
    );
  }
  const { path, last, steps } = geometry;
  const first = points[0];
  const final = points[points.length - 1];
  const label = t('trend.label', {
    from: figure(first.verified),
    start: day(first.at),
    to: figure(final.verified),
    end: day(final.at),
    steps: steps.length > 0 ? t('trend.steps', { count: steps.length }) : '',
  });
  const { width, height } = SIZE;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      style={{ maxWidth: '100%' }}
    >
      {steps.map(step => (
        <line
          key={step.at}
          x1={step.x}
          x2={step.x}
          y1={0}
          y2={height}
          stroke={theme.palette.text.secondary}
          strokeDasharray="3 3"
        >
          <title>
            {t('trend.step', { version: step.version, date: day(step.at) })}
          </title>
        </line>
      ))}
      <path
        d={path}
        fill="none"
        stroke={theme.palette.primary.main}
        strokeWidth={2}
      />
      <circle cx={last.x} cy={last.y} r={3} fill={theme.palette.primary.main} />
    </svg>
  );
}
