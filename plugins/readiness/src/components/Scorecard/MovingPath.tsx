import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { figure } from '../words/figures';
import { Section } from './Section';

type PathStep = Schemas['PathStep'];

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(3) },
  step: { marginBottom: theme.spacing(1.5) },
  figures: { fontWeight: theme.typography.fontWeightBold as number },
  cap: { color: theme.palette.text.primary, fontStyle: 'italic' },
}));

export interface MovingPathProps {
  steps: readonly PathStep[];
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

/** A cap that holds is lifted; one above the score is only removed. */
function Cap({ step }: { step: PathStep }) {
  const classes = useStyles();
  const t = useMessages();
  const { liftsCap, dimensionBefore, dimensionAfter } = step;
  if (liftsCap === undefined) return null;
  const words = { count: step.checks.length, limit: figure(liftsCap) };
  return (
    <Typography variant="body2" className={classes.cap}>
      {dimensionBefore < liftsCap
        ? t('path.removes', words)
        : `${t('path.together', words)}: ${t('path.steps', {
            before: figure(dimensionBefore),
            after: figure(dimensionAfter),
          })}`}
    </Typography>
  );
}

/** The ordered, cumulative path of what raises the score (maths B.10). */
export function MovingPath(props: MovingPathProps) {
  const { steps } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <Section id="readiness-path" title={t('path.title')}>
      {steps.length === 0 ? (
        <Typography>{t('path.empty')}</Typography>
      ) : (
        <ol className={classes.list}>
          {steps.map(step => (
            <li key={step.checks.join()} className={classes.step}>
              <StepChecks {...props} step={step} />
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
              <Cap step={step} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
