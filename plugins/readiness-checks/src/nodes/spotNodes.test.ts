import fc from 'fast-check';
import { collectObjects } from '@readiness/backstage-plugin-readiness-engine';
import { autoscalerBounds } from '../cost/autoscalerBounds';
import { node, nodePool } from './__fixtures__/nodes';
import { allowsSpot, isSpotGroup, spotLabelOf, spotLabels } from './spotNodes';

const KEY = 'karpenter.sh/capacity-type';

const inventoryOf = async (object: unknown) =>
  (await collectObjects([autoscalerBounds], [object])).inventory;

const nodeWith = async (labels: Readonly<Record<string, string>>) =>
  (await inventoryOf(node('a', labels))).nodes[0];

const poolWith = async (...requirements: readonly object[]) =>
  (await inventoryOf(nodePool('p', { template: { spec: { requirements } } })))
    .nodePools[0];

describe('spotLabelOf', () => {
  const known = spotLabels({});

  it('goes by key and value', async () => {
    expect(spotLabelOf(await nodeWith({ [KEY]: 'spot' }), known)).toEqual({
      key: KEY,
      value: 'spot',
    });
    expect(
      spotLabelOf(await nodeWith({ [KEY]: 'on-demand' }), known),
    ).toBeUndefined();
  });

  it('adds labels of one’s own and leaves out what is none', () => {
    const own = spotLabels({ spotLabels: [' a.io/b = c', 'novalue', '=x'] });
    expect(own.slice(known.length)).toEqual([{ key: 'a.io/b', value: 'c' }]);
  });

  it('takes any parameter', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(spotLabels({ spotLabels: value }).length).toBeGreaterThanOrEqual(
          known.length,
        );
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('allowsSpot', () => {
  it.each([
    [[{ key: KEY, operator: 'In', values: ['on-demand', 'spot'] }], true],
    [[{ key: KEY, operator: 'In', values: ['on-demand'] }], false],
    [[{ key: KEY, operator: 'NotIn', values: ['on-demand'] }], true],
    [[{ key: KEY, operator: 'NotIn', values: ['spot'] }], false],
    [[{ key: KEY, operator: 'Exists' }], true],
    [[{ key: KEY, operator: 'DoesNotExist' }], false],
    [
      [
        { key: KEY, operator: 'Exists' },
        { key: KEY, operator: 'In', values: ['on-demand'] },
      ],
      false,
    ],
    [[{ key: 'kubernetes.io/arch', operator: 'Exists' }], false],
    [[], false],
  ])('of %j is %s', async (requirements, expected) => {
    expect(allowsSpot(await poolWith(...requirements))).toBe(expected);
  });
});

describe('isSpotGroup', () => {
  it.each([
    ['eks-spot-workers-0ac9', true],
    ['https://compute/zones/z/instanceGroups/gke-shop-preemptible-1-grp', true],
    ['aks-spot-12-vmss', true],
    ['eks-spotify-sync', false],
    ['web', false],
  ])('of %s is %s', (name, expected) => {
    expect(isSpotGroup({ name, min: 0, max: 3 })).toBe(expected);
  });

  it('is not about one that is shut', () => {
    expect(isSpotGroup({ name: 'spot', min: 0, max: 0 })).toBe(false);
  });
});
