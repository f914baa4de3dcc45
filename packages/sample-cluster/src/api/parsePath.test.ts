import { parsePath } from './parsePath';

describe('parsePath', () => {
  it.each([
    ['/api/v1/pods', { group: '', version: 'v1', resource: 'pods' }],
    [
      '/api/v1/namespaces/shop/pods/a/log',
      {
        group: '',
        version: 'v1',
        namespace: 'shop',
        resource: 'pods',
        name: 'a',
        subresource: 'log',
      },
    ],
    [
      '/api/v1/namespaces/shop',
      { group: '', version: 'v1', resource: 'namespaces', name: 'shop' },
    ],
    [
      '/api/v1/namespaces/shop/status',
      {
        group: '',
        version: 'v1',
        resource: 'namespaces',
        name: 'shop',
        subresource: 'status',
      },
    ],
    [
      '/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode',
      {
        group: 'rbac.authorization.k8s.io',
        version: 'v1',
        resource: 'clusterroles',
        name: 'system:node',
      },
    ],
  ])('takes %s apart', (path, expected) => {
    expect(parsePath(path)).toEqual(expected);
  });

  it.each(['/api', '/api/v1', '/apis/apps/v1', '/version', '/', '/metrics/x'])(
    'does not take %s for a resource',
    path => {
      expect(parsePath(path)).toBeUndefined();
    },
  );
});
