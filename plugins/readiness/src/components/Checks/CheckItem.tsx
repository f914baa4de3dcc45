import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { CheckInfo } from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { Part } from '../FindingDrawer/FindingFacts';
import { percent } from '../words/figures';
import { ObservedMark } from '../words/ObservedMark';
import { Reference } from '../words/Reference';
import { SeverityMark } from '../words/SeverityMark';
import { modeOf } from './checkFilters';
import { Disputes } from './Disputes';
import { readText } from './readText';

const useStyles = makeStyles(theme => ({
  summary: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  details: { display: 'block', overflowWrap: 'anywhere' },
}));

function TextList({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map(item => (
        <li key={item}>
          <Reference text={item} />
        </li>
      ))}
    </ul>
  );
}

function CheckDetails(props: {
  check: CheckInfo;
  onOpenFinding: (id: string) => void;
}) {
  const { check, onOpenFinding } = props;
  const t = useMessages();
  const { why, rules, traps, fix, references } = check.texts;
  return (
    <div>
      <Part title={t('checks.why')}>
        <Typography>{why}</Typography>
      </Part>
      <Part title={t('checks.rules')}>
        <dl>
          {Object.entries(rules).map(([verdict, rule]) => (
            <div key={verdict}>
              <dt>
                <strong>{verdict}</strong>
              </dt>
              <dd>{rule}</dd>
            </div>
          ))}
        </dl>
      </Part>
      {traps.length > 0 && (
        <Part title={t('checks.traps')}>
          <TextList items={traps} />
        </Part>
      )}
      <Part title={t('checks.fix')}>
        <Typography>{fix}</Typography>
      </Part>
      <Part title={t('checks.reads')}>
        <TextList items={[...new Set(check.reads.map(readText))]} />
      </Part>
      {check.disputes && (
        <Part title={t('checks.disputes')}>
          <Disputes
            check={check.id}
            rate={check.disputes}
            onOpenFinding={onOpenFinding}
          />
        </Part>
      )}
      {references.length > 0 && (
        <Part title={t('checks.references')}>
          <TextList items={references} />
        </Part>
      )}
    </div>
  );
}

function DisputeRate({ disputes }: Pick<CheckInfo, 'disputes'>) {
  const t = useMessages();
  if (!disputes || disputes.disputed === 0) return null;
  const { findings, disputed } = disputes;
  return (
    <span>
      {t('checks.disputed', {
        disputed: String(disputed),
        findings: String(findings),
        percent: percent(disputed / Math.max(findings, disputed)),
      })}
    </span>
  );
}

/** One check of the catalogue, closed to a line until it is asked for. */
export function CheckItem(props: {
  check: CheckInfo;
  open: boolean;
  onToggle: () => void;
  onOpenFinding: (id: string) => void;
}) {
  const { check, open, onToggle, onOpenFinding } = props;
  const classes = useStyles();
  const t = useMessages();
  const mode = modeOf(check);
  return (
    <Accordion
      expanded={open}
      onChange={onToggle}
      TransitionProps={{ unmountOnExit: true }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <div className={classes.summary}>
          <strong>{check.title}</strong>
          <code>{check.id}</code>
          <SeverityMark severity={check.severity} />
          <span>{t(`stage.${check.stage}`)}</span>
          {check.gate && (
            <span>{t('checks.gate', { stage: t(`stage.${check.gate}`) })}</span>
          )}
          <span>{t('checks.effort', { effort: check.effort })}</span>
          <span>{t(`responsible.${check.responsible}`)}</span>
          {mode === 'off' && <em>{t('checks.disabled')}</em>}
          {mode === 'observe' && <ObservedMark />}
          <DisputeRate disputes={check.disputes} />
        </div>
      </AccordionSummary>
      <AccordionDetails className={classes.details}>
        <CheckDetails check={check} onOpenFinding={onOpenFinding} />
      </AccordionDetails>
    </Accordion>
  );
}
