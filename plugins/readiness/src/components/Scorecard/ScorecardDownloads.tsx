import {
  DIMENSIONS,
  type ReadinessApi,
  type ReadinessQuery,
  type Scorecard,
  SEVERITIES,
} from '@readiness/backstage-plugin-readiness-common';
import { useMessages } from '../../translation';
import { Downloads } from '../Downloads/Downloads';
import type { FindingFilters } from './findingGroups';
import { Section } from './Section';

const FORMATS = ['csv', 'json', 'sarif'] as const;
const MODES = ['enforce', 'observe'] as const;
const DISPUTED = ['open', 'decided'] as const;
/** What is not seen is a state of the scorecard, not of the register. */
const STATES = ['fail', 'warn', 'waived'] as const;

/** The URL may hold anything; what is no value of a filter filters nothing. */
function oneOf<T extends string>(
  values: readonly T[],
  text: string | undefined,
): T | undefined {
  return values.find(value => value === text);
}

function queryOf(
  entityRef: string,
  filters: FindingFilters,
): ReadinessQuery<'exportFindingsCsv'> {
  return {
    entityRef,
    severity: oneOf(SEVERITIES, filters.severity),
    dimension: oneOf(DIMENSIONS, filters.dimension),
    state: oneOf(STATES, filters.state),
    mode: oneOf(MODES, filters.mode),
    disputed: oneOf(DISPUTED, filters.disputed),
    check: filters.check,
    q: filters.q,
  };
}

/** Findings and the review of one service as files. */
export function ScorecardDownloads(props: {
  scorecard: Pick<Scorecard, 'entityRef'>;
  filters: FindingFilters;
}) {
  const { filters } = props;
  const { entityRef } = props.scorecard;
  const t = useMessages();
  const name = entityRef.split('/').pop();
  const query = queryOf(entityRef, filters);
  return (
    <Section
      id="readiness-downloads"
      title={t('download.title')}
      subheader={t('download.filtered')}
    >
      <Downloads
        files={[
          {
            name: `readiness-${name}.html`,
            label: t('download.review'),
            fetch: api => api.exportReview({ entityRef }),
          },
          ...FORMATS.map(format => ({
            name: `findings-${name}.${format}`,
            label: t('download.findings', {
              format: format.toLocaleUpperCase('en-US'),
            }),
            fetch: (api: ReadinessApi) => api.exportFindings(format, query),
          })),
        ]}
      />
    </Section>
  );
}
