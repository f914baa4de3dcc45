import { EmptyState, Link } from '@backstage/core-components';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import {
  type CheckInfo,
  DIMENSIONS,
  readinessScorecardReadPermission,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { useUrlParams } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { Part } from '../FindingDrawer/FindingFacts';
import { TabContent } from '../ReadinessPage/TabContent';
import { FilterSelect } from '../states/FilterSelect';
import { QueryState } from '../states/QueryState';
import { SeverityMark } from '../words/SeverityMark';
import { readText } from './readText';

const useStyles = makeStyles(theme => ({
  summary: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
  },
  details: { display: 'block', overflowWrap: 'anywhere' },
  filters: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

function TextList({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map(item => (
        <li key={item}>
          {/^https?:\/\//.test(item) ? <Link to={item}>{item}</Link> : item}
        </li>
      ))}
    </ul>
  );
}

function CheckDetails({ check }: { check: CheckInfo }) {
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
      {references.length > 0 && (
        <Part title={t('checks.references')}>
          <TextList items={references} />
        </Part>
      )}
    </div>
  );
}

function CheckItem(props: {
  check: CheckInfo;
  open: boolean;
  onToggle: () => void;
}) {
  const { check, open, onToggle } = props;
  const classes = useStyles();
  const t = useMessages();
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
          {check.enabled === false && <em>{t('checks.disabled')}</em>}
        </div>
      </AccordionSummary>
      <AccordionDetails className={classes.details}>
        <CheckDetails check={check} />
      </AccordionDetails>
    </Accordion>
  );
}

function matches(check: CheckInfo, q: string | undefined): boolean {
  if (!q) return true;
  const text = `${check.id} ${check.title} ${check.texts.why}`;
  return text.toLocaleLowerCase().includes(q.toLocaleLowerCase());
}

/** Every check as the engine has it: why, rules, traps, fix and what it reads. */
export function CheckCatalogue() {
  const classes = useStyles();
  const t = useMessages();
  const [url, setUrl] = useUrlParams(['q', 'dimension', 'check']);
  const query = useReadinessQuery(api => api.getChecks(), []);
  return (
    <TabContent>
      <div className={classes.filters}>
        <FilterSelect
          id="readiness-checks-dimension"
          label={t('findings.dimension')}
          value={url.dimension}
          options={DIMENSIONS.map(value => ({
            value,
            label: t(`dimension.${value}`),
          }))}
          onChange={dimension => setUrl({ dimension })}
        />
        <TextField
          size="small"
          variant="outlined"
          type="search"
          id="readiness-checks-q"
          label={t('checks.search')}
          value={url.q ?? ''}
          onChange={event => setUrl({ q: event.target.value || undefined })}
        />
      </div>
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
      >
        {({ rulesetVersion, items }) => {
          const shown = items.filter(
            check =>
              matches(check, url.q) &&
              (!url.dimension || check.dimension === url.dimension),
          );
          if (shown.length === 0) {
            return (
              <EmptyState
                missing="data"
                title={t('checks.emptyTitle')}
                description={t('checks.emptyText')}
              />
            );
          }
          return (
            <div>
              <Typography variant="body2" gutterBottom>
                {t('checks.count', { count: shown.length })}
                {' · '}
                {t('checks.ruleset', { version: rulesetVersion })}
              </Typography>
              {DIMENSIONS.filter(dimension =>
                shown.some(check => check.dimension === dimension),
              ).map(dimension => (
                <section
                  key={dimension}
                  aria-label={t(`dimension.${dimension}`)}
                >
                  <Typography variant="h6" component="h2" gutterBottom>
                    {t(`dimension.${dimension}`)}
                  </Typography>
                  {shown
                    .filter(check => check.dimension === dimension)
                    .map(check => (
                      <CheckItem
                        key={check.id}
                        check={check}
                        open={url.check === check.id}
                        onToggle={() =>
                          setUrl({
                            check:
                              url.check === check.id ? undefined : check.id,
                          })
                        }
                      />
                    ))}
                </section>
              ))}
            </div>
          );
        }}
      </QueryState>
    </TabContent>
  );
}
