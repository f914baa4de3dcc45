import { PODS, asDemo, ask, create, pod } from '../__fixtures__/askSample';

const accept = (what: string) =>
  `application/json;as=${what};v=v1;g=meta.k8s.io`;

describe('represent', () => {
  const sample = create([pod('a'), pod('b'), pod('c', 'bank')]);
  const get = (path: string, what: string, query = {}) =>
    ask(sample, path, { accept: accept(what), query });

  it('shows a list by its metadata, page by page', async () => {
    const { json } = await get(PODS, 'PartialObjectMetadataList', {
      limit: '2',
    });
    expect(json).toMatchObject({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { remainingItemCount: 1 },
    });
    expect(json.items[0]).toEqual({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: expect.objectContaining({ name: 'c', namespace: 'bank' }),
    });
  });

  it('shows one object by its metadata, or as a table of one row', async () => {
    const path = '/api/v1/namespaces/shop/pods/a';
    const { json } = await get(path, 'PartialObjectMetadata');
    expect(Object.keys(json)).toEqual(['kind', 'apiVersion', 'metadata']);
    const { json: table } = await get(path, 'Table');
    expect(table).toMatchObject({
      kind: 'Table',
      rows: [{ cells: expect.arrayContaining(['a', 'Running']) }],
    });
    expect(table.metadata.resourceVersion).toBe(json.metadata.resourceVersion);
  });

  it.each([
    ['None', null],
    ['Metadata', { kind: 'PartialObjectMetadata' }],
    ['', { kind: 'PartialObjectMetadata' }],
    ['Object', { kind: 'Pod', apiVersion: 'v1', spec: { nodeName: 'n1' } }],
  ])('gives the rows of a table %s of their objects', async (value, object) => {
    const { json } = await get(PODS, 'Table', { includeObject: value });
    expect(json.rows).toHaveLength(3);
    expect(json.rows[0]).toMatchObject({ object });
  });

  it('refuses what it cannot show', async () => {
    const bad = await get(PODS, 'Table', { includeObject: 'Everything' });
    expect(bad.status).toBe(400);
    const list = await get(PODS, 'PartialObjectMetadata');
    expect(list).toMatchObject({
      status: 406,
      json: { reason: 'NotAcceptable' },
    });
  });

  it('answers a missing object and a lack of rights as always', async () => {
    const missing = await get('/api/v1/namespaces/shop/pods/x', 'Table');
    expect(missing).toMatchObject({ status: 404, json: { kind: 'Status' } });
    const secrets = await get('/api/v1/secrets', 'Table');
    expect(secrets).toMatchObject({ status: 403, json: { kind: 'Status' } });
  });

  it('shows a table for a kind without columns of its own', async () => {
    const custom = create([
      {
        apiVersion: 'velero.io/v1',
        kind: 'Schedule',
        metadata: { name: 's', namespace: 'velero' },
      },
    ]);
    const { json } = await ask(
      custom,
      '/apis/velero.io/v1/schedules',
      asDemo({ accept: accept('Table') }),
    );
    expect(
      json.columnDefinitions.map(({ name }: { name: string }) => name),
    ).toEqual(['Name', 'Age']);
  });
});
