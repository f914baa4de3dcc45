import { EmptyState } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type CheckInfo,
  DIMENSIONS,
  readinessScorecardReadPermission,
  STAGES,
} from '@readiness/backstage-plugin-readiness-common';
import { useReadinessQuery } from '../../hooks/useReadinessQuery';
import { cleared, useUrlParams } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { FindingDrawer } from '../FindingDrawer/FindingDrawer';
import { TabContent } from '../ReadinessPage/TabContent';
import { FilterSelect } from '../states/FilterSelect';
import { QueryState } from '../states/QueryState';
import { SearchField } from '../states/SearchField';
import {
  CHECK_FILTERS,
  CHECK_MODES,
  type CheckFilters,
  filterChecks,
} from './checkFilters';
import { CheckItem } from './CheckItem';

const URL_KEYS = [...CHECK_FILTERS, 'check', 'finding'] as const;

const useStyles = makeStyles(theme => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    '@media print': { display: 'none' },
  },
}));

function Filters(props: {
  filters: CheckFilters;
  onChange: (change: CheckFilters) => void;
}) {
  const { filters, onChange } = props;
  const classes = useStyles();
  const t = useMessages();
  return (
    <div className={classes.filters}>
      <FilterSelect
        id="readiness-checks-dimension"
        label={t('findings.dimension')}
        value={filters.dimension}
        options={DIMENSIONS.map(value => ({
          value,
          label: t(`dimension.${value}`),
        }))}
        onChange={dimension => onChange({ dimension })}
      />
      <FilterSelect
        id="readiness-checks-stage"
        label={t('findings.stage')}
        value={filters.stage}
        options={STAGES.map(value => ({ value, label: t(`stage.${value}`) }))}
        onChange={stage => onChange({ stage })}
      />
      <FilterSelect
        id="readiness-checks-mode"
        label={t('checks.mode')}
        value={filters.mode}
        options={CHECK_MODES.map(value => ({
          value,
          label:
            value === 'off' ? t('checks.disabled') : t(`checkMode.${value}`),
        }))}
        onChange={mode => onChange({ mode })}
      />
      <SearchField
        id="readiness-checks-q"
        label={t('checks.search')}
        value={filters.q}
        onChange={q => onChange({ q })}
      />
    </div>
  );
}

function NoCheck({ onClear }: { onClear: () => void }) {
  const t = useMessages();
  return (
    <EmptyState
      missing="data"
      title={t('checks.emptyTitle')}
      description={t('checks.emptyText')}
      action={
        <Button variant="outlined" onClick={onClear}>
          {t('checks.clear')}
        </Button>
      }
    />
  );
}

function DimensionSections(props: {
  checks: readonly CheckInfo[];
  openId: string | undefined;
  onToggle: (check: string | undefined) => void;
  onOpenFinding: (id: string) => void;
}) {
  const { checks, openId, onToggle, onOpenFinding } = props;
  const t = useMessages();
  const sections = DIMENSIONS.map(dimension => ({
    dimension,
    members: checks.filter(check => check.dimension === dimension),
  })).filter(({ members }) => members.length > 0);
  return (
    <>
      {sections.map(({ dimension, members }) => (
        <section key={dimension} aria-label={t(`dimension.${dimension}`)}>
          <Typography variant="h6" component="h2" gutterBottom>
            {t(`dimension.${dimension}`)} ({members.length})
          </Typography>
          {members.map(check => (
            <CheckItem
              key={check.id}
              check={check}
              open={openId === check.id}
              onToggle={() =>
                onToggle(openId === check.id ? undefined : check.id)
              }
              onOpenFinding={onOpenFinding}
            />
          ))}
        </section>
      ))}
    </>
  );
}

/** Every check as the engine has it: why, rules, traps, fix and what it reads. */
export function CheckCatalogue() {
  const t = useMessages();
  const [url, setUrl] = useUrlParams(URL_KEYS);
  const { check: openId, finding, ...filters } = url;
  const query = useReadinessQuery(api => api.getChecks(), []);
  return (
    <TabContent>
      <Filters filters={filters} onChange={setUrl} />
      <QueryState
        query={query}
        permission={readinessScorecardReadPermission.name}
      >
        {({ rulesetVersion, items }) => {
          const shown = filterChecks(items, filters);
          return shown.length === 0 ? (
            <NoCheck onClear={() => setUrl(cleared(CHECK_FILTERS))} />
          ) : (
            <div>
              <Typography variant="body2" gutterBottom>
                {t('checks.count', { count: shown.length })}
                {' · '}
                {t('checks.ruleset', { version: rulesetVersion })}
              </Typography>
              <DimensionSections
                checks={shown}
                openId={openId}
                onToggle={check => setUrl({ check })}
                onOpenFinding={id => setUrl({ finding: id })}
              />
            </div>
          );
        }}
      </QueryState>
      {finding && (
        <FindingDrawer
          id={finding}
          onClose={() => setUrl({ finding: undefined })}
          onChanged={query.reload}
        />
      )}
    </TabContent>
  );
}
