import { parse } from 'yaml';
import fc from 'fast-check';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { podSpec } from '../__fixtures__/objects';
import { placed } from '../nodes/__fixtures__/placed';
import { spotPlacement as check } from './spotPlacement';
import { nodes, spotPlacementCases } from './spotPlacement.cases';

describeCases(spotPlacementCases);

const ID = 'backstage.io/kubernetes-id';
const options = {
  entities: [
    {
      ref: 'component:default/app',
      tier: 2 as const,
      annotations: { [ID]: 'app', 'readiness.io/interruptible': 'true' },
    },
  ],
};
const on = (names: readonly string[], spec = podSpec()) => [
  ...nodes,
  ...placed(names, { metadata: { labels: { [ID]: 'app' } }, spec }),
];

describe('cost-spot-placement', () => {
  it('keeps the tolerations that are there, and adds its own once', async () => {
    const gpu = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' };
    const { occurrences } = await verdictOf({
      check,
      objects: on(['safe-1'], podSpec({ tolerations: [gpu] })),
      options,
    });
    const { spec } = parse(occurrences[0].remediation.content).spec.template;
    expect(spec.tolerations).toEqual([
      gpu,
      {
        key: 'spot',
        value: 'true',
        effect: 'NoSchedule',
        operator: 'Equal',
      },
    ]);
    const again = await verdictOf({
      check,
      objects: on(['safe-1'], podSpec({ tolerations: spec.tolerations })),
      options,
    });
    expect(
      parse(again.occurrences[0].remediation.content).spec.template.spec,
    ).not.toHaveProperty('tolerations');
  });

  it('never gets worse when a pod moves to spot', async () => {
    const rank = { fail: 0, warn: 1, pass: 2 };
    const state = async (names: readonly string[]) =>
      rank[
        (await verdictOf({ check, objects: on(names), options }))
          .state as keyof typeof rank
      ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('spot-1', 'safe-1', 'safe-2'), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.nat(),
        async (names, index) => {
          const moved = names.map((name, at) =>
            at === index % names.length ? 'spot-1' : name,
          );
          expect(await state(moved)).toBeGreaterThanOrEqual(await state(names));
        },
      ),
      { numRuns: 40 },
    );
  });
});
