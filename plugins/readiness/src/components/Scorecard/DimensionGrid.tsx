import { useState } from 'react';
import Link from '@material-ui/core/Link';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  Finding,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { figure, percent } from '../words/figures';
import { LevelBadge } from '../words/LevelBadge';
import { ControlLadder } from './ControlLadder';
import { ScoreExplanation } from './ScoreExplanation';

type DimensionScore = Schemas['DimensionScore'];

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 250px), 1fr))',
    gap: theme.spacing(2),
  },
  card: { padding: theme.spacing(2), breakInside: 'avoid' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
  number: { fontSize: '2rem', lineHeight: 1.2 },
  control: { marginTop: theme.spacing(1.5) },
}));

function DimensionCard(props: {
  dimension: DimensionScore;
  onExplain: () => void;
}) {
  const { dimension, onExplain } = props;
  const classes = useStyles();
  const t = useMessages();
  const name = t(`dimension.${dimension.id}`);
  const value = figure(dimension.verified);
  const binding =
    dimension.cap !== undefined && dimension.uncapped > dimension.cap.limit;
  return (
    <Paper className={classes.card} component="section" aria-label={name}>
      <div className={classes.head}>
        <Typography variant="h6" component="h3">
          {name}
        </Typography>
        <LevelBadge
          level={dimension.level}
          nothingToProve={dimension.nothingToProve}
        />
      </div>
      <div className={classes.head}>
        <Link
          component="button"
          className={classes.number}
          aria-label={t('dimensions.explain', { value, dimension: name })}
          onClick={onExplain}
        >
          {value}
        </Link>
        <Typography variant="body2" color="textSecondary">
          {t('dimensions.coverage', { percent: percent(dimension.coverage) })}
        </Typography>
      </div>
      {dimension.cap && (
        <Typography variant="body2">
          {t(binding ? 'dimensions.cap' : 'dimensions.ceiling', {
            limit: figure(dimension.cap.limit),
            reason: dimension.cap.reason,
          })}
        </Typography>
      )}
      {dimension.controls.map(control => (
        <div key={control.control} className={classes.control}>
          <Typography variant="body2">{control.title}</Typography>
          <ControlLadder
            title={control.title}
            stages={control.stages}
            onOpen={onExplain}
          />
        </div>
      ))}
    </Paper>
  );
}

/** The dimensions side by side; each number opens to how it was computed. */
export function DimensionGrid(props: {
  dimensions: readonly DimensionScore[];
  /** Open findings of the same subject, where the page shows them. */
  findings?: readonly Finding[];
  onFilterCheck?: (check: string) => void;
}) {
  const { dimensions, findings = [], onFilterCheck } = props;
  const classes = useStyles();
  const t = useMessages();
  const [explained, setExplained] = useState<DimensionScore>();
  return (
    <section aria-label={t('dimensions.title')}>
      <div className={classes.grid}>
        {dimensions.map(dimension => (
          <DimensionCard
            key={dimension.id}
            dimension={dimension}
            onExplain={() => setExplained(dimension)}
          />
        ))}
      </div>
      <Typography variant="caption">{t('rung.legend')}</Typography>
      {explained && (
        <ScoreExplanation
          dimension={explained}
          findings={findings}
          onFilterCheck={
            onFilterCheck &&
            (check => {
              setExplained(undefined);
              onFilterCheck(check);
            })
          }
          onClose={() => setExplained(undefined)}
        />
      )}
    </section>
  );
}
