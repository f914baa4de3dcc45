import { createSampleCluster } from '..';
import { PODS, asDemo, ask, create, pod } from '../__fixtures__/askSample';
import { brief, watchSample } from '../__fixtures__/watchSample';

const SHOP = '/api/v1/namespaces/shop/pods';
const merge = { 'content-type': 'application/merge-patch+json' };

describe('watchObjects', () => {
  const three = () =>
    create([pod('a'), pod('b', 'shop', { app: 'web' }), pod('c', 'bank')]);
  const version = async (sample: ReturnType<typeof three>) =>
    (await ask(sample, PODS)).json.metadata.resourceVersion as string;
  const label = (
    sample: ReturnType<typeof three>,
    name: string,
    app: unknown,
  ) =>
    ask(
      sample,
      `${SHOP}/${name}`,
      asDemo({
        method: 'PATCH',
        headers: merge,
        body: { metadata: { labels: { app } } },
      }),
    );
  const remove = (sample: ReturnType<typeof three>, path: string) =>
    ask(sample, path, asDemo({ method: 'DELETE' }));
  const add = (sample: ReturnType<typeof three>, name: string) =>
    ask(sample, SHOP, asDemo({ method: 'POST', body: pod(name) }));

  it('tells what comes, changes and goes, each at its version', async () => {
    const sample = three();
    const from = await version(sample);
    const watch = await watchSample(sample, PODS, {
      query: { resourceVersion: from },
    });
    await add(sample, 'd');
    await label(sample, 'd', 'web');
    await remove(sample, `${SHOP}/d`);
    const events = [await watch.next(), await watch.next(), await watch.next()];
    expect(events.map(brief)).toEqual(['ADDED d', 'MODIFIED d', 'DELETED d']);
    const versions = events.map(event =>
      Number(event?.object.metadata.resourceVersion),
    );
    expect(versions).toEqual([1, 2, 3].map(step => Number(from) + step));
    expect(events[0]?.object.kind).toBe('Pod');
    expect(String(versions[2])).toBe(await version(sample));
    watch.stop();
    expect(await watch.next()).toBeUndefined();
  });

  it('starts with what there is unless a version is given', async () => {
    for (const resourceVersion of ['', '0']) {
      const query = { resourceVersion };
      const watch = await watchSample(three(), SHOP, { query });
      expect(brief(await watch.next())).toBe('ADDED a');
      expect(brief(await watch.next())).toBe('ADDED b');
      watch.stop();
    }
  });

  it('catches up with what was missed', async () => {
    const sample = three();
    const resourceVersion = await version(sample);
    await label(sample, 'a', 'x');
    const watch = await watchSample(sample, PODS, {
      query: { resourceVersion },
    });
    expect(brief(await watch.next())).toBe('MODIFIED a');
    watch.stop();
  });

  it('keeps to a namespace and to selectors, within which objects come and go', async () => {
    const sample = three();
    const watch = await watchSample(sample, SHOP, {
      query: {
        resourceVersion: await version(sample),
        labelSelector: 'app=web',
      },
    });
    await label(sample, 'a', 'web');
    await remove(sample, '/api/v1/namespaces/bank/pods/c');
    await label(sample, 'b', 'db');
    const added = await watch.next();
    const gone = await watch.next();
    expect([added, gone].map(brief)).toEqual(['ADDED a', 'DELETED b']);
    // As it was when it was last selected, at the version of the change.
    expect(gone?.object.metadata).toMatchObject({
      labels: { app: 'web' },
      resourceVersion: await version(sample),
    });
    watch.stop();
    const named = await watchSample(sample, PODS, {
      query: {
        resourceVersion: await version(sample),
        fieldSelector: 'metadata.name=b',
      },
    });
    await remove(sample, `${SHOP}/a`);
    await remove(sample, `${SHOP}/b`);
    expect(brief(await named.next())).toBe('DELETED b');
    named.stop();
  });

  it('sees what controllers make of a change', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'web:1' }] },
        },
      },
    };
    const sample = create([deployment], { derive: true });
    const watch = await watchSample(sample, PODS, {
      query: { resourceVersion: await version(sample) },
    });
    await ask(
      sample,
      '/apis/apps/v1/namespaces/shop/deployments/web',
      asDemo({
        method: 'PATCH',
        headers: merge,
        body: { spec: { replicas: 2 } },
      }),
    );
    const event = await watch.next();
    expect(event?.type).toBe('ADDED');
    expect(event?.object.metadata.name).toMatch(/^web-/);
    watch.stop();
  });

  it('answers 410 where the version is too old, and ends', async () => {
    const sample = create([pod('a')], { watchHistory: 2 });
    const start = await version(sample);
    for (const name of ['b', 'c', 'd']) await add(sample, name);
    const old = await watchSample(sample, PODS, {
      query: { resourceVersion: start },
    });
    expect(await old.next()).toEqual({
      type: 'ERROR',
      object: expect.objectContaining({
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: `too old resource version: ${start} (${Number(start) + 1})`,
      }),
    });
    expect(await old.next()).toBeUndefined();
    const recent = await watchSample(sample, PODS, {
      query: { resourceVersion: String(Number(start) + 1) },
    });
    expect(brief(await recent.next())).toBe('ADDED c');
    recent.stop();
    const future = await watchSample(sample, PODS, {
      query: { resourceVersion: '100000' },
    });
    expect((await future.next())?.object).toMatchObject({ code: 504 });
  });

  it('sends initial events and says when they are complete', async () => {
    const watch = await watchSample(three(), SHOP, {
      query: {
        sendInitialEvents: 'true',
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: 'true',
      },
    });
    const events = [await watch.next(), await watch.next(), await watch.next()];
    expect(events.map(event => event?.type)).toEqual([
      'ADDED',
      'ADDED',
      'BOOKMARK',
    ]);
    expect(events[2]?.object).toMatchObject({
      kind: 'Pod',
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
    watch.stop();
  });

  it('ends when its time is over, with a bookmark', async () => {
    const sample = three();
    const { status, text } = await ask(sample, SHOP, {
      ...asDemo({}),
      query: {
        watch: '1',
        timeoutSeconds: '1',
        allowWatchBookmarks: 'true',
        resourceVersion: await version(sample),
      },
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ type: 'BOOKMARK' });
  });

  it('sends tables and metadata', async () => {
    const as = (what: string) =>
      watchSample(three(), SHOP, {
        accept: `application/json;as=${what};v=v1;g=meta.k8s.io`,
      });
    const table = await as('Table');
    const [first, second] = [await table.next(), await table.next()];
    expect(first?.object.columnDefinitions[0]).toMatchObject({ name: 'Name' });
    expect(second?.object.columnDefinitions).toBeNull();
    expect(second?.object.rows).toMatchObject([
      { cells: expect.arrayContaining(['b', '0/0']) },
    ]);
    table.stop();
    const partial = await as('PartialObjectMetadata');
    const event = await partial.next();
    expect(event?.object.kind).toBe('PartialObjectMetadata');
    expect(event?.object).not.toHaveProperty('spec');
    partial.stop();
  });

  it.each([
    [{ resourceVersion: 'x' }, 400],
    [{ labelSelector: 'a==(' }, 400],
    [{ sendInitialEvents: 'true' }, 422],
    [{ resourceVersionMatch: 'Exact' }, 422],
  ])('refuses %j with %i', async (query, status) => {
    const answer = await ask(
      three(),
      PODS,
      asDemo({ query: { watch: 'true', ...query } }),
    );
    expect(answer.status).toBe(status);
  });

  it('is a right of its own, which the scanner lacks', async () => {
    const { status, json } = await ask(three(), PODS, {
      query: { watch: 'true' },
    });
    expect(status).toBe(403);
    expect(json.message).toContain('cannot watch resource "pods"');
  });

  it('ends when the client goes, and when the server stops', async () => {
    const sample = createSampleCluster({ objects: [pod('a')] });
    const server = await sample.listen();
    const open = (signal?: AbortSignal) =>
      fetch(`${server.url}${PODS}?watch=true&resourceVersion=0`, {
        headers: { authorization: 'Bearer sample-demo-token' },
        signal,
      });
    const leaving = new AbortController();
    const left = await open(leaving.signal);
    expect(left.headers.get('transfer-encoding')).toBe('chunked');
    leaving.abort();
    await expect(left.text()).rejects.toThrow();
    const response = await open();
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    expect(JSON.parse(Buffer.from(value!).toString())).toMatchObject({
      type: 'ADDED',
    });
    const closed = reader.read();
    await server.close();
    await expect(closed).rejects.toThrow();
  });
});
