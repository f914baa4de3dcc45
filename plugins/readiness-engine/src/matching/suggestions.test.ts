import type { EntityFacts } from '../facts';
import {
  deployment,
  pod,
  type Raw,
  raw,
  template,
} from '../testing/rawObjects';
import {
  argo,
  component,
  helm,
  ID,
  key,
  match,
  NAMESPACE,
  SELECTOR,
} from './__fixtures__/matching';

const BARE = { labels: {}, template: template({}) };
const named = (value: string) => ({ 'app.kubernetes.io/name': value });

/** What is suggested for the one entity that finds nothing. */
async function suggested(objects: readonly Raw[], ...entities: EntityFacts[]) {
  const { report } = await match(objects, entities);
  const [row] = [...report.noWorkload, ...report.unannotated];
  return row?.suggestions ?? [];
}

/** What is suggested for a workload that nobody owns. */
async function forWorkload(
  subject: string,
  objects: readonly Raw[],
  ...entities: EntityFacts[]
) {
  const { report } = await match(objects, entities);
  return report.unowned
    .flatMap(({ workloads }) => workloads)
    .find(workload => workload.subject === subject)?.suggestion;
}

describe('suggestions for an entity', () => {
  it('name the label that its workload carries', async () => {
    expect(
      await suggested(
        [deployment('a', { labels: named('cart') }), deployment('b')],
        component('cart'),
      ),
    ).toEqual([
      {
        basis: 'label',
        content: `${SELECTOR}: 'app.kubernetes.io/name=cart'\n`,
        workloads: [key('a')],
      },
    ]);
  });

  it('add the namespace where the selector alone would take more', async () => {
    const [inShop, inBank] = await suggested(
      [
        deployment('cart', { labels: named('cart') }),
        deployment('cart', { labels: named('cart'), namespace: 'bank' }),
        deployment('cart', { labels: named('cart'), namespace: 'kube-x' }),
      ],
      component('cart'),
    );
    expect(inShop).toEqual({
      basis: 'label',
      content: `${SELECTOR}: 'app.kubernetes.io/name=cart'\n${NAMESPACE}: 'bank'\n`,
      workloads: [key('cart', 'bank')],
    });
    expect(inBank.content).toContain(`${NAMESPACE}: 'shop'`);
  });

  it('replace a namespace that is wrong', async () => {
    const [{ content }] = await suggested(
      [deployment('cart', { labels: { [ID]: 'cart' } })],
      component('cart', { [ID]: 'cart', [NAMESPACE]: 'shopp' }),
    );
    expect(content).toBe(`${ID}: 'cart'\n${NAMESPACE}: 'shop'\n`);
  });

  it('take the id that workloads carry already', async () => {
    const objects = [
      deployment('one', { labels: { [ID]: 'basket' } }),
      deployment('two', { labels: { [ID]: 'basket' } }),
    ];
    const [{ content, workloads }] = await suggested(
      objects,
      component('basket'),
    );
    expect(content).toBe(`${ID}: 'basket'\n`);
    expect(workloads).toEqual([key('one'), key('two')]);
    // A selector of its own would win over the id.
    const [other] = await suggested(
      objects,
      component('basket', { [SELECTOR]: 'app=gone' }),
    );
    expect(other.content).toBe(`${SELECTOR}: '${ID}=basket'\n`);
  });

  it.each([
    [
      'argocd',
      { api: argo('cart', 'shop/api'), job: argo('cart', 'shop/job') },
    ],
    [
      'argocd',
      {
        api: argo('apps_cart', 'shop/api'),
        job: argo('apps_cart', 'shop/job'),
      },
    ],
    ['helm', { api: helm('cart'), job: helm('cart') }],
  ])('take all that %s delivers under its name', async (basis, annotations) => {
    expect(
      await suggested(
        [
          deployment('api', { annotations: annotations.api }),
          deployment('job', { annotations: annotations.job }),
          deployment('mail'),
        ],
        component('cart'),
      ),
    ).toEqual([
      {
        basis,
        content: `${SELECTOR}: 'app in (api, job)'\n`,
        workloads: [key('api'), key('job')],
      },
    ]);
  });

  it('leave a workload to the entity that it is called after itself', async () => {
    const { report } = await match(
      [
        deployment('cart', { annotations: argo('shop', 'shop/cart') }),
        deployment('web', { annotations: argo('shop', 'shop/web') }),
      ],
      [component('shop'), component('cart')],
    );
    expect(
      report.unannotated.map(({ entityRef, suggestions }) => [
        entityRef,
        suggestions.map(({ workloads }) => workloads),
      ]),
    ).toEqual([
      ['component:default/cart', [[key('cart')]]],
      ['component:default/shop', [[key('web')]]],
    ]);
  });

  it('set the id on controller and pods where no label tells them apart', async () => {
    const same = { labels: { tier: 'x' }, template: template({ tier: 'x' }) };
    const [suggestion, ...rest] = await suggested(
      [
        deployment('cart', { ...same, annotations: helm('shop') }),
        deployment('mail', same),
      ],
      component('cart', { [ID]: 'basket' }),
    );
    expect(rest).toEqual([]);
    expect(suggestion).toEqual({
      basis: 'name',
      content: `# Deployment shop/cart, made by Helm release shop/shop
metadata:
  labels:
    ${ID}: 'basket'
spec:
  template:
    metadata:
      labels:
        ${ID}: 'basket'
`,
      workloads: [key('cart')],
    });
  });

  it('say both parts to an entity that says nothing', async () => {
    const [{ content }] = await suggested(
      [
        raw(
          'batch/v1',
          'CronJob',
          'cart',
          { namespace: 'shop' },
          {
            spec: { jobTemplate: { spec: { template: template({}) } } },
          },
        ),
      ],
      component('cart'),
    );
    expect(content).toBe(`# metadata.annotations of component:default/cart
${ID}: 'cart'
---
# CronJob shop/cart
metadata:
  labels:
    ${ID}: 'cart'
spec:
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            ${ID}: 'cart'
`);
  });

  it('leave alone what an operator would take back', async () => {
    const objects = [
      deployment('cart', { ...BARE, owner: 'example.com/v1/Shop/cart' }),
    ];
    expect(await suggested(objects, component('cart'))).toEqual([]);
  });

  it('never take the id of another entity', async () => {
    const { report } = await match(
      [deployment('cart', BARE), deployment('x', { labels: { [ID]: 'cart' } })],
      [component('other', { [ID]: 'cart' }), component('cart')],
    );
    expect(report.unannotated).toEqual([]);
    expect(report.unowned).toEqual([
      { namespace: 'shop', workloads: [{ subject: key('cart') }] },
    ]);
  });

  it('ask the catalog namespace who is meant by a name', async () => {
    const twin = (namespace: string) =>
      component('cart', {}, { ref: `component:${namespace}/cart` });
    const { report } = await match(
      [deployment('cart')],
      [twin('shop'), twin('bank')],
    );
    expect(report.unannotated).toMatchObject([
      { entityRef: 'component:shop/cart' },
    ]);
    const open = await match([deployment('cart')], [twin('a'), twin('b')]);
    expect(open.report.unannotated).toEqual([]);
  });

  it('only count those that nothing is called after', async () => {
    const { report } = await match(
      [deployment('cart')],
      [
        component('cart', { [SELECTOR]: 'app=cart' }),
        component('docs'),
        component('library'),
        component('api', {}, { ref: 'api:default/cart', kind: 'api' }),
      ],
    );
    expect(report.unannotated).toEqual([]);
    expect(report.noWorkload).toEqual([]);
    expect(report.entities).toBe(3);
  });
});

