import fc from 'fast-check';
import {
  CONTROLS,
  CONTROL_IDS,
  ENVIRONMENTS,
  SEVERITIES,
  STAGES,
} from '../vocabulary';
import { levelOrder } from './dimensionLevel';
import { pathFor, scoreOf, withFixed, type FixableFinding } from './pathFor';
import { scoreCluster, type ClusterScoreInput } from './scoreCluster';
import { scoreEntity, type EntityScoreInput } from './scoreEntity';
import type { CatalogueCheck, ScoredVerdict, ScoreTree } from './types';

const SETTINGS = { seed: 20261012, numRuns: 200 };
const SLACK = 1e-9;

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

const anyEntity: fc.Arbitrary<EntityScoreInput> = anyCatalogue.chain(
  catalogue =>
    anyVerdicts(catalogue).map(verdicts => ({ catalogue, verdicts })),
);

const anyCluster: fc.Arbitrary<ClusterScoreInput> = anyCatalogue.chain(
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

const openFindings = (verdicts: readonly ScoredVerdict[]): FixableFinding[] =>
  verdicts.filter(
    ({ state, sticky }) =>
      ['warn', 'fail', 'waived'].includes(state) || sticky === true,
  );

/** Every figure of a tree by its place, levels as numbers. */
function figures(tree: ScoreTree): Map<string, number> {
  const all: [string, number][] = [
    ['level', levelOrder(tree.level)],
    ['verified', tree.verified],
    ['potential', tree.potential],
    ['coverage', tree.coverage],
  ];
  for (const dimension of tree.dimensions) {
    const place = dimension.dimension;
    all.push(
      [`${place} level`, levelOrder(dimension.level)],
      [`${place} verified`, dimension.verified],
      [`${place} uncapped`, dimension.uncapped],
      [`${place} potential`, dimension.potential],
      [`${place} coverage`, dimension.coverage],
    );
    for (const control of dimension.controls) {
      all.push([`${control.control} verified`, control.verified]);
      all.push([`${control.control} potential`, control.potential]);
    }
  }
  return new Map(all);
}

function expectNoneLower(before: ScoreTree, after: ScoreTree) {
  const now = figures(after);
  for (const [place, value] of figures(before)) {
    const reached = now.get(place) ?? -Infinity;
    expect({ place, ok: reached >= value - SLACK }).toEqual({
      place,
      ok: true,
    });
  }
}

function expectEqualFigures(a: ScoreTree, b: ScoreTree) {
  const other = figures(b);
  expect([...figures(a).keys()]).toEqual([...other.keys()]);
  for (const [place, value] of figures(a)) {
    expect({
      place,
      off: Math.abs((other.get(place) ?? NaN) - value) < 1e-6,
    }).toEqual({ place, off: true });
  }
}

const hide = (verdict: ScoredVerdict): ScoredVerdict => ({
  check: verdict.check,
  subject: verdict.subject,
  environment: verdict.environment,
  severity: verdict.severity,
  state: 'unknown',
  unknownReason: 'forbidden',
  sticky: verdict.state === 'fail' || verdict.sticky,
  waived: verdict.state === 'waived' || verdict.waived,
});

/** An input and some places in its list of verdicts. */
const withPlaces = anyEntity.chain(input =>
  fc.record({
    input: fc.constant(input),
    places: fc.uniqueArray(
      fc.nat({ max: Math.max(0, input.verdicts.length - 1) }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

function replaced(
  input: EntityScoreInput,
  places: readonly number[],
  change: (verdict: ScoredVerdict) => ScoredVerdict,
): EntityScoreInput {
  return {
    ...input,
    verdicts: input.verdicts.map((verdict, n) =>
      places.includes(n) ? change(verdict) : verdict,
    ),
  };
}

describe('the maths of the score', () => {
  it('never lowers a figure of an entity when findings are fixed', () => {
    fc.assert(
      fc.property(withPlaces, ({ input, places }) => {
        const findings = openFindings(
          places.flatMap(n => input.verdicts[n] ?? []),
        );
        expectNoneLower(
          scoreEntity(input),
          scoreEntity(withFixed(input, findings)),
        );
      }),
      SETTINGS,
    );
  });

  it('never lowers a figure of a cluster when findings are fixed', () => {
    fc.assert(
      fc.property(anyCluster, fc.nat({ max: 5 }), (input, skip) => {
        const findings = openFindings([
          ...input.clusterVerdicts,
          ...input.entityVerdicts.flatMap(share => share.verdicts),
        ]).filter((_, n) => n % (skip + 1) === 0);
        expectNoneLower(
          scoreCluster(input),
          scoreCluster(withFixed(input, findings)),
        );
      }),
      SETTINGS,
    );
  });

  it('never raises verified, coverage or level when something is hidden', () => {
    fc.assert(
      fc.property(withPlaces, ({ input, places }) => {
        const seen = places.filter(
          n => input.verdicts[n]?.unknownReason !== 'notConnected',
        );
        const before = scoreEntity(input);
        const after = scoreEntity(replaced(input, seen, hide));
        expect(after.verified).toBeLessThanOrEqual(before.verified);
        expect(levelOrder(after.level)).toBeLessThanOrEqual(
          levelOrder(before.level),
        );
        const places0 = figures(before);
        for (const [place, value] of figures(after)) {
          const was = places0.get(place);
          if (was !== undefined && /(verified|uncapped)$/.test(place)) {
            expect({ place, ok: value <= was + SLACK }).toEqual({
              place,
              ok: true,
            });
          }
        }
      }),
      SETTINGS,
    );
  });

  it('never lets potential fall below verified', () => {
    fc.assert(
      fc.property(anyEntity, input => {
        const tree = scoreEntity(input);
        expect(tree.potential).toBeGreaterThanOrEqual(tree.verified);
        for (const dimension of tree.dimensions) {
          expect(dimension.potential).toBeGreaterThanOrEqual(
            dimension.verified - SLACK,
          );
          for (const control of dimension.controls) {
            expect(control.potential).toBeGreaterThanOrEqual(
              control.verified - SLACK,
            );
          }
        }
      }),
      SETTINGS,
    );
  });

  it('gives what is only configured at most 0.40 of a control', () => {
    const anyLadder = fc.record({
      severities: fc.tuple(
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom(...SEVERITIES),
      ),
      above: fc.constantFrom<ScoredVerdict['state']>('fail', 'unknown'),
      used: fc.boolean(),
    });
    fc.assert(
      fc.property(anyLadder, ({ severities, above, used }) => {
        const catalogue = STAGES.map<CatalogueCheck>((stage, n) => ({
          id: stage,
          control: 'R1',
          dimension: 'recovery',
          stage,
          severity: severities[n],
          responsible: 'service',
          built: true,
        }));
        const verdicts = STAGES.map<ScoredVerdict>(stage => {
          const reached = stage === 'configured' || (used && stage === 'used');
          return {
            check: stage,
            subject: 's',
            environment: 'prod',
            state: reached ? 'pass' : above,
          };
        });
        const [{ controls }] = scoreEntity({ catalogue, verdicts }).dimensions;
        expect(controls[0].verified).toBeCloseTo(used ? 0.75 : 0.4, 9);
      }),
      SETTINGS,
    );
  });

  it('never rewards a waiver as much as the fix', () => {
    fc.assert(
      fc.property(withPlaces, ({ input, places }) => {
        const failing = replaced(input, places, v => ({
          check: v.check,
          subject: v.subject,
          environment: v.environment,
          state: 'fail',
        }));
        const waived = replaced(failing, places, verdict => ({
          ...verdict,
          state: 'waived',
        }));
        const passing = replaced(failing, places, verdict => ({
          ...verdict,
          state: 'pass',
        }));
        expectNoneLower(scoreEntity(waived), scoreEntity(passing));
      }),
      SETTINGS,
    );
  });

  it('changes nothing when every workload of an entity is split in copies', () => {
    const copies = (verdicts: readonly ScoredVerdict[], count: number) =>
      verdicts.flatMap(verdict =>
        Array.from({ length: count }, (_, n) => ({
          ...verdict,
          subject: `${verdict.subject}-${n}`,
        })),
      );
    fc.assert(
      fc.property(
        anyCluster,
        fc.integer({ min: 2, max: 10 }),
        (input, count) => {
          const split: ClusterScoreInput = {
            ...input,
            entityVerdicts: input.entityVerdicts.map((share, n) =>
              n === 0
                ? { ...share, verdicts: copies(share.verdicts, count) }
                : share,
            ),
          };
          expectEqualFigures(scoreCluster(input), scoreCluster(split));
          const [share] = input.entityVerdicts;
          if (share) {
            const { catalogue } = input;
            expectEqualFigures(
              scoreEntity({ catalogue, verdicts: share.verdicts }),
              scoreEntity({
                catalogue,
                verdicts: copies(share.verdicts, count),
              }),
            );
          }
        },
      ),
      SETTINGS,
    );
  });

  it('does not depend on the order of verdicts and checks', () => {
    const anyShuffle = anyEntity.chain(input =>
      fc.record({
        input: fc.constant(input),
        verdicts: fc.shuffledSubarray([...input.verdicts], {
          minLength: input.verdicts.length,
        }),
        catalogue: fc.shuffledSubarray([...input.catalogue], {
          minLength: input.catalogue.length,
        }),
      }),
    );
    fc.assert(
      fc.property(anyShuffle, ({ input, verdicts, catalogue }) => {
        const sortChecks = (tree: ScoreTree) =>
          JSON.parse(JSON.stringify(tree), (key, value) =>
            key === 'checks' && typeof value[0] === 'object'
              ? [...value].sort((a, b) => (a.check < b.check ? -1 : 1))
              : value,
          );
        expect(sortChecks(scoreEntity({ catalogue, verdicts }))).toEqual(
          sortChecks(scoreEntity(input)),
        );
      }),
      SETTINGS,
    );
  });
});

describe('pathFor', () => {
  const anyInput = fc.oneof(anyEntity, anyCluster);
  const findingsOf = (input: EntityScoreInput | ClusterScoreInput) =>
    openFindings('verdicts' in input ? input.verdicts : input.clusterVerdicts);

  it('ends where a re-score with everything fixed ends', () => {
    fc.assert(
      fc.property(anyInput, input => {
        const findings = findingsOf(input);
        const path = pathFor({ ...input, findings });
        const before = scoreOf(input);
        const after = scoreOf(withFixed(input, findings));
        expect(path.at(-1)?.after ?? before.verified).toBe(after.verified);
        const last = path.at(-1);
        const reached = after.dimensions.find(
          score => score.dimension === last?.dimension,
        );
        expect(last?.dimensionAfter).toEqual(reached?.verified);
      }),
      SETTINGS,
    );
  });

  it('is cumulative, never falls and fixes each check once', () => {
    fc.assert(
      fc.property(anyInput, input => {
        const findings = findingsOf(input);
        const path = pathFor({ ...input, findings });
        let value = scoreOf(input).verified;
        for (const step of path) {
          expect(step.before).toBe(value);
          expect(step.after).toBeGreaterThanOrEqual(step.before);
          value = step.after;
        }
        const checks = path.flatMap(step => step.checks);
        expect([...checks].sort()).toEqual(
          [...new Set(findings.map(finding => finding.check))].sort(),
        );
      }),
      SETTINGS,
    );
  });

  it('shows no single step below a cap that it does not lift', () => {
    fc.assert(
      fc.property(anyEntity, input => {
        const findings = findingsOf(input);
        let current: EntityScoreInput = input;
        for (const step of pathFor({ ...input, findings })) {
          const score = scoreEntity(current).dimensions.find(
            d => d.dimension === step.dimension,
          );
          const open = findings.filter(({ check }) =>
            step.checks.includes(check),
          );
          current = withFixed(current, open);
          const rest = findings.filter(
            ({ check }) =>
              input.catalogue.find(c => c.id === check)?.dimension ===
                step.dimension && !step.checks.includes(check),
          );
          const later = scoreEntity(current);
          const left = later.dimensions.find(
            d => d.dimension === step.dimension,
          );
          if (score?.cap && step.liftsCap === undefined) {
            // It takes all that is left of the dimension at once.
            const fixedRest = scoreEntity(withFixed(current, rest));
            expect(
              fixedRest.dimensions.find(d => d.dimension === step.dimension)
                ?.verified,
            ).toBeCloseTo(left?.verified ?? NaN, 6);
          }
        }
      }),
      SETTINGS,
    );
  });
});
