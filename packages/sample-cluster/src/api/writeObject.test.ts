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

  const patch = { method: 'PATCH', headers: merge, body: {} };
  it.each<[string, number, SampleRequest, string]>([
    ['a body that is no JSON', 400, { ...patch, body: 'oops' }, path],
    ['an unknown kind of patch', 415, { ...patch, headers: {} }, path],
    ['another name', 400, { method: 'PUT', body: { metadata: {} } }, path],
    ['a POST to a name', 405, { method: 'POST', body: {} }, path],
    ['a PUT without a name', 405, { method: 'PUT', body: {} }, PODS],
    ['a watch', 405, { query: { watch: 'true' } }, PODS],
    ['a subresource', 404, patch, `${path}/scale`],
  ])('refuses %s with %i', async (_what, status, request, target) => {
    const answer = await ask(live(), target, asDemo(request));
    expect(answer.status).toBe(status);
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
