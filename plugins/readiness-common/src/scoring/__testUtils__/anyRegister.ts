import fc from 'fast-check';
import {
  CONTROLS,
  CONTROL_IDS,
  ENVIRONMENTS,
  SEVERITIES,
  STAGES,
} from '../../vocabulary';
import type { FixableFinding } from '../pathFor';
import type { ClusterScoreInput } from '../scoreCluster';
import type { EntityScoreInput } from '../scoreEntity';
import type { CatalogueCheck, ScoredVerdict } from '../types';

/** Seeded and bounded, so that a failure is the same everywhere. */
export const SETTINGS = { seed: 20261012, numRuns: 200 };

const anyCheck = fc
  .record({
    control: fc.constantFrom(...CONTROL_IDS.slice(0, 12)),
    stage: fc.constantFrom(...STAGES),
    severity: fc.constantFrom(...SEVERITIES),
    gate: fc.option(fc.constantFrom(...STAGES), { nil: undefined }),
    built: fc.constantFrom(true, true, true, false),
  })
  .map(row => ({
    ...row,
    dimension: CONTROLS[row.control].dimension,
    responsible: 'service' as const,
  }));

const anyCatalogue = fc
  .array(anyCheck, { minLength: 1, maxLength: 14 })
  .map(rows => rows.map<CatalogueCheck>((row, n) => ({ id: `c${n}`, ...row })));

const anyState = fc.constantFrom<Partial<ScoredVerdict>>(
  { state: 'pass' },
  { state: 'pass' },
  { state: 'pass', freshness: 0.9 },
  { state: 'warn' },
  { state: 'warn', lapsing: true, freshness: 0.7 },
  { state: 'fail' },
  { state: 'fail', severity: 'low' },
  { state: 'waived' },
  { state: 'warn', waived: true },
  { state: 'na' },
  { state: 'unknown', unknownReason: 'forbidden' },
  { state: 'unknown', unknownReason: 'forbidden', sticky: true },
  { state: 'unknown', unknownReason: 'notConnected' },
);

const anyVerdicts = (catalogue: readonly CatalogueCheck[]) =>
  fc
    .tuple(
      ...catalogue
        .filter(check => check.built)
        .map(check =>
          fc
            .array(
              fc.record({
                state: anyState,
                environment: fc.constantFrom(...ENVIRONMENTS),
              }),
              { maxLength: 3 },
            )
            .map(rows =>
              rows.map<ScoredVerdict>(({ state, environment }, n) => ({
                state: 'pass',
                ...state,
                check: check.id,
                subject: `s${n}`,
                environment,
              })),
            ),
        ),
    )
    .map(lists => lists.flat());

/** An entity with any verdicts over any catalogue. */
export const anyEntity: fc.Arbitrary<EntityScoreInput> = anyCatalogue.chain(
  catalogue =>
    anyVerdicts(catalogue).map(verdicts => ({ catalogue, verdicts })),
);

/** A cluster with a few entities and unowned namespaces. */
export const anyCluster: fc.Arbitrary<ClusterScoreInput> = anyCatalogue.chain(
  catalogue =>
    fc
      .record({
        clusterVerdicts: anyVerdicts(catalogue),
        shares: fc.array(
          fc.record({
            tier: fc.constantFrom(1 as const, 2 as const, 3 as const),
            verdicts: anyVerdicts(catalogue),
          }),
          { maxLength: 3 },
        ),
        unowned: fc.array(anyVerdicts(catalogue), { maxLength: 2 }),
      })
      .map(({ clusterVerdicts, shares, unowned }) => ({
        catalogue,
        clusterVerdicts,
        unowned,
        entityVerdicts: shares,
      })),
);

/** The findings that stand behind verdicts. */
export const openFindings = (
  verdicts: readonly ScoredVerdict[],
): FixableFinding[] =>
  verdicts.filter(
    ({ state, sticky }) =>
      ['warn', 'fail', 'waived'].includes(state) || sticky === true,
  );
