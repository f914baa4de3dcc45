import fc from 'fast-check';
import type {
  ClusterReader,
  ClusterResponse,
  CollectOptions,
} from '../contracts';
import type { Source } from '../facts';
import { list, liveRules, evidence, named, workloads } from '../reads';
import { collectReads } from '../rbac/rules';
import { inMemoryReader, type InMemoryOptions } from '../testing';
import { aCheck } from '../testing/aCheck';
import {
  deployment,
  pod,
  type Raw,
  raw,
  rolledOut,
} from '../testing/rawObjects';
import { collectInventory } from './collectInventory';

const NOW = Date.parse('2026-11-22T17:00:00Z');

const namespace = (name: string, uid = `${name}-uid`): Raw => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, uid },
});

const HOME = [
  namespace('kube-system', 'the-uid'),
  pod('coredns', { namespace: 'kube-system' }),
];

const check = aCheck({
  reads: [
    ...workloads(),
    list('namespaces'),
    list('persistentVolumeClaims'),
    list('veleroSchedules'),
    list('nodes'),
  ],
});

interface Setup
  extends InMemoryOptions,
    Partial<Omit<CollectOptions, 'reader'>> {
  /** Stands before the cluster and may answer instead. */
  intercept?: (
    path: string,
    query: Readonly<Record<string, string>>,
    attempt: number,
  ) => Partial<Answer> | Promise<Partial<Answer>> | undefined;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

function answering({
  status = 200,
  headers = {},
  body,
}: Partial<Answer>): ClusterResponse {
  return {
    status,
    headers: { get: name => headers[name] ?? null },
    text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

async function collect(objects: readonly Raw[], setup: Setup = {}) {
  const {
    intercept,
    forbidden,
    allowedNamespaces,
    absentGroups,
    version,
    ...rest
  } = setup;
  const cluster = inMemoryReader([...HOME, ...objects], {
    forbidden,
    allowedNamespaces,
    absentGroups,
    version,
  });
  const attempts = new Map<string, number>();
  const paths: string[] = [];
  const reader: ClusterReader = {
    get: async (path, options) => {
      paths.push(path);
      const attempt = (attempts.get(path) ?? 0) + 1;
      attempts.set(path, attempt);
      const answer = await intercept?.(path, options.query ?? {}, attempt);
      return answer ? answering(answer) : cluster.get(path, options);
    },
  };
  const collected = await collectInventory({
    reader,
    reads: collectReads(rest.checks ?? [check]),
    checks: [check],
    now: NOW,
    ...rest,
  });
  const source = (key: string) =>
    collected.sources.find(entry => entry.key === key);
  return { ...collected, source, paths };
}

const namesOf = (objects: readonly { name: string }[]) =>
  objects.map(({ name }) => name);

describe('collectInventory', () => {
  it('identifies the cluster and its version', async () => {
    const { cluster } = await collect([], { version: '1.36+' });
    expect(cluster).toEqual({
      uid: 'the-uid',
      version: { major: 1, minor: 36 },
    });
  });

  it('says when it cannot tell which cluster or version that is', async () => {
    const { cluster, source } = await collect([], {
      intercept: path =>
        path === '/version' || path.endsWith('/kube-system')
          ? { status: 403 }
          : undefined,
    });
    expect(cluster).toEqual({ uid: '', version: { major: 0, minor: 0 } });
    expect(source('identity')).toMatchObject({
      state: 'forbidden',
      missingRule: expect.stringContaining('namespaces'),
    });
    expect(source('version')?.state).toBe('error');
  });

  it('makes no source of what is as it should be', async () => {
    const { sources } = await collect([]);
    expect(sources.map(({ key }) => key)).not.toContain('identity');
  });

  it('tells ok, empty and absent apart', async () => {
    const { source } = await collect([deployment('cart')]);
    expect(source('deployments')).toMatchObject({ state: 'ok', count: 1 });
    expect(source('statefulSets')).toMatchObject({ state: 'empty', count: 0 });
    expect(source('veleroSchedules')).toMatchObject({ state: 'absent' });
    expect(source('deployments')?.resource).toBe('apps/deployments');
    expect(source('pods')?.resource).toBe('core/pods');
  });

  it('reads each kind once and reports progress for each', async () => {
    const seen: [number, number][] = [];
    const { paths, sources } = await collect([deployment('cart')], {
      checks: [check, aCheck({ ...check, id: 'other' })],
      onProgress: ({ done, total }) => seen.push([done, total]),
    });
    const lists = paths.filter(path => path.endsWith('/deployments'));
    expect(lists).toHaveLength(1);
    expect(seen.map(([done]) => done)).toEqual(seen.map((_, i) => i + 1));
    expect(seen[seen.length - 1]).toEqual([sources.length, sources.length]);
  });

  it('keeps at most four requests in flight', async () => {
    let inFlight = 0;
    let most = 0;
    await collect(rolledOut('cart'), {
      intercept: async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await new Promise(resolve => setTimeout(resolve, 2));
        inFlight -= 1;
        return undefined as unknown as Partial<Answer>;
      },
    });
    expect(most).toBe(4);
  });

  it('asks for pages without a resourceVersion', async () => {
    const queries: Readonly<Record<string, string>>[] = [];
    await collect([deployment('a'), deployment('b'), deployment('c')], {
      pageSize: 2,
      intercept: (path, query) => {
        if (path.endsWith('/deployments')) queries.push(query);
        return undefined;
      },
    });
    expect(queries).toEqual([{ limit: '2' }, { limit: '2', continue: '2' }]);
  });

  it('counts malformed objects and goes on', async () => {
    const { source, inventory } = await collect([
      deployment('cart'),
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: {} },
      { apiVersion: 'apps/v1', kind: 'Deployment' },
    ]);
    expect(source('deployments')).toMatchObject({
      state: 'ok',
      count: 1,
      message: '2 malformed objects were left out',
    });
    expect(namesOf(inventory.workloads)).toContain('cart');
  });

  it('does not take signals for connected nor evidence for missing', async () => {
    const { source } = await collect([], {
      checks: [aCheck({ reads: [liveRules(), evidence('restore-drill')] })],
    });
    expect(source('liveRules')).toMatchObject({
      state: 'notConnected',
      resource: 'prometheus: rules',
    });
    expect(source('evidence')?.state).toBe('ok');
  });

  it('reads named objects by name only', async () => {
    const status = raw(
      'v1',
      'ConfigMap',
      'cluster-autoscaler-status',
      { namespace: 'kube-system' },
      { data: { status: 'autoscalerStatus: Running', other: 'CANARY' } },
    );
    const { inventory, paths } = await collect([status], {
      checks: [
        aCheck({
          reads: [
            named('autoscalerStatus', 'kube-system', [
              'cluster-autoscaler-status',
            ]),
          ],
        }),
      ],
    });
    expect(inventory.autoscalerStatus).toMatchObject([{ status: 'Running' }]);
    expect(JSON.stringify(inventory)).not.toContain('CANARY');
    expect(paths.filter(path => path.includes('configmaps'))).toEqual([
      '/api/v1/namespaces/kube-system/configmaps/cluster-autoscaler-status',
    ]);
  });

  it('gives the same inventory whatever the size of the pages', async () => {
    const objects = [
      ...rolledOut('cart', { pods: 7 }),
      ...rolledOut('front', { pods: 4 }),
      namespace('shop'),
    ];
    const whole = await collect(objects);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), async pageSize => {
        const { inventory } = await collect(objects, { pageSize });
        expect(inventory).toEqual(whole.inventory);
      }),
      { seed: 9, numRuns: 8 },
    );
  });

  describe('discovery', () => {
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

  describe('an expired page token', () => {
    const objects = ['a', 'b', 'c', 'd'].map(name => deployment(name));
    const isNext = (path: string, query: Readonly<Record<string, string>>) =>
      path.endsWith('/deployments') && query.continue !== undefined;

    it('is replaced by the one that the server offers', async () => {
      let expired = false;
      const { source, inventory } = await collect(objects, {
        pageSize: 2,
        intercept: (path, query) => {
          if (expired || !isNext(path, query)) return undefined;
          expired = true;
          return { status: 410, body: { metadata: { continue: '2' } } };
        },
      });
      expect(source('deployments')).toMatchObject({ state: 'ok', count: 4 });
      expect(source('deployments')?.message).toContain('inconsistent');
      expect(namesOf(inventory.workloads)).toEqual([
        'coredns',
        'a',
        'b',
        'c',
        'd',
      ]);
    });

    it('starts the list over once where there is none', async () => {
      let expired = false;
      const { source } = await collect(objects, {
        pageSize: 2,
        intercept: (path, query) => {
          if (expired || !isNext(path, query)) return undefined;
          expired = true;
          return { status: 410, body: {} };
        },
      });
      expect(source('deployments')).toMatchObject({ state: 'ok', count: 4 });
    });

    it('counts pods once when their list starts over', async () => {
      let expired = false;
      const { inventory, source } = await collect(
        rolledOut('cart', { pods: 5 }),
        {
          pageSize: 2,
          intercept: (path, query) => {
            if (expired || !path.endsWith('/pods') || query.continue !== '4') {
              return undefined;
            }
            expired = true;
            return { status: 410, body: {} };
          },
        },
      );
      const [cart] = inventory.workloads.filter(({ name }) => name === 'cart');
      expect(cart.live.pods).toBe(5);
      expect(source('pods')?.count).toBe(6);
    });

    it.each([{}, { metadata: { continue: '2' } }])(
      'truncates a list that stays cut, with %j',
      async body => {
        const { source } = await collect(objects, {
          pageSize: 2,
          intercept: (path, query) =>
            isNext(path, query) ? { status: 410, body } : undefined,
        });
        expect(source('deployments')).toMatchObject({
          state: 'truncated',
          count: 2,
        });
      },
    );
  });

  describe('a forbidden list', () => {
    it('names the rule that is missing', async () => {
      const { source } = await collect([], { forbidden: ['nodes'] });
      expect(source('nodes')).toMatchObject({
        state: 'forbidden',
        count: 0,
        missingRule:
          '- apiGroups: [""]\n  resources: [nodes]\n  verbs: [get, list]',
      });
    });

    it('is read in the namespaces that are allowed', async () => {
      const { source, inventory } = await collect(
        [
          namespace('shop'),
          namespace('bank'),
          deployment('cart'),
          deployment('ledger', { namespace: 'bank' }),
        ],
        { forbidden: ['deployments'], allowedNamespaces: ['shop'] },
      );
      expect(source('deployments')).toMatchObject({
        state: 'partial',
        namespaces: ['shop'],
        count: 1,
        message: '1 of 3 namespaces could be listed',
        missingRule: expect.stringContaining('deployments'),
      });
      expect(namesOf(inventory.workloads)).toEqual(['coredns', 'cart']);
    });

    it('is whole where every namespace that exists is allowed', async () => {
      const { source } = await collect(
        [namespace('shop'), deployment('cart')],
        {
          forbidden: ['deployments'],
          allowedNamespaces: ['shop', 'kube-system'],
        },
      );
      expect(source('deployments')).toMatchObject({ state: 'ok', count: 1 });
    });

    it('is partial where namespaces are known from before only', async () => {
      const { source } = await collect([deployment('cart')], {
        forbidden: ['deployments', 'namespaces'],
        allowedNamespaces: ['shop'],
        knownNamespaces: ['shop'],
      });
      expect(source('deployments')?.state).toBe('partial');
      expect(source('namespaces')?.state).toBe('forbidden');
    });

    it('is forbidden where no namespace is allowed', async () => {
      const { source } = await collect([namespace('shop')], {
        forbidden: ['deployments'],
        knownNamespaces: ['shop', 'bank'],
      });
      expect(source('deployments')?.state).toBe('forbidden');
    });
  });

  describe('a failing server', () => {
    const only = (
      suffix: string,
      answer: Partial<Answer>,
      times = Infinity,
    ) => {
      let left = times;
      return (path: string) => {
        if (!path.endsWith(suffix) || left <= 0) return undefined;
        left -= 1;
        return answer;
      };
    };
    const now = { 'retry-after': '0' };

    it.each([429, 500, 503])('is asked again after %d', async status => {
      const { source } = await collect([deployment('cart')], {
        intercept: only('/deployments', { status, headers: now }, 2),
      });
      expect(source('deployments')).toMatchObject({ state: 'ok', count: 1 });
    });

    it('is given up after some attempts, and only that kind', async () => {
      const { source, paths } = await collect([deployment('cart')], {
        intercept: only('/deployments', { status: 503, headers: now }),
      });
      expect(source('deployments')).toMatchObject({
        state: 'error',
        message: 'the API server answered 503, after 4 attempts',
      });
      expect(paths.filter(path => path.endsWith('/deployments'))).toHaveLength(
        4,
      );
      expect(source('pods')?.state).toBe('ok');
    });

    it('may answer something that is no JSON without it being repeated', async () => {
      const { source, sources } = await collect([], {
        intercept: only('/nodes', { body: '<html>CANARY</html>' }),
      });
      expect(source('nodes')?.state).toBe('error');
      expect(JSON.stringify(sources)).not.toContain('CANARY');
    });

    it.each([
      { kind: 'Status', status: 'Failure' },
      { kind: 'NodeList' },
      { kind: 'NodeList', items: {} },
    ])('may answer %j with 200', async body => {
      const { source } = await collect([], {
        intercept: only('/nodes', { body }),
      });
      expect(source('nodes')?.state).toBe('error');
    });

    it('may send items that are no objects', async () => {
      const { source } = await collect([], {
        intercept: only('/nodes', { body: { items: [null, 3, 'x', []] } }),
      });
      expect(source('nodes')).toMatchObject({
        state: 'ok',
        count: 0,
        message: '4 malformed objects were left out',
      });
    });

    it('may reset the connection', async () => {
      const { source } = await collect([], {
        intercept: path => {
          if (!path.endsWith('/nodes')) return undefined;
          const secret = new Error('CANARY in the address');
          return Promise.reject(Object.assign(secret, { code: 'ECONNRESET' }));
        },
      });
      expect(source('nodes')).toMatchObject({
        state: 'error',
        message: 'the connection failed (ECONNRESET), after 4 attempts',
      });
    });

    it('may not answer at all', async () => {
      const { source } = await collect([], {
        pageTimeoutMs: 5,
        intercept: path =>
          path.endsWith('/nodes') ? new Promise(() => {}) : undefined,
      });
      expect(source('nodes')).toMatchObject({
        state: 'error',
        message: 'no answer within 5 ms, after 4 attempts',
      });
    });

    it('may offer the same page for ever', async () => {
      const { source } = await collect([], {
        intercept: only('/nodes', {
          body: { items: [], metadata: { continue: 'again' } },
        }),
      });
      expect(source('nodes')?.state).toBe('truncated');
    });

    it('is not asked any more once it refused the credential', async () => {
      const { sources, paths } = await collect([deployment('cart')], {
        intercept: only('/namespaces', { status: 401 }),
      });
      const after = paths.slice(paths.indexOf('/api/v1/namespaces') + 1);
      expect(after).toEqual([]);
      // What discovery had said before stays true.
      const others = sources.filter(({ state }) => state !== 'absent');
      expect(others.length).toBeGreaterThan(5);
      for (const { state, message } of others) {
        expect([state, message]).toEqual([
          'error',
          'the credential was refused (401)',
        ]);
      }
    });
  });

  it('ends with the reason of the signal when that is aborted', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    await expect(
      collect([], {
        signal: abort.signal,
        intercept: path => {
          if (path.endsWith('/nodes')) abort.abort(reason);
          return undefined;
        },
      }),
    ).rejects.toBe(reason);
  });

  describe('of some namespaces', () => {
    const objects = [
      namespace('shop'),
      namespace('bank'),
      deployment('cart'),
      deployment('ledger', { namespace: 'bank' }),
      raw('velero.io/v1', 'Schedule', 'daily', { namespace: 'velero' }),
    ];
    const ofCluster = aCheck({
      id: 'of-cluster',
      scope: { types: ['cluster'] },
      reads: [list('clusterRoleBindings')],
    });

    it('lists nothing outside them', async () => {
      const { paths, inventory } = await collect(objects, {
        namespaces: ['shop'],
        checks: [check, ofCluster],
      });
      expect(namesOf(inventory.namespaces)).toEqual(['shop']);
      expect(inventory.workloads.map(entry => entry.name)).toEqual(['cart']);
      const beyond = paths.filter(
        path =>
          !/^\/(version|apis?)$/.test(path) &&
          !path.startsWith('/api/v1/namespaces/') &&
          !path.includes('/namespaces/shop/') &&
          // Cluster-scoped, and needed to judge a workload.
          path !== '/api/v1/nodes',
      );
      expect(beyond).toEqual([]);
    });

    it('leaves out kinds that speak of other namespaces', async () => {
      const { source } = await collect(objects, { namespaces: ['shop'] });
      expect(source('veleroSchedules')).toBeUndefined();
    });

    it('does not doubt that a namespace has no pods', async () => {
      const { source } = await collect(objects, { namespaces: ['shop'] });
      expect(source('pods')?.state).toBe('empty');
    });
  });

  describe('cross-checks', () => {
    const schedule = raw('velero.io/v1', 'Schedule', 'daily', {
      namespace: 'velero',
    });
    const velero = rolledOut('backup', {
      namespace: 'velero',
      template: {
        metadata: { labels: { app: 'backup' } },
        spec: {
          containers: [{ name: 'v', image: 'mirror.example/velero/velero:1' }],
        },
      },
    });
    const state = async (objects: readonly Raw[], setup?: Setup) =>
      (await collect(objects, setup)).source('veleroSchedules')?.state;

    it('finds Velero objects inert that nobody acts on', async () => {
      expect(await state([schedule])).toBe('inert');
      expect(await state([schedule, ...velero.slice(0, 2)])).toBe('inert');
      expect(await state([schedule, ...velero])).toBe('ok');
    });

    it('does not look for Velero where pods cannot be read', async () => {
      expect(await state([schedule], { forbidden: ['pods'] })).toBe('ok');
    });

    it('doubts a cluster without a single pod', async () => {
      const { source, inventory } = await collect([deployment('cart')], {
        intercept: path =>
          path === '/api/v1/pods' ? { body: { items: [] } } : undefined,
      });
      const pods: Partial<Source> = { state: 'partial', namespaces: [] };
      expect(source('pods')).toMatchObject(pods);
      expect(inventory.workloads[0].liveKnown).toBe(false);
    });
  });

  it('survives an extractor that throws', async () => {
    const { inventory } = await collect([deployment('cart')], {
      checks: [
        aCheck({
          reads: workloads(),
          extract: {
            id: 'broken',
            run: () => {
              throw new Error('no');
            },
          },
        }),
      ],
    });
    const [, cart] = inventory.workloads;
    expect(cart.name).toBe('cart');
    expect(cart.facts).toEqual({});
  });
});
