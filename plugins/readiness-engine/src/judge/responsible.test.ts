import type { AnyCheck } from '../check';
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
  const who = async (parts?: Partial<AnyCheck>) => {
    const verdicts = await judgeOne(
      check(parts),
      [deployment('cart'), deployment('x', { namespace: 'argocd' })],
      {
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
});
