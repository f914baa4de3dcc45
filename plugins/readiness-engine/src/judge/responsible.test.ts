import type { AnyCheck } from '../check';
import type { ResponsibleRule } from '../contracts';
import { workloads } from '../reads';
import { judgeOne } from '../testing';
import { aCheck } from '../testing/aCheck';
import { deployment } from '../testing/rawObjects';

describe('responsibleFor', () => {
  const check = (parts: Partial<AnyCheck> = {}) =>
    aCheck({
      reads: workloads(),
      scope: { types: ['workload', 'namespace', 'cluster'] },
      ...parts,
    });
  const who = async (
    parts?: Partial<AnyCheck>,
    rules?: readonly ResponsibleRule[],
  ) => {
    const verdicts = await judgeOne(
      check(parts),
      [deployment('cart'), deployment('x', { namespace: 'argocd' })],
      {
        responsible: rules && { 'test-check': rules },
        platformNamespaces: ['argocd'],
        entities: [
          {
            ref: 'component:default/cart',
            annotations: {
              'backstage.io/kubernetes-label-selector': 'app=cart',
            },
          },
        ],
      },
    );
    return Object.fromEntries(
      verdicts.map(({ subject, responsible }) => [subject.name, responsible]),
    );
  };

  it('follows the scope', async () => {
    expect(await who()).toEqual({
      test: 'platform',
      argocd: 'platform',
      x: 'platform',
      shop: 'service',
      cart: 'service',
    });
  });

  it('is what the check declares', async () => {
    expect(
      new Set(Object.values(await who({ responsible: 'service' }))),
    ).toEqual(new Set(['service']));
  });

  it('is what configuration says, the first row that fits', async () => {
    const rows = (...rules: ResponsibleRule[]) => who(undefined, rules);
    expect(await rows({ responsible: 'platform' })).toMatchObject({
      test: 'platform',
      cart: 'platform',
    });
    expect(
      await rows(
        { responsible: 'service', namespace: 'argo*' },
        { responsible: 'platform', namespace: 'sh?p', cluster: 'te*' },
        { responsible: 'service', namespace: 'shop' },
      ),
    ).toEqual({
      // A namespace says nothing of the cluster.
      test: 'platform',
      argocd: 'service',
      x: 'service',
      shop: 'platform',
      cart: 'platform',
    });
    expect(
      await rows({ responsible: 'platform', cluster: 'other' }),
    ).toMatchObject({ cart: 'service' });
  });
});
