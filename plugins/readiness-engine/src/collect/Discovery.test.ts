import { collect } from '../testing/collect';
import { deployment, raw } from '../testing/rawObjects';

describe('Discovery', () => {
  const classic = (path: string) => {
    if (path === '/api')
      return { body: { kind: 'APIVersions', versions: ['v1'] } };
    if (path === '/apis') {
      return {
        body: {
          kind: 'APIGroupList',
          groups: [
            { name: 'apps', versions: [{ version: 'v1' }] },
            { name: 'velero.io', versions: [{ version: 'v1' }] },
            { name: 'unrelated.io', versions: [{ version: 'v1' }] },
          ],
        },
      };
    }
    const resources = (...names: string[]) => ({
      body: {
        resources: names.map(name => ({ name, verbs: ['get', 'list'] })),
      },
    });
    if (path === '/api/v1') return resources('pods', 'namespaces');
    if (path === '/apis/apps/v1') return resources('deployments');
    if (path === '/apis/velero.io/v1')
      return { status: 503, headers: { 'retry-after': '0' } };
    return undefined;
  };

  it('falls back to the classic one, for the groups it needs', async () => {
    const { source, paths } = await collect([deployment('cart')], {
      intercept: classic,
    });
    expect(source('deployments')?.state).toBe('ok');
    expect(source('nodes')?.state).toBe('error');
    expect(source('jobs')?.state).toBe('absent');
    expect(paths).not.toContain('/apis/unrelated.io/v1');
  });

  it('takes a group that fails for an error and not for absent', async () => {
    const { source } = await collect([], { intercept: classic });
    expect(source('veleroSchedules')).toMatchObject({
      state: 'error',
      message: 'discovery of the group velero.io failed',
    });
  });

  it('takes a stale group for an error', async () => {
    const { source } = await collect([], {
      intercept: path =>
        path === '/apis'
          ? {
              body: {
                kind: 'APIGroupDiscoveryList',
                items: [
                  {
                    metadata: { name: 'velero.io' },
                    versions: [{ version: 'v1', freshness: 'Stale' }],
                  },
                ],
              },
            }
          : undefined,
    });
    expect(source('veleroSchedules')?.state).toBe('error');
    expect(source('deployments')?.state).toBe('error');
  });

  it.each([{ body: {} }, { body: [] }, { status: 403 }, { status: 404 }])(
    'makes %j an error of everything behind it',
    async answer => {
      const { source } = await collect([], {
        intercept: path => (path === '/apis' ? answer : undefined),
      });
      expect(source('deployments')?.state).toBe('error');
      expect(source('veleroSchedules')?.state).toBe('error');
      expect(source('pods')?.state).toBe('ok');
    },
  );

  it('says when only versions are served that it does not understand', async () => {
    const { source } = await collect([
      raw('velero.io/v3', 'Schedule', 'daily', { namespace: 'velero' }),
    ]);
    expect(source('veleroSchedules')).toMatchObject({
      state: 'error',
      message: 'served as v3 only; v1 is understood',
    });
  });
});
