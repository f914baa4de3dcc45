import { useState } from 'react';
import { usePermission } from '@backstage/plugin-permission-react';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import Alert from '@material-ui/lab/Alert';
import {
  readinessClusterReadPermission,
  type Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { requestMessage, requestProblem } from '../../api/requestError';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useStoredFlag } from '../../hooks/useStoredFlag';
import { useMessages } from '../../translation';
import { StatusMark } from '../words/StatusMark';
import { Connections } from './Connections';
import type { StepId } from './snippets';
import { StepDetails } from './StepDetails';

type Onboarding = Schemas['Onboarding'];
type Step = Onboarding['steps'][number];

const DISMISSED = 'gettingStarted.dismissed';
const COLLAPSED = 'gettingStarted.collapsed';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    '@media print': { display: 'none' },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  words: { flex: '1 1 240px', minWidth: 0 },
  steps: { margin: theme.spacing(2, 0), padding: 0, listStyle: 'none' },
  summary: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
  },
}));

/** Whether the person has put the panel away, and how to change that. */
export function useGettingStartedDismissed() {
  return useStoredFlag(DISMISSED);
}

function StepMark({ step, next }: { step: Step; next: boolean }) {
  const t = useMessages();
  if (step.done) {
    return <StatusMark kind="ok">{t('onboarding.done')}</StatusMark>;
  }
  return next ? (
    <StatusMark kind="running">{t('onboarding.next')}</StatusMark>
  ) : (
    <StatusMark kind="pending">{t('onboarding.open')}</StatusMark>
  );
}

function Steps({ onboarding, next }: { onboarding: Onboarding; next: StepId }) {
  const classes = useStyles();
  const t = useMessages();
  const [open, setOpen] = useState<StepId | undefined>(next);
  return (
    <ol className={classes.steps}>
      {onboarding.steps.map(step => (
        <li key={step.id}>
          <Accordion
            variant="outlined"
            expanded={open === step.id}
            onChange={(_, expanded) => setOpen(expanded ? step.id : undefined)}
            TransitionProps={{ unmountOnExit: true }}
          >
            <AccordionSummary expandIcon={<ExpandMoreIcon />}>
              <div className={classes.summary}>
                <StepMark step={step} next={step.id === next} />
                <strong>{t(`onboarding.${step.id}.title`)}</strong>
              </div>
            </AccordionSummary>
            <AccordionDetails>
              <StepDetails step={step.id} onboarding={onboarding} />
            </AccordionDetails>
          </Accordion>
        </li>
      ))}
    </ol>
  );
}

function Panel(props: {
  onboarding: Onboarding;
  next: StepId;
  onDismiss: () => void;
}) {
  const { onboarding, next, onDismiss } = props;
  const classes = useStyles();
  const t = useMessages();
  const [collapsed, setCollapsed] = useStoredFlag(COLLAPSED);
  const { steps } = onboarding;
  return (
    <Paper
      className={classes.root}
      component="section"
      aria-label={t('onboarding.title')}
    >
      <div className={classes.head}>
        <div className={classes.words}>
          <Typography variant="h6" component="h2">
            {t('onboarding.title')}
          </Typography>
          <Typography variant="body2">
            {t('onboarding.progress', {
              done: String(steps.filter(({ done }) => done).length),
              total: String(steps.length),
            })}{' '}
            {t('onboarding.nextStep', { step: t(`onboarding.${next}.title`) })}
          </Typography>
        </div>
        <Button
          size="small"
          variant="outlined"
          aria-expanded={!collapsed}
          onClick={() => setCollapsed(!collapsed)}
        >
          {t(collapsed ? 'onboarding.expand' : 'onboarding.collapse')}
        </Button>
        <Button size="small" onClick={onDismiss}>
          {t('onboarding.dismiss')}
        </Button>
      </div>
      {!collapsed && (
        <>
          {/* Another next step opens by itself. */}
          <Steps key={next} onboarding={onboarding} next={next} />
          <Connections onboarding={onboarding} />
        </>
      )}
    </Paper>
  );
}

/** Who may not know it, and a backend that does not tell it, get no panel. */
function isSilent(error: Error): boolean {
  return ['forbidden', 'notFound'].includes(requestProblem(error));
}

function AskedPanel({ onDismiss }: { onDismiss: () => void }) {
  const t = useMessages();
  const { value, error, reload } = useReadinessQuery(
    api => api.getOnboarding(),
    [],
  );
  if (error && !isSilent(error)) {
    return (
      <Alert
        severity="warning"
        action={
          <Button color="inherit" size="small" onClick={reload}>
            {t('state.retry')}
          </Button>
        }
      >
        {t('onboarding.title')}: {requestMessage(error)}
      </Alert>
    );
  }
  const next = value?.steps.find(({ done }) => !done);
  // Nothing while it loads: most people see a page that needs no panel, and
  // theirs must not jump.
  if (error || !value || !next) return null;
  return <Panel onboarding={value} next={next.id} onDismiss={onDismiss} />;
}

/**
 * What is connected and what the next step is, for those who see clusters.
 * Gone when every step is done or the person has put it away.
 */
export function GettingStarted() {
  const [dismissed, setDismissed] = useGettingStartedDismissed();
  const { allowed } = usePermission({
    permission: readinessClusterReadPermission,
  });
  if (!allowed || dismissed !== false) return null;
  return <AskedPanel onDismiss={() => setDismissed(true)} />;
}
