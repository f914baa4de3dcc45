import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_TOKENS, type SampleRequest, createSampleCluster } from '..';

const list = {
  kind: 'PodList',
  apiVersion: 'v1',
  metadata: { resourceVersion: '1468' },
  items: ['a', 'b', 'c'].map(name => ({
    metadata: { name, namespace: 'shop', managedFields: [] },
  })),
};
const resources = {
  kind: 'APIResourceList',
  groupVersion: 'v1',
  resources: [
    ['pods', 'Pod'],
    ['pods/log', 'Pod'],
    ['services', 'Service'],
    ['secrets', 'Secret'],
  ].map(([name, kind]) => ({
    name,
    kind,
    singularName: '',
    namespaced: true,
    verbs: ['get', 'list'],
  })),
};

describe('Recording', () => {
  let recording: string;
  const body = `${JSON.stringify(list)}\n`;
  beforeAll(() => {
    recording = mkdtempSync(join(tmpdir(), 'recording-'));
    const write = (file: string, value: unknown) =>
      writeFileSync(
        join(recording, file),
        typeof value === 'string' ? value : JSON.stringify(value),
      );
    mkdirSync(join(recording, 'discovery'));
    mkdirSync(join(recording, 'lists'));
    write('version.json', { major: '1', minor: '36', gitVersion: 'v0.0.0' });
    write('api.json', { kind: 'APIVersions', recorded: true });
    write('api.aggregated.json', { kind: 'APIGroupDiscoveryList' });
    write(join('discovery', 'core_v1.json'), resources);
    write(join('lists', 'core_v1_pods.json'), body);
  });
  afterAll(() => rmSync(recording, { recursive: true }));

  async function get(path: string, request: SampleRequest = {}) {
    const response = await createSampleCluster({ recording }).fetch(path, {
      token: SAMPLE_TOKENS.demo,
      ...request,
    });
    return { status: response.status, text: await response.text() };
  }

  it('serves discovery and whole lists unchanged', async () => {
    expect((await get('/api/v1/pods')).text).toBe(body);
    expect(JSON.parse((await get('/api')).text)).toHaveProperty('recorded');
    expect(JSON.parse((await get('/version')).text)).toMatchObject({
      gitVersion: 'v0.0.0',
    });
    const accept =
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    expect((await get('/api', { accept })).text).toContain(
      'APIGroupDiscoveryList',
    );
    expect(JSON.parse((await get('/api/v1')).text)).toEqual(resources);
  });

  it('pages over the recorded items', async () => {
    const first = JSON.parse(
      (await get('/api/v1/pods', { query: { limit: '2' } })).text,
    );
    const second = JSON.parse(
      (
        await get('/api/v1/pods', {
          query: { limit: '2', continue: first.metadata.continue },
        })
      ).text,
    );
    expect([...first.items, ...second.items]).toEqual(list.items);
    expect(second.metadata).toEqual({ resourceVersion: '1468' });
  });

  it('gets one recorded object with kind and apiVersion', async () => {
    const { text } = await get('/api/v1/namespaces/shop/pods/b');
    expect(JSON.parse(text)).toMatchObject({ kind: 'Pod', apiVersion: 'v1' });
  });

  it('serves an empty list where none was recorded', async () => {
    expect(JSON.parse((await get('/api/v1/services')).text).items).toEqual([]);
  });

  it('forbids what recordings leave out, and every write', async () => {
    expect((await get('/api/v1/secrets')).status).toBe(403);
    expect(
      (await get('/api/v1/namespaces/shop/pods/a', { method: 'DELETE' }))
        .status,
    ).toBe(405);
  });
});
