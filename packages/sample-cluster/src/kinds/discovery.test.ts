import { ask, create } from '../__fixtures__/askSample';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

describe('discovery', () => {
  const sample = create([
    {
      apiVersion: 'shop.example/v1beta1',
      kind: 'Policy',
      metadata: { name: 'p', namespace: 'shop' },
    },
    { apiVersion: 'apps/v9', kind: 'Deployment', metadata: { name: 'new' } },
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'restores.velero.io' },
      spec: {
        group: 'velero.io',
        scope: 'Namespaced',
        names: { plural: 'restores', kind: 'Restore' },
        versions: [
          { name: 'v1', served: true },
          { name: 'v0', served: false },
        ],
      },
    },
  ]);

  it('tells the version without a token', async () => {
    const { status, json } = await ask(sample, '/version', { token: '' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ major: '1', minor: '36' });
  });

  it('answers classically by default', async () => {
    expect((await ask(sample, '/api')).json).toMatchObject({
      kind: 'APIVersions',
      versions: ['v1'],
    });
    const { json } = await ask(sample, '/apis');
    expect(json.groups).toContainEqual({
      name: 'apps',
      versions: [
        { groupVersion: 'apps/v9', version: 'v9' },
        { groupVersion: 'apps/v1', version: 'v1' },
      ],
      preferredVersion: { groupVersion: 'apps/v9', version: 'v9' },
    });
    const core = await ask(sample, '/api/v1');
    expect(core.json.resources).toContainEqual(
      expect.objectContaining({ name: 'pods/log', kind: 'Pod' }),
    );
  });

  it('answers aggregated when asked to', async () => {
    const { json, type } = await ask(sample, '/apis', { accept: AGGREGATED });
    expect(type).toContain('as=APIGroupDiscoveryList');
    expect(json.kind).toBe('APIGroupDiscoveryList');
    expect(json.items).toContainEqual(
      expect.objectContaining({
        metadata: { name: 'shop.example' },
        versions: [
          expect.objectContaining({
            version: 'v1beta1',
            freshness: 'Current',
            resources: [
              expect.objectContaining({
                resource: 'policies',
                scope: 'Namespaced',
              }),
            ],
          }),
        ],
      }),
    );
    const core = await ask(sample, '/api', { accept: AGGREGATED });
    expect(core.json.items).toHaveLength(1);
  });

  it('refuses versions of aggregated discovery that are gone', async () => {
    const accept =
      'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';
    expect((await ask(sample, '/apis', { accept })).status).toBe(406);
    expect(
      (await ask(sample, '/apis', { accept: `${accept}, */*` })).json.kind,
    ).toBe('APIGroupList');
  });

  it('marks groups stale on demand', async () => {
    const stale = create([]);
    stale.markStale('apps');
    const { json } = await ask(stale, '/apis', { accept: AGGREGATED });
    const group = json.items.find(
      (item: { metadata: { name: string } }) => item.metadata.name === 'apps',
    );
    expect(group.versions[0]).toMatchObject({
      freshness: 'Stale',
      resources: [],
    });
    expect((await ask(stale, '/apis/apps/v1')).status).toBe(503);
  });

  it.each([
    ['a built-in kind', '/apis/batch/v1/jobs', 'JobList'],
    ['a defined kind', '/apis/velero.io/v1/restores', 'RestoreList'],
  ])(
    'serves an empty list of %s without objects',
    async (_what, path, kind) => {
      const { status, json } = await ask(sample, path);
      expect(status).toBe(200);
      expect(json).toMatchObject({ kind, items: [] });
    },
  );

  it('does not serve versions that a definition does not serve', async () => {
    expect((await ask(sample, '/apis/velero.io/v0')).status).toBe(404);
  });
});
