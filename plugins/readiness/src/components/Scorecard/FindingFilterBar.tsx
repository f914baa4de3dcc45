import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import {
  DIMENSIONS,
  SEVERITIES,
} from '@readiness/backstage-plugin-readiness-common';
import { cleared } from '../../hooks/useUrlParams';
import { useMessages } from '../../translation';
import { FilterSelect } from '../states/FilterSelect';
import { SearchField } from '../states/SearchField';
import { toolName } from '../words/toolName';
import {
  FINDING_FILTERS,
  OWN_SOURCE,
  type FindingFilters,
} from './findingGroups';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    marginBottom: theme.spacing(1),
    '@media print': { display: 'none' },
  },
  search: { flex: '1 1 180px' },
}));

const MODES = ['enforce', 'observe'] as const;
const STATES = ['fail', 'warn', 'waived', 'unknown'] as const;

export function FindingFilterBar(props: {
  filters: FindingFilters;
  checkTitle: string | undefined;
  /** Tools that some of the findings come from. */
  tools: readonly string[];
  onChange: (change: FindingFilters) => void;
}) {
  const { filters, checkTitle, tools, onChange } = props;
  const classes = useStyles();
  const t = useMessages();
  const active = Object.values(filters).some(Boolean);
  return (
    <div className={classes.root}>
      <FilterSelect
        id="readiness-filter-severity"
        label={t('findings.severity')}
        value={filters.severity}
        options={SEVERITIES.map(value => ({
          value,
          label: t(`severity.${value}`),
        }))}
        onChange={severity => onChange({ severity })}
      />
      <FilterSelect
        id="readiness-filter-dimension"
        label={t('findings.dimension')}
        value={filters.dimension}
        options={DIMENSIONS.map(value => ({
          value,
          label: t(`dimension.${value}`),
        }))}
        onChange={dimension => onChange({ dimension })}
      />
      <FilterSelect
        id="readiness-filter-state"
        label={t('findings.state')}
        value={filters.state}
        options={STATES.map(value => ({
          value,
          label: t(`findingState.${value}`),
        }))}
        onChange={state => onChange({ state })}
      />
      <FilterSelect
        id="readiness-filter-mode"
        label={t('findings.mode')}
        value={filters.mode}
        options={MODES.map(value => ({
          value,
          label: t(`checkMode.${value}`),
        }))}
        onChange={mode => onChange({ mode })}
      />
      <FilterSelect
        id="readiness-filter-disputed"
        label={t('findings.disputed')}
        value={filters.disputed}
        options={[
          { value: 'open', label: t('findings.disputeOpen') },
          { value: 'decided', label: t('findings.disputeDecided') },
        ]}
        onChange={disputed => onChange({ disputed })}
      />
      {tools.length > 0 && (
        <FilterSelect
          id="readiness-filter-source"
          label={t('findings.source')}
          value={filters.source}
          options={[
            { value: OWN_SOURCE, label: t('findings.ownSource') },
            ...tools.map(tool => ({ value: tool, label: toolName(tool) })),
          ]}
          onChange={source => onChange({ source })}
        />
      )}
      <SearchField
        className={classes.search}
        id="readiness-filter-q"
        label={t('findings.search')}
        value={filters.q}
        onChange={q => onChange({ q })}
      />
      {filters.check && (
        <Chip
          label={checkTitle ?? filters.check}
          onDelete={() => onChange({ check: undefined })}
          style={{ margin: 0 }}
        />
      )}
      {active && (
        <Button onClick={() => onChange(cleared(FINDING_FILTERS))}>
          {t('findings.clear')}
        </Button>
      )}
    </div>
  );
}
