import { ask, create } from '../__fixtures__/askSample';

describe('OpenAPI', () => {
  const sample = create([
    {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name: 's', namespace: 'velero' },
    },
  ]);

  it('lists a document for each group and version, by its content', async () => {
    const { json } = await ask(sample, '/openapi/v3');
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining(['api/v1', 'apis/apps/v1', 'apis/velero.io/v1']),
    );
    const { serverRelativeURL } = json.paths['apis/velero.io/v1'];
    expect(serverRelativeURL).toMatch(
      /^\/openapi\/v3\/apis\/velero\.io\/v1\?hash=[0-9a-f]{64}$/,
    );
    const document = await ask(sample, serverRelativeURL);
    expect(document.json.openapi).toBe('3.0.0');
    const other = await ask(create([]), '/openapi/v3');
    expect(other.json.paths['api/v1']).toEqual(json.paths['api/v1']);
    expect(other.json.paths).not.toHaveProperty(['apis/velero.io/v1']);
  });

  it.each([
    ['/openapi/v3/api/v1', '/api/v1/nodes/{name}', 'Node'],
    [
      '/openapi/v3/apis/apps/v1',
      '/apis/apps/v1/namespaces/{namespace}/deployments/{name}',
      'Deployment',
    ],
  ])('says in %s that patches are validated', async (url, path, kind) => {
    const { json } = await ask(sample, url);
    const { patch } = json.paths[path];
    expect(patch['x-kubernetes-group-version-kind']).toMatchObject({ kind });
    expect(patch.parameters).toContainEqual(
      expect.objectContaining({ name: 'fieldValidation', in: 'query' }),
    );
    const { $ref } =
      patch.requestBody.content['application/merge-patch+json'].schema;
    const name = $ref.slice('#/components/schemas/'.length);
    expect(json.components.schemas[name]).toMatchObject({ type: 'object' });
  });

  it('knows no other groups and no other version of itself', async () => {
    for (const path of ['/openapi/v2', '/openapi/v3/apis/none.example/v1']) {
      expect((await ask(sample, path)).status).toBe(404);
    }
  });
});
