import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type {
  Finding,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { figure, percent } from '../words/figures';
import { isObserved } from '../words/findingState';
import { checksOf, titlesOf } from './checksOf';
import { blockerText } from './nextLevel';
import { ScoreTable } from './ScoreTable';

type DimensionScore = Schemas['DimensionScore'];

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' },
  aside: { marginTop: theme.spacing(2) },
}));

function Aside(props: { title: string; items: readonly string[] }) {
  const { title, items } = props;
  const classes = useStyles();
  if (items.length === 0) return null;
  return (
    <section className={classes.aside} aria-label={title}>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      <ul className={classes.list}>
        {items.map(item => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

/** What stands beside the sum: left out of it, or in the way of a level. */
function Asides(props: {
  dimension: DimensionScore;
  findings: readonly Finding[];
}) {
  const { dimension, findings } = props;
  const t = useMessages();
  const { nextLevel, blockers } = dimension;
  const notConnected = checksOf(dimension).filter(
    ({ state }) => state === 'notConnected',
  );
  const observed = findings.filter(
    finding => finding.dimension === dimension.id && isObserved(finding),
  );
  const unique = (titles: readonly string[]) => [...new Set(titles)];
  return (
    <>
      {nextLevel !== undefined && (
        <Aside
          title={t('explain.blockers', { level: t(`level.${nextLevel}`) })}
          items={unique(
            blockers.map(blocker => blockerText(blocker, titlesOf(dimension))),
          )}
        />
      )}
      <Aside
        title={t('explain.notConnected')}
        items={unique(notConnected.map(({ title }) => title))}
      />
      <Aside
        title={t('explain.observed')}
        items={unique(observed.map(({ title }) => title))}
      />
    </>
  );
}

function Figures({ dimension }: { dimension: DimensionScore }) {
  const t = useMessages();
  const { cap } = dimension;
  const titles = titlesOf(dimension);
  return (
    <>
      <Typography>
        {[
          t('explain.verified', { value: figure(dimension.verified) }),
          t('explain.potential', { value: figure(dimension.potential) }),
          t('explain.coverage', { percent: percent(dimension.coverage) }),
        ].join(' · ')}
      </Typography>
      {cap && (
        <Typography>
          {t('explain.uncapped', { value: figure(dimension.uncapped) })}
          {'. '}
          {t('explain.cap', {
            limit: figure(cap.limit),
            reason: cap.reason,
            checks: cap.checks
              .map(check => titles.get(check) ?? check)
              .join(', '),
          })}
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary">
        {t('explain.rule')}
      </Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('explain.weights')}
      </Typography>
    </>
  );
}

/** The tree of a dimension's score as the server computed it: printed, not recomputed. */
export function ScoreExplanation(props: {
  dimension: DimensionScore;
  /** Open findings of the same subject. */
  findings: readonly Finding[];
  /** Leads to the findings of a check; without one, checks are text. */
  onFilterCheck?: (check: string) => void;
  onClose: () => void;
}) {
  const { dimension, findings, onFilterCheck, onClose } = props;
  const t = useMessages();
  const title = t('explain.title', {
    dimension: t(`dimension.${dimension.id}`),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="lg"
      fullWidth
      aria-labelledby="readiness-explain-title"
    >
      <DialogTitle id="readiness-explain-title">{title}</DialogTitle>
      <DialogContent>
        <Figures dimension={dimension} />
        <ScoreTable
          dimension={dimension}
          withFindings={new Set(findings.map(({ check }) => check))}
          onFilterCheck={onFilterCheck}
        />
        <Asides dimension={dimension} findings={findings} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('state.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
