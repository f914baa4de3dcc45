import { resolve } from 'node:path';
import {
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type SampleCluster,
  createSampleCluster,
} from '.';
import { NOW, PODS, ask, create, names, pod } from './__fixtures__/askSample';

describe('SampleCluster', () => {
  it('wants exactly one source of objects', () => {
    expect(() => createSampleCluster({})).toThrow('Give one of');
    expect(() => create([], { folder: 'x' })).toThrow('Give one of');
  });

  describe('lists', () => {
    const sample = create([
      pod('c', 'shop', { app: 'web' }),
      pod('a', 'shop'),
      pod('b', 'bank', { app: 'web' }),
    ]);

    it('sorts by namespace and name, without kind and apiVersion in items', async () => {
      const { json } = await ask(sample, PODS);
      expect(names(json)).toEqual(['b', 'a', 'c']);
      expect(json.items[0]).not.toHaveProperty('kind');
      expect(json.items[0].metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('keeps to a namespace and to selectors', async () => {
      const shop = await ask(sample, '/api/v1/namespaces/shop/pods', {
        query: { labelSelector: 'app in (web)' },
      });
      expect(names(shop.json)).toEqual(['c']);
      const field = await ask(sample, PODS, {
        query: { fieldSelector: 'metadata.name!=a,metadata.namespace=shop' },
      });
      expect(names(field.json)).toEqual(['c']);
      const bad = await ask(sample, PODS, {
        query: { fieldSelector: 'spec.color=red' },
      });
      expect(bad.status).toBe(400);
    });

    it('gets one object with kind and apiVersion', async () => {
      const { json } = await ask(sample, '/api/v1/namespaces/shop/pods/a');
      expect(json).toMatchObject({ kind: 'Pod', apiVersion: 'v1' });
    });

    it('hands out pages that add up to the whole', async () => {
      const first = await ask(sample, PODS, { query: { limit: '2' } });
      expect(first.json.metadata.remainingItemCount).toBe(1);
      const second = await ask(sample, PODS, {
        query: { limit: '2', continue: first.json.metadata.continue },
      });
      expect([...names(first.json), ...names(second.json)]).toEqual([
        'b',
        'a',
        'c',
      ]);
      expect(second.json.metadata).not.toHaveProperty('continue');
      expect(second.json.metadata.resourceVersion).toBe(
        first.json.metadata.resourceVersion,
      );
    });

    it.each(['x', 'eyJ9', 'bnVsbA'])(
      'refuses the continue token %s',
      async token => {
        const { status } = await ask(sample, PODS, {
          query: { continue: token },
        });
        expect(status).toBe(400);
      },
    );
  });

  describe('continue tokens', () => {
    const pods = ['a', 'b', 'c'].map(name => pod(name));
    async function page(sample: SampleCluster, token?: string) {
      return ask(sample, PODS, {
        query: { limit: '1', ...(token && { continue: token }) },
      });
    }

    it('grow too old, and a fresh one continues', async () => {
      let now = NOW;
      const sample = create(pods, { now: () => now, continueTtlMs: 1000 });
      const first = await page(sample);
      now += 1001;
      const second = await page(sample, first.json.metadata.continue);
      expect(second.status).toBe(410);
      expect(second.json).toMatchObject({ reason: 'Expired', code: 410 });
      now += 1001;
      const third = await page(sample, second.json.metadata.continue);
      expect(names(third.json)).toEqual(['b']);
    });

    it('expire at once on demand, as often as asked', async () => {
      const sample = create(pods);
      sample.addFault({ expireContinue: 'none', resource: 'pods', times: 1 });
      const { json } = await page(sample);
      const expired = await page(sample, json.metadata.continue);
      expect(expired.status).toBe(410);
      expect(expired.json.metadata).toEqual({});
      expect((await page(sample, json.metadata.continue)).status).toBe(200);
    });
  });

  describe('log', () => {
    it('names the user and never the token', async () => {
      const sample = create([pod('a')]);
      await ask(sample, PODS, { query: { limit: '1' } });
      await ask(sample, PODS, { token: 'stolen-token' });
      await ask(sample, '/__sample/reset', { method: 'POST' });
      const { json, text } = await ask(sample, '/__sample/requests', {
        token: '',
      });
      const at = '2026-11-22T17:00:00.000Z';
      const user = SAMPLE_USER_NAMES.scanner;
      expect(json).toEqual([
        { at, method: 'GET', path: `${PODS}?limit=1`, status: 200, user },
        { at, method: 'GET', path: PODS, status: 401 },
        { at, method: 'POST', path: '/__sample/reset', status: 403, user },
      ]);
      expect(text).not.toContain('token');
      expect(sample.requests).toEqual(json);
    });
  });

  describe('faults', () => {
    it('fail as often as asked, with the time to wait', async () => {
      const sample = create([pod('a')]);
      sample.addFault({
        resource: 'pods',
        status: 429,
        retryAfterSeconds: 1,
        times: 1,
      });
      const response = await sample.fetch(PODS, {
        token: SAMPLE_TOKENS.scanner,
      });
      expect(response.status).toBe(429);
      expect(response.headers.get('Retry-After')).toBe('1');
      expect((await ask(sample, PODS)).status).toBe(200);
    });

    it('keep callers waiting until they give up', async () => {
      const sample = create([pod('a')]);
      sample.addFault({ delayMs: 60_000 });
      const reader = sample.reader(SAMPLE_TOKENS.scanner);
      await expect(
        reader.get(PODS, { signal: AbortSignal.timeout(20) }),
      ).rejects.toThrow();
    });
  });

  it('serves artefacts without a token', async () => {
    const sample = create([], { artefacts: { 'a.txt': 'at {{now-1h}}' } });
    expect(
      await ask(sample, '/__artefacts/a.txt', { token: '' }),
    ).toMatchObject({ status: 200, text: 'at 2026-11-22T16:00:00Z' });
    expect((await ask(sample, '/__artefacts/b.txt')).status).toBe(404);
    expect((await ask(sample, '/__artefacts/toString')).status).toBe(404);
  });
});

describe('metrics of a sample cluster', () => {
  it('are there where the folder has some, for whoever may read them', async () => {
    const folder = resolve(__dirname, '../clusters/prod-eu');
    const sample = createSampleCluster({ folder, now: () => NOW });
    const { text } = await sample
      .fetch('/metrics', { token: SAMPLE_TOKENS.demo })
      .then(async response => ({ text: await response.text() }));
    expect(text).toContain('pod_security_evaluations_total{decision="deny"');
    expect(text).not.toContain('{{');
    const developer = await sample.fetch('/metrics', {
      token: SAMPLE_TOKENS.developer,
    });
    expect(developer.status).toBe(403);
  });

  it('are not there where the cluster is made of objects', async () => {
    const sample = create([]);
    const { status } = await sample.fetch('/metrics', {
      token: SAMPLE_TOKENS.demo,
    });
    expect(status).toBe(404);
  });
});
