import fc from 'fast-check';
import { SEVERITIES, STAGES } from '../vocabulary';
import {
  SETTINGS,
  anyCluster,
  anyEntity,
  openFindings,
} from './__testUtils__/anyRegister';
import { levelOrder } from './dimensionLevel';
import { withFixed } from './pathFor';
import { scoreCluster, type ClusterScoreInput } from './scoreCluster';
import { scoreEntity, type EntityScoreInput } from './scoreEntity';
import type { CatalogueCheck, ScoredVerdict, ScoreTree } from './types';

const SLACK = 1e-9;

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

/** The figures that are lower than they were. */
function lowered(before: ScoreTree, after: ScoreTree): string[] {
  const now = figures(after);
  return [...figures(before)]
    .filter(
      ([place, value]) => !((now.get(place) ?? -Infinity) >= value - SLACK),
    )
    .map(([place]) => place);
}

/** The figures that are not in both, or differ. */
function different(a: ScoreTree, b: ScoreTree): string[] {
  const one = figures(a);
  const other = figures(b);
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    place =>
      !(Math.abs((one.get(place) ?? NaN) - (other.get(place) ?? NaN)) < 1e-6),
  );
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
        const after = scoreEntity(withFixed(input, findings));
        expect(lowered(scoreEntity(input), after)).toEqual([]);
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
        const after = scoreCluster(withFixed(input, findings));
        expect(lowered(scoreCluster(input), after)).toEqual([]);
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
        const was = figures(before);
        const raised = [...figures(after)].filter(
          ([place, value]) =>
            /(verified|uncapped)$/.test(place) &&
            value > (was.get(place) ?? Infinity) + SLACK,
        );
        expect(raised).toEqual([]);
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

  it('leaves what is not connected out of all but the potential score', () => {
    const isPotential = (place: string) =>
      place.endsWith('potential') || place === 'potential';
    const counted = (tree: ScoreTree) =>
      [...figures(tree)].filter(([place]) => !isPotential(place));
    fc.assert(
      fc.property(withPlaces, ({ input, places }) => {
        // Something of it is seen in production, whatever is connected.
        const seen: CatalogueCheck = {
          id: 'seen',
          control: 'R4',
          dimension: 'recovery',
          stage: 'configured',
          severity: 'low',
          responsible: 'service',
          built: true,
        };
        const built: EntityScoreInput = {
          catalogue: [...input.catalogue, seen].map(check => ({
            ...check,
            built: true,
          })),
          verdicts: [
            ...input.verdicts.filter(
              ({ state, waived }) =>
                state !== 'waived' && !waived && state !== 'na',
            ),
            {
              check: seen.id,
              subject: 's',
              environment: 'prod',
              state: 'pass',
            },
          ],
        };
        const chosen = places.filter(n => n < built.verdicts.length - 1);
        const as = (state: Partial<ScoredVerdict>) =>
          scoreEntity(
            replaced(built, chosen, ({ check, subject, environment }) => ({
              check,
              subject,
              environment,
              state: 'unknown',
              ...state,
            })),
          );
        const apart = as({ unknownReason: 'notConnected' });
        const without = scoreEntity({
          ...built,
          verdicts: built.verdicts.filter((_, n) => !chosen.includes(n)),
        });
        const was = figures(without);
        // A dimension or control of which nothing else is there is new in it.
        expect(
          counted(apart).filter(
            ([place, value]) => was.has(place) && was.get(place) !== value,
          ),
        ).toEqual([]);
        expect(apart.level).toBe(without.level);
        expect(apart.coverage).toBe(without.coverage);
        expect(apart.potential).toBe(as({ state: 'pass' }).potential);
        // Once connected and lost it counts, as everything that is not seen.
        const lost = as({ unknownReason: 'error' });
        expect(lost.coverage).toBeLessThanOrEqual(apart.coverage);
        expect(lost.verified).toBeLessThanOrEqual(apart.verified);
      }),
      SETTINGS,
    );
  });

  it('counts nothing of a check that the catalogue leaves out', () => {
    fc.assert(
      fc.property(withPlaces, ({ input, places }) => {
        const out = new Set(
          places.flatMap(n => input.verdicts[n]?.check ?? []),
        );
        const catalogue = input.catalogue.filter(({ id }) => !out.has(id));
        const verdicts = input.verdicts.filter(v => !out.has(v.check));
        expect(scoreEntity({ catalogue, verdicts: input.verdicts })).toEqual(
          scoreEntity({ catalogue, verdicts }),
        );
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
        expect(lowered(scoreEntity(waived), scoreEntity(passing))).toEqual([]);
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
          expect(different(scoreCluster(input), scoreCluster(split))).toEqual(
            [],
          );
          const { catalogue } = input;
          const verdicts = input.clusterVerdicts;
          expect(
            different(
              scoreEntity({ catalogue, verdicts }),
              scoreEntity({ catalogue, verdicts: copies(verdicts, count) }),
            ),
          ).toEqual([]);
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
