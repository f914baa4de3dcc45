import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { type Messages, useMessages } from '../../translation';
import { percent } from '../words/figures';
import { type Rung, rungsOf } from './rung';

const hatch = (theme: Theme) =>
  `repeating-linear-gradient(45deg, ${theme.palette.text.secondary} 0 2px, transparent 2px 6px)`;

const useStyles = makeStyles(theme => ({
  rungs: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: theme.spacing(0.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  rung: {
    display: 'block',
    width: '100%',
    textAlign: 'left',
    borderRadius: 3,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  bar: {
    display: 'flex',
    height: 12,
    overflow: 'hidden',
    borderRadius: 3,
    border: `1px solid ${theme.palette.text.secondary}`,
    // Ink is what the rungs are read by, on paper as well.
    colorAdjust: 'exact',
  },
  notJudged: { borderStyle: 'dotted' },
  filled: { backgroundColor: theme.palette.primary.main },
  unseen: { backgroundImage: hatch(theme) },
  caption: {
    fontSize: '0.75rem',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

function stateText(t: Messages, rung: Rung): string {
  return rung.state === 'partly'
    ? t('rung.partly', { percent: percent(rung.filled) })
    : t(`rung.${rung.state}`);
}

function explanation(t: Messages, rung: Rung): string[] {
  if (rung.state === 'notJudged') return [t('rung.notJudgedText')];
  if (rung.missing.length === 0) return [t('rung.nothingMissing')];
  const checks = rung.missing
    .map(check => `${check.title} (${t(`checkState.${check.state}`)})`)
    .join(', ');
  const needs = t('rung.needs', { checks });
  return rung.unseen > 0 ? [needs, t('rung.unknownText')] : [needs];
}

function RungBar({ rung, onOpen }: { rung: Rung; onOpen: () => void }) {
  const classes = useStyles();
  const t = useMessages();
  const label = t('rung.label', {
    stage: t(`stage.${rung.stage}`),
    state: stateText(t, rung),
  });
  if (rung.state === 'absent') {
    // Not part of this control: no bar, the space stays so that rungs align.
    return <li aria-label={label} />;
  }
  const lines = explanation(t, rung);
  const bar =
    rung.state === 'notJudged'
      ? `${classes.bar} ${classes.notJudged}`
      : classes.bar;
  return (
    <li>
      <Tooltip
        title={
          <>
            <strong>{label}</strong>
            {lines.map(text => (
              <div key={text}>{text}</div>
            ))}
          </>
        }
      >
        <ButtonBase
          className={classes.rung}
          aria-label={[label, ...lines].join('. ')}
          onClick={onOpen}
        >
          <div className={bar}>
            <div
              className={classes.filled}
              style={{ width: `${rung.filled * 100}%` }}
            />
            {rung.unseen > 0 && (
              <div
                className={classes.unseen}
                style={{ width: `${rung.unseen * 100}%` }}
              />
            )}
          </div>
          <div className={classes.caption}>{stateText(t, rung)}</div>
        </ButtonBase>
      </Tooltip>
    </li>
  );
}

/** A control as its three rungs: configured, used, proven. */
export function ControlLadder(props: {
  title: string;
  stages: readonly Schemas['StageScore'][];
  /** Opens how the rungs were computed. */
  onOpen: () => void;
}) {
  const { title, stages, onOpen } = props;
  const classes = useStyles();
  return (
    <ul className={classes.rungs} aria-label={title}>
      {rungsOf(stages).map(rung => (
        <RungBar key={rung.stage} rung={rung} onOpen={onOpen} />
      ))}
    </ul>
  );
}
