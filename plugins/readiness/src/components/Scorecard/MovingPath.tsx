import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { type Messages, useMessages } from '../../translation';
import { figure } from '../words/figures';
import { Section } from './Section';

type PathStep = Schemas['PathStep'];
type DimensionScore = Schemas['DimensionScore'];

/** More than this is a plan, and plans stand on the roadmap. */
const FIRST_STEPS = 7;

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(3),
    overflowWrap: 'anywhere',
  },
  step: { marginBottom: theme.spacing(1.5) },
  figures: { fontWeight: theme.typography.fontWeightBold as number },
  cap: { color: theme.palette.text.primary, fontStyle: 'italic' },
}));

export interface MovingPathProps {
  steps: readonly PathStep[];
  dimensions: readonly DimensionScore[];
  findings: readonly Schemas['Finding'][];
  titles: ReadonlyMap<string, string>;
  onOpenFinding: (id: string) => void;
  onFilterCheck: (check: string) => void;
}

function StepChecks(props: MovingPathProps & { step: PathStep }) {
  const { step, findings, titles, onOpenFinding, onFilterCheck } = props;
  const t = useMessages();
  return (
    <>
      {step.checks.map((check, index) => {
        const own = findings.filter(
          finding =>
            finding.check === check && step.findingIds.includes(finding.id),
        );
        const title = titles.get(check) ?? check;
        return (
          <span key={check}>
            {index > 0 && ' + '}
            {own.length > 0 ? (
              <Link
                component="button"
                variant="body1"
                aria-label={t('path.open', { check: title })}
                onClick={() => onOpenFinding(own[0].id)}
              >
                {title}
              </Link>
            ) : (
              title
            )}
            {own.length > 1 && (
              <>
                {' '}
                <Link
                  component="button"
                  variant="body2"
                  onClick={() => onFilterCheck(check)}
                >
                  ({t('path.moreFindings', { count: own.length - 1 })})
                </Link>
              </>
            )}
          </span>
        );
      })}
    </>
  );
}

/** What a step does to the cap of its dimension, where there is one. */
function capText(
  t: Messages,
  step: PathStep,
  cap: DimensionScore['cap'],
): string | undefined {
  const { checks, liftsCap, dimensionBefore, dimensionAfter } = step;
  if (liftsCap === undefined) {
    return cap?.limit === dimensionAfter
      ? t('path.held', { limit: figure(cap.limit) })
      : undefined;
  }
  const words = { count: checks.length, limit: figure(liftsCap) };
  // A cap that holds is lifted; one above the score is only removed.
  if (dimensionBefore < liftsCap) return t('path.removes', words);
  const figures = t('path.steps', {
    before: figure(dimensionBefore),
    after: figure(dimensionAfter),
  });
  return `${t('path.together', words)}: ${figures}`;
}

function Step(props: MovingPathProps & { step: PathStep }) {
  const { step, dimensions } = props;
  const classes = useStyles();
  const t = useMessages();
  const score = dimensions.find(({ id }) => id === step.dimension);
  const cap = capText(t, step, score?.cap);
  return (
    <>
      <StepChecks {...props} />
      <Typography variant="body2" component="div">
        <span className={classes.figures}>
          {t('path.dimension', {
            dimension: t(`dimension.${step.dimension}`),
            before: figure(step.dimensionBefore),
            after: figure(step.dimensionAfter),
          })}
        </span>
        {' · '}
        {t('path.headline', {
          before: figure(step.before),
          after: figure(step.after),
        })}
      </Typography>
      {cap && (
        <Typography variant="body2" className={classes.cap}>
          {cap}
        </Typography>
      )}
    </>
  );
}

/** The caps that hold a dimension down now, with what they are for. */
function Caps(props: Pick<MovingPathProps, 'dimensions' | 'titles'>) {
  const { dimensions, titles } = props;
  const t = useMessages();
  return (
    <>
      {dimensions.map(({ id, cap, uncapped }) =>
        cap && uncapped > cap.limit ? (
          <Typography key={id} variant="body2" gutterBottom>
            {t('path.capped', {
              dimension: t(`dimension.${id}`),
              limit: figure(cap.limit),
              reason: cap.reason,
              checks: cap.checks
                .map(check => titles.get(check) ?? check)
                .join(', '),
            })}
          </Typography>
        ) : null,
      )}
    </>
  );
}

/** The ordered, cumulative path of what raises the score (maths B.10). */
export function MovingPath(props: MovingPathProps) {
  const { steps } = props;
  const classes = useStyles();
  const t = useMessages();
  const [all, setAll] = useState(false);
  const shown = all ? steps : steps.slice(0, FIRST_STEPS);
  return (
    <Section id="readiness-path" title={t('path.title')}>
      {steps.length === 0 ? (
        <Typography>{t('path.empty')}</Typography>
      ) : (
        <>
          <Caps {...props} />
          <ol className={classes.list}>
            {shown.map(step => (
              <li key={step.checks.join()} className={classes.step}>
                <Step {...props} step={step} />
              </li>
            ))}
          </ol>
        </>
      )}
      {shown.length < steps.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('state.more', { total: String(steps.length) })}
        </Button>
      )}
    </Section>
  );
}
