import fc from 'fast-check';
import { deployment, template } from '../testing/rawObjects';
import {
  component as entity,
  ID,
  key,
  match,
  SELECTOR,
} from './__fixtures__/matching';

describe('matchEntities', () => {
  it('matches by the label selector', async () => {
    const { report } = await match(
      [deployment('cart'), deployment('mail')],
      [entity('cart', { [SELECTOR]: 'app in (cart)' })],
    );
    expect(report.matched).toEqual([
      {
        entityRef: 'component:default/cart',
        workloads: [key('cart')],
        count: 1,
        ambiguous: 0,
      },
    ]);
  });

  it('matches by the kubernetes-id where there is no selector', async () => {
    const { entitiesOf } = await match(
      [deployment('cart', { labels: { [ID]: 'cart-id' } })],
      [
        entity('a', { [ID]: 'cart-id' }),
        entity('b', { [ID]: 'cart-id', [SELECTOR]: 'app=none' }),
      ],
    );
    expect(entitiesOf.get(key('cart'))).toEqual(['component:default/a']);
  });

  it('never matches by the name', async () => {
    const { entitiesOf, report } = await match(
      [deployment('cart')],
      [entity('cart', {})],
    );
    expect(entitiesOf.size).toBe(0);
    expect(report.noWorkload).toEqual([]);
  });

  it('tries the labels of the template as well', async () => {
    const { entitiesOf } = await match(
      [
        deployment('cart', {
          labels: {},
          template: template({ part: 'cart' }),
        }),
      ],
      [entity('cart', { [SELECTOR]: 'part=cart' })],
    );
    expect(entitiesOf.get(key('cart'))).toEqual(['component:default/cart']);
  });

  it('narrows by the namespace', async () => {
    const { entitiesOf } = await match(
      [deployment('cart'), deployment('cart', { namespace: 'bank' })],
      [
        entity('cart', {
          [SELECTOR]: 'app=cart',
          'backstage.io/kubernetes-namespace': 'bank',
        }),
      ],
    );
    expect([...entitiesOf.keys()]).toEqual([key('cart', 'bank')]);
  });

  it.each([
    [{ 'readiness.io/clusters': 'staging, prod' }, true],
    [{ 'readiness.io/clusters': 'staging' }, false],
    [
      {
        'readiness.io/clusters': 'prod',
        'backstage.io/kubernetes-cluster': 'staging',
      },
      true,
    ],
    [{ 'backstage.io/kubernetes-cluster': 'prod' }, true],
    [{ 'backstage.io/kubernetes-cluster': 'staging' }, false],
    [{}, true],
  ])('with %j lives here: %s', async (annotations, expected) => {
    const { entitiesOf } = await match(
      [deployment('cart')],
      [entity('cart', { [SELECTOR]: 'app=cart', ...annotations })],
    );
    expect(entitiesOf.has(key('cart'))).toBe(expected);
  });

  it('shows a workload of two entities on both', async () => {
    const { report, workloadsOf } = await match(
      [deployment('cart')],
      [
        entity('b', { [SELECTOR]: 'app=cart' }),
        entity('a', { [SELECTOR]: 'app' }),
      ],
    );
    expect(report.ambiguous).toEqual([
      {
        workload: key('cart'),
        entityRefs: ['component:default/a', 'component:default/b'],
        count: 2,
      },
    ]);
    expect(report.matched.map(({ ambiguous }) => ambiguous)).toEqual([1, 1]);
    expect([...workloadsOf.keys()]).toEqual([
      'component:default/a',
      'component:default/b',
    ]);
  });

  it.each([
    [{ [SELECTOR]: 'app in (' }, SELECTOR],
    [{ [SELECTOR]: '' }, SELECTOR],
    [{ [ID]: 'a b' }, ID],
    [
      {
        [ID]: 'cart',
        'backstage.io/kubernetes-namespace': 'Shop!',
      },
      'backstage.io/kubernetes-namespace',
    ],
  ])(
    'reports the malformed %j and matches nothing',
    async (annotations, at) => {
      const { report, entitiesOf } = await match(
        [deployment('cart', { labels: { [ID]: 'cart', app: 'cart' } })],
        [entity('cart', annotations as unknown as Record<string, string>)],
      );
      expect(entitiesOf.size).toBe(0);
      expect(report.problems).toEqual([
        {
          entityRef: 'component:default/cart',
          message: expect.stringContaining(at),
        },
      ]);
    },
  );

  it('does not report what everybody copied at full length', async () => {
    const everything = { [SELECTOR]: 'made-by=us' };
    const { report, entitiesOf } = await match(
      Array.from({ length: 60 }, (_, index) =>
        deployment(`w${index}`, { labels: { 'made-by': 'us' } }),
      ),
      Array.from({ length: 30 }, (_, index) => entity(`e${index}`, everything)),
    );
    expect(report.matched).toHaveLength(30);
    expect(report.matched[0]).toMatchObject({ count: 60, ambiguous: 60 });
    expect(report.matched[0].workloads).toHaveLength(20);
    expect(report.ambiguous).toHaveLength(60);
    expect(report.ambiguous[0]).toMatchObject({ count: 30 });
    expect(report.ambiguous[0].entityRefs).toHaveLength(20);
    expect(entitiesOf.get(key('w0'))).toHaveLength(30);
  });

  it('does not depend on the order of entities', async () => {
    const objects = ['a', 'b', 'c'].map(name => deployment(name));
    const entities = [
      entity('one', { [SELECTOR]: 'app in (a,b)' }),
      entity('two', { [SELECTOR]: 'app!=a' }),
      entity('three', { [SELECTOR]: 'app=c' }),
    ];
    const expected = await match(objects, entities);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(entities, { minLength: 3 }),
        async shuffled => {
          expect(await match(objects, shuffled)).toEqual(expected);
        },
      ),
      { seed: 10, numRuns: 6 },
    );
  });
});