describe('suggestions for a workload that nobody owns', () => {
  it('are those of the entity that it is called after, with its name', async () => {
    expect(
      await forWorkload(key('cart'), [deployment('cart')], component('cart')),
    ).toEqual({
      basis: 'label',
      content: `# metadata.annotations of component:default/cart\n${SELECTOR}: 'app=cart'\n`,
      workloads: [key('cart')],
    });
  });

  it('let it join the entity that it is delivered with', async () => {
    const objects = [
      deployment('cart', { labels: { [ID]: 'cart' } }),
      deployment('report', { ...BARE, annotations: helm('cart') }),
    ];
    const suggestion = await forWorkload(
      key('report'),
      objects,
      component('cart', { [ID]: 'cart' }),
    );
    expect(suggestion).toMatchObject({
      basis: 'helm',
      content: expect.stringContaining(`${ID}: 'cart'`),
      workloads: [key('report')],
    });
    expect(suggestion?.content).not.toContain('metadata.annotations');
  });

  it('take the workloads of its namespace with the same label', async () => {
    expect(
      await forWorkload(key('a'), [
        deployment('a', { labels: named('cart') }),
        deployment('b', { labels: named('cart') }),
        deployment('c', { labels: named('cart'), namespace: 'bank' }),
      ]),
    ).toEqual({
      basis: 'label',
      content: `${SELECTOR}: 'app.kubernetes.io/name=cart'\n${NAMESPACE}: 'shop'\n`,
      workloads: [key('a'), key('b')],
    });
  });

  it.each([
    ['argocd', argo('orders', 'shop/plain'), 'orders'],
    ['helm', helm('orders'), 'orders'],
    ['name', {}, 'plain'],
  ])(
    'set an id by %s where it has no label',
    async (basis, annotations, id) => {
      const suggestion = await forWorkload(key('plain'), [
        deployment('plain', { ...BARE, annotations }),
      ]);
      expect(suggestion?.basis).toBe(basis);
      expect(suggestion?.content).toMatch(
        new RegExp(
          `^# metadata.annotations of the entity that it belongs to\n${ID}: '${id}'\n---\n# Deployment shop/plain`,
        ),
      );
    },
  );

  it('are not made for system namespaces', async () => {
    const { report } = await match(
      [deployment('dns', { namespace: 'kube-system' }), pod('static-x')],
      [],
    );
    expect(report.unowned.map(({ namespace }) => namespace)).toEqual(['shop']);
  });
});
