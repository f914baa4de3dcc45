import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogReader } from './CatalogReader';

const entity = (
  kind: string,
  name: string,
  spec: Entity['spec'],
  annotations?: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, ...(annotations && { annotations }) },
  spec,
});

describe('CatalogReader', () => {
  it('keeps what the line needs and nothing else', async () => {
    const logger = mockServices.logger.mock();
    const reader = CatalogReader.create({
      catalog: catalogServiceMock({
        entities: [
          entity('System', 'shop', { owner: 'shop', domain: 'retail' }),
          entity(
            'Component',
            'Cart',
            {
              type: 'service',
              owner: 'user:ana',
              system: 'shop',
              lifecycle: 'production',
            },
            {
              'readiness.io/tier': '1',
              'backstage.io/kubernetes-id': 'cart',
              'example.com/secret': 'no business of ours',
            },
          ),
          entity(
            'Component',
            'odd',
            { owner: 'a:b:c/d/e' },
            {
              'readiness.io/tier': 'first',
            },
          ),
          entity('User', 'ana', { memberOf: ['shop', 'other'] }),
          entity('Group', 'shop', { parent: 'company', type: 'team' }),
          entity('Location', 'here', {}),
        ],
      }),
      auth: mockServices.auth(),
      logger,
    });
    const read = await reader.read();
    expect(read.map(({ ref }) => ref).sort()).toEqual([
      'component:default/cart',
      'component:default/odd',
      'group:default/shop',
      'system:default/shop',
      'user:default/ana',
    ]);
    const byRef = Object.fromEntries(read.map(item => [item.ref, item]));
    expect(byRef['component:default/cart']).toMatchObject({
      kind: 'component',
      owner: 'user:default/ana',
      system: 'system:default/shop',
      domain: 'domain:default/retail',
      tier: 1,
      tierDeclared: true,
      lifecycle: 'production',
      type: 'service',
      annotations: {
        'readiness.io/tier': '1',
        'backstage.io/kubernetes-id': 'cart',
      },
    });
    expect(byRef['component:default/odd']).toMatchObject({
      tier: 2,
      tierDeclared: false,
    });
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('component:default/odd: readiness.io/tier'),
    );
    expect(byRef['user:default/ana'].parent).toBe('group:default/shop');
    expect(byRef['group:default/shop'].parent).toBe('group:default/company');
  });
});
