import type { SampleRequest } from '..';
import { PODS, asDemo, ask, create, names } from '../__fixtures__/askSample';

const path = '/apis/apps/v1/namespaces/shop/deployments/web';
const strategic = { 'Content-Type': 'application/strategic-merge-patch+json' };
const merge = { 'Content-Type': 'application/merge-patch+json' };
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    },
  },
};
const live = () => create([deployment], { derive: true });

describe('writeObject', () => {
  it('patches strategically, and the pods follow at once', async () => {
    const sample = live();
    const before = await ask(sample, PODS);
    const container = { name: 'web', resources: { limits: { cpu: '1' } } };
    const patched = await ask(
      sample,
      path,
      asDemo({
        method: 'PATCH',
        headers: strategic,
        body: { spec: { template: { spec: { containers: [container] } } } },
      }),
    );
    expect(patched.status).toBe(200);
    expect(patched.json.metadata.generation).toBe(2);
    const after = await ask(sample, PODS);
    expect(after.json.items).toHaveLength(2);
    expect(names(after.json)).not.toEqual(names(before.json));
    expect(after.json.items[0].spec.containers).toEqual([
      expect.objectContaining({
        image: 'web:1',
        resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
      }),
    ]);
    sample.reset();
    expect(names((await ask(sample, PODS)).json)).toEqual(names(before.json));
  });

  it('bumps the generation for the spec only', async () => {
    const sample = live();
    const change = (body: object) =>
      ask(sample, path, asDemo({ method: 'PATCH', headers: merge, body }));
    const labelled = await change({ metadata: { labels: { a: 'b' } } });
    expect(labelled.json.metadata).toMatchObject({
      generation: 1,
      labels: { a: 'b' },
    });
    const same = await change({ metadata: { labels: { a: 'b' } } });
    expect(same.json.metadata.resourceVersion).toBe(
      labelled.json.metadata.resourceVersion,
    );
    const scaled = await change({ spec: { replicas: 3 } });
    expect(scaled.json.metadata.generation).toBe(2);
    expect(Number(scaled.json.metadata.resourceVersion)).toBeGreaterThan(
      Number(labelled.json.metadata.resourceVersion),
    );
  });

  it('puts, unless the object has changed in between', async () => {
    const sample = live();
    const { json } = await ask(sample, path);
    const put = (body: object) =>
      ask(sample, path, asDemo({ method: 'PUT', body }));
    const scaled = { ...json, spec: { ...json.spec, replicas: 1 } };
    expect((await put(scaled)).json.spec.replicas).toBe(1);
    expect(await put(scaled)).toMatchObject({
      status: 409,
      json: { reason: 'Conflict' },
    });
  });

  it('creates and deletes', async () => {
    const sample = live();
    const collection = '/apis/policy/v1/namespaces/shop/poddisruptionbudgets';
    const body = {
      metadata: { name: 'web' },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
    };
    const post = () =>
      ask(sample, collection, asDemo({ method: 'POST', body }));
    expect(await post()).toMatchObject({
      status: 201,
      json: { status: { expectedPods: 2, disruptionsAllowed: 1 } },
    });
    expect((await post()).status).toBe(409);
    const remove = () =>
      ask(sample, `${collection}/web`, asDemo({ method: 'DELETE' }));
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(404);
  });

  const apply = { 'Content-Type': 'application/apply-patch+yaml' };
  const patch = { method: 'PATCH', headers: merge, body: {} };
  it.each<[string, number, SampleRequest, string]>([
    ['a body that is no JSON', 400, { ...patch, body: 'oops' }, path],
    ['an unknown kind of patch', 415, { ...patch, headers: {} }, path],
    ['another name', 400, { method: 'PUT', body: { metadata: {} } }, path],
    ['a POST to a name', 405, { method: 'POST', body: {} }, path],
    ['a PUT without a name', 405, { method: 'PUT', body: {} }, PODS],
    ['a POST without a namespace', 405, { method: 'POST', body: {} }, PODS],
    ['server-side apply', 415, { ...patch, headers: apply }, `${path}-new`],
    ['another kind', 400, { method: 'PUT', body: { kind: 'Pod' } }, path],
    [
      'another version',
      400,
      { method: 'PUT', body: { apiVersion: 'v2' } },
      path,
    ],
    ['a subresource', 404, patch, `${path}/scale`],
  ])('refuses %s with %i', async (_what, status, request, target) => {
    const answer = await ask(live(), target, asDemo(request));
    expect(answer.status).toBe(status);
  });

  it('makes names up, and refuses some', async () => {
    const sample = live();
    const post = (metadata: object, at = 'shop') =>
      ask(
        sample,
        `/api/v1/namespaces/${at}/configmaps`,
        asDemo({ method: 'POST', body: { metadata } }),
      );
    const [one, two] = [
      await post({ generateName: 'settings-' }),
      await post({ generateName: 'settings-' }),
    ];
    expect(one.json.metadata).toMatchObject({
      name: expect.stringMatching(/^settings-[a-z0-9]{5}$/),
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      creationTimestamp: '2026-11-22T17:00:00Z',
    });
    expect(two.json.metadata.name).not.toBe(one.json.metadata.name);
    expect(two.json.metadata.uid).not.toBe(one.json.metadata.uid);
    expect((await post({})).status).toBe(400);
    expect((await post({ name: 'Not/A/Name' })).status).toBe(422);
    expect((await post({ name: 'a', namespace: 'bank' })).status).toBe(400);
    expect(await post({ name: 'a' }, 'nowhere')).toMatchObject({
      status: 404,
      json: { message: 'namespaces "nowhere" not found' },
    });
  });

  it('tries without writing where asked to', async () => {
    const sample = live();
    const query = { dryRun: 'All' };
    const body = { spec: { replicas: 5 } };
    const tried = await ask(
      sample,
      path,
      asDemo({ method: 'PATCH', headers: merge, query, body }),
    );
    expect(tried.json).toMatchObject({
      spec: { replicas: 5, template: { spec: { restartPolicy: 'Always' } } },
      status: { replicas: 5 },
    });
    await ask(sample, path, asDemo({ method: 'DELETE', query }));
    const created = await ask(
      sample,
      '/api/v1/namespaces/shop/configmaps',
      asDemo({ method: 'POST', query, body: { metadata: { name: 'a' } } }),
    );
    expect(created.status).toBe(201);
    expect((await ask(sample, path)).json.spec.replicas).toBe(2);
    const maps = await ask(sample, '/api/v1/configmaps', asDemo({}));
    expect(maps.json.items).toEqual([]);
  });

  it('leaves the status to controllers', async () => {
    const sample = live();
    const { json } = await ask(sample, path);
    const body = { ...json, spec: { ...json.spec, replicas: 1 } };
    const put = await ask(sample, path, asDemo({ method: 'PUT', body }));
    expect(put.json.status.replicas).toBe(1);
  });

  describe('deletes', () => {
    const map = (name: string, owners: object[] = []) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        namespace: 'shop',
        labels: { name },
        ownerReferences: owners,
      },
    });
    const owner = (name: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
    });
    const family = () =>
      create(
        [
          map('root'),
          map('other'),
          map('child', [owner('root')]),
          map('grandchild', [owner('child')]),
          map('shared', [owner('root'), owner('other')]),
        ],
        { derive: true },
      );
    const maps = '/api/v1/namespaces/shop/configmaps';
    const left = async (sample: ReturnType<typeof family>) =>
      names((await ask(sample, maps, asDemo({}))).json);
    const remove = (
      sample: ReturnType<typeof family>,
      target: string,
      more: SampleRequest = {},
    ) => ask(sample, target, asDemo({ method: 'DELETE', ...more }));

    it.each([{}, { propagationPolicy: 'Foreground' }])(
      'dependents with their last owner, for %j',
      async body => {
        const sample = family();
        const answer = await remove(sample, `${maps}/root`, { body });
        expect(answer.json).toMatchObject({
          kind: 'Status',
          status: 'Success',
          details: { name: 'root', kind: 'configmaps' },
        });
        expect(await left(sample)).toEqual(['other', 'shared']);
      },
    );

    it('no orphans', async () => {
      const sample = family();
      const body = { propagationPolicy: 'Orphan' };
      await remove(sample, `${maps}/root`, { body });
      expect(await left(sample)).toEqual([
        'child',
        'grandchild',
        'other',
        'shared',
      ]);
      const { json } = await ask(sample, `${maps}/child`, asDemo({}));
      expect(json.metadata).not.toHaveProperty('ownerReferences');
    });

    it('all that a selector leaves', async () => {
      const sample = family();
      const query = { labelSelector: 'name in (grandchild,shared)' };
      expect((await remove(sample, maps, { query })).status).toBe(200);
      expect(await left(sample)).toEqual(['child', 'other', 'root']);
    });

    it('a namespace with what is in it, but none that clusters need', async () => {
      const sample = family();
      const base = '/api/v1/namespaces/kube-system';
      expect(await remove(sample, base)).toMatchObject({
        status: 403,
        json: { message: expect.stringContaining('may not be deleted') },
      });
      await remove(sample, '/api/v1/namespaces/shop');
      expect(await left(sample)).toEqual([]);
      const namespaces = await ask(sample, '/api/v1/namespaces');
      expect(names(namespaces.json)).not.toContain('shop');
    });
  });

  it('refuses to change what a controller made', async () => {
    const sample = live();
    const [name] = names((await ask(sample, PODS)).json);
    const answer = await ask(
      sample,
      `/api/v1/namespaces/shop/pods/${name}`,
      asDemo(patch),
    );
    expect(answer).toMatchObject({ status: 422, json: { reason: 'Invalid' } });
  });

  it('patches custom resources by merge patch only', async () => {
    const sample = create([
      {
        apiVersion: 'velero.io/v1',
        kind: 'Schedule',
        metadata: { name: 's', namespace: 'velero' },
        spec: { paused: true },
      },
    ]);
    const schedule = '/apis/velero.io/v1/namespaces/velero/schedules/s';
    const change = (headers: Record<string, string>) =>
      ask(
        sample,
        schedule,
        asDemo({ method: 'PATCH', headers, body: { spec: { paused: null } } }),
      );
    expect((await change(strategic)).status).toBe(415);
    expect((await change(merge)).json.spec).toEqual({});
    await ask(sample, schedule, asDemo({ method: 'DELETE' }));
    expect(
      (await ask(sample, '/apis/velero.io/v1/schedules')).json.items,
    ).toEqual([]);
  });
});
