import fc from 'fast-check';
import type { Source } from '../facts';
import {
  evidence,
  list,
  liveRules,
  named,
  optionalList,
  workloads,
} from '../reads';
import { aCheck } from '../testing/aCheck';
import {
  collect,
  type CollectSetup,
  namesOf,
  namespaceObject,
  readingCheck,
  type ScriptedAnswer,
} from '../testing/collect';
import { deployment, type Raw, raw, rolledOut } from '../testing/rawObjects';

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
      checks: [readingCheck, aCheck({ ...readingCheck, id: 'other' })],
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
        return undefined as unknown as Partial<ScriptedAnswer>;
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
      namespaceObject('shop'),
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
      namespaceObject('shop'),
      namespaceObject('bank'),
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
        checks: [readingCheck, ofCluster],
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
    const state = async (objects: readonly Raw[], setup?: CollectSetup) =>
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

describe('a group of kinds that others define', () => {
  const constraint = (kind: string, name: string) => ({
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind,
    metadata: { name },
  });
  const check = aCheck({ reads: [optionalList('gatekeeperConstraints')] });

  it('is read whole, and equal names of two kinds are two objects', async () => {
    const { inventory, source } = await collect(
      [
        constraint('K8sPSPHostNamespace', 'all'),
        constraint('K8sPSPPrivilegedContainer', 'all'),
      ],
      { checks: [check] },
    );
    expect(
      inventory.gatekeeperConstraints.map(({ kind, name }) => [kind, name]),
    ).toEqual([
      ['K8sPSPHostNamespace', 'all'],
      ['K8sPSPPrivilegedContainer', 'all'],
    ]);
    expect(source('gatekeeperConstraints')).toMatchObject({
      resource: 'constraints.gatekeeper.sh/*',
      state: 'ok',
      count: 2,
    });
  });

  it('is absent where nobody defined one', async () => {
    const { source } = await collect([], { checks: [check] });
    expect(source('gatekeeperConstraints')?.state).toBe('absent');
  });

  it('says that it may not be read', async () => {
    const { source } = await collect(
      [constraint('K8sPSPHostNamespace', 'all')],
      { checks: [check], forbidden: ['k8spsphostnamespace'] },
    );
    expect(source('gatekeeperConstraints')?.state).toBe('forbidden');
  });
});
