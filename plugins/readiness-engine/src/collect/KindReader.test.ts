import { collect, namesOf, namespaceObject } from '../testing/collect';
import { deployment } from '../testing/rawObjects';

describe('KindReader, when a list is forbidden,', () => {
  it('names the rule that is missing', async () => {
    const { source } = await collect([], { forbidden: ['nodes'] });
    expect(source('nodes')).toMatchObject({
      state: 'forbidden',
      count: 0,
      missingRule:
        '- apiGroups: [""]\n  resources: [nodes]\n  verbs: [get, list]',
    });
  });

  it('is read in the namespaces that are allowed', async () => {
    const { source, inventory } = await collect(
      [
        namespaceObject('shop'),
        namespaceObject('bank'),
        deployment('cart'),
        deployment('ledger', { namespace: 'bank' }),
      ],
      { forbidden: ['deployments'], allowedNamespaces: ['shop'] },
    );
    expect(source('deployments')).toMatchObject({
      state: 'partial',
      namespaces: ['shop'],
      count: 1,
      message: '1 of 3 namespaces could be listed',
      missingRule: expect.stringContaining('deployments'),
    });
    expect(namesOf(inventory.workloads)).toEqual(['coredns', 'cart']);
  });

  it('is whole where every namespace that exists is allowed', async () => {
    const { source } = await collect(
      [namespaceObject('shop'), deployment('cart')],
      {
        forbidden: ['deployments'],
        allowedNamespaces: ['shop', 'kube-system'],
      },
    );
    expect(source('deployments')).toMatchObject({ state: 'ok', count: 1 });
  });

  it('is partial where namespaces are known from before only', async () => {
    const { source } = await collect([deployment('cart')], {
      forbidden: ['deployments', 'namespaces'],
      allowedNamespaces: ['shop'],
      knownNamespaces: ['shop'],
    });
    expect(source('deployments')?.state).toBe('partial');
    expect(source('namespaces')?.state).toBe('forbidden');
  });

  it('is forbidden where no namespace is allowed', async () => {
    const { source } = await collect([namespaceObject('shop')], {
      forbidden: ['deployments'],
      knownNamespaces: ['shop', 'bank'],
    });
    expect(source('deployments')?.state).toBe('forbidden');
  });
});
