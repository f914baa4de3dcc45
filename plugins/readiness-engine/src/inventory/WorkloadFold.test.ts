import fc from 'fast-check';
import { KINDS } from '../kinds';
import { classesOf, fold, nameOf } from '../testing/fold';
import {
  container,
  deployment,
  pod,
  raw,
  rolledOut,
  service,
  template,
} from '../testing/rawObjects';
import { WorkloadFold } from './WorkloadFold';

describe('WorkloadFold', () => {
  it('trap 1: rolls pods of several ReplicaSets up to one Deployment', async () => {
    const found = await fold([
      ...rolledOut('cart', { pods: 40 }),
      raw('apps/v1', 'ReplicaSet', 'cart-old', { owner: 'Deployment/cart' }),
      pod('cart-old-1', { owner: 'ReplicaSet/cart-old' }),
    ]);
    expect(found.map(nameOf)).toEqual(['Deployment/cart']);
    expect(found[0]).toMatchObject({
      live: { pods: 41, ready: 41, injected: [] },
      templateFrom: 'template',
      rollup: 'full',
      liveKnown: true,
      replicas: 2,
    });
  });

  it('folds Jobs and their pods into the CronJob', async () => {
    const found = await fold([
      raw(
        'batch/v1',
        'CronJob',
        'report',
        {},
        {
          spec: { jobTemplate: { spec: { template: template({}) } } },
        },
      ),
      raw('batch/v1', 'Job', 'report-1', { owner: 'batch/v1/CronJob/report' }),
      pod('report-1-x', { owner: 'batch/v1/Job/report-1' }),
    ]);
    expect(found.map(nameOf)).toEqual(['CronJob/report']);
    expect(classesOf(found[0])).toEqual(['batch']);
    expect(found[0].live.pods).toBe(1);
  });

  it('keeps a controller of a custom resource, with that as its owner', async () => {
    const [found] = await fold([
      raw(
        'apps/v1',
        'StatefulSet',
        'prometheus-k8s',
        { owner: 'monitoring.coreos.com/v1/Prometheus/k8s' },
        { spec: { template: template({ app: 'prometheus' }) } },
      ),
    ]);
    expect(nameOf(found)).toBe('StatefulSet/prometheus-k8s');
    expect(found.owner).toMatchObject({ kind: 'Prometheus', name: 'k8s' });
    expect(classesOf(found)).toEqual(['operated', 'worker']);
    expect(found.fixRoot).toEqual({
      type: 'operator',
      key: 'operator:test-cluster-uid/shop/monitoring.coreos.com/Prometheus/k8s',
      title: 'Prometheus shop/k8s',
    });
  });

  it('takes the custom resource for the workload where it owns the pods', async () => {
    const owner = 'postgresql.cnpg.io/v1/Cluster/db';
    const spec = {
      volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'db-1' } }],
    };
    const [found] = await fold([
      pod('db-2', { owner, labels: { role: 'b' } }),
      pod('db-1', { owner, labels: { role: 'a' }, spec }),
    ]);
    expect(nameOf(found)).toBe('Cluster/db');
    expect(found).toMatchObject({
      apiGroup: 'postgresql.cnpg.io',
      rollup: 'partial',
      templateFrom: 'live',
      claims: ['db-1'],
      live: { pods: 2 },
    });
    // Of two pods that started together the first by name stands for both.
    expect(found.template?.labels).toEqual({ role: 'a' });
    expect(classesOf(found)).toEqual(['operated', 'stateful', 'worker']);
  });

  it('names the Deployment by the hash where ReplicaSets are forbidden', async () => {
    const found = await fold(rolledOut('cart'), { forbidden: ['replicasets'] });
    expect(found.map(nameOf)).toEqual(['Deployment/cart']);
    expect(found[0].live.pods).toBe(2);
  });

  it('names the Deployment by reference where Deployments are forbidden', async () => {
    const [found] = await fold(rolledOut('cart'), {
      forbidden: ['deployments'],
    });
    expect(nameOf(found)).toBe('Deployment/cart');
    expect(found).toMatchObject({
      rollup: 'partial',
      templateFrom: 'template',
      live: { pods: 2 },
    });
  });

  it('names the Deployment by the hash where both are forbidden', async () => {
    const [found, ...others] = await fold(rolledOut('cart'), {
      forbidden: ['deployments', 'replicasets'],
    });
    expect(nameOf(found)).toBe('Deployment/cart');
    expect(found).toMatchObject({ rollup: 'partial', live: { pods: 2 } });
    expect(others).toEqual([]);
  });

  it('leaves a ReplicaSet as the workload where nothing names its owner', async () => {
    const found = await fold([pod('odd-1', { owner: 'ReplicaSet/odd' })]);
    expect(found.map(nameOf)).toEqual(['ReplicaSet/odd']);
    expect(found[0].rollup).toBe('partial');
  });

  it('knows that pods were not listed', async () => {
    const [found] = await fold(rolledOut('cart'), { forbidden: ['pods'] });
    expect(found).toMatchObject({ liveKnown: false, live: { pods: 0 } });
  });

  it('takes a Deployment without a template or containers', async () => {
    const found = await fold([
      deployment('none', { template: { spec: {} } }),
      raw('apps/v1', 'Deployment', 'odd', {}, { spec: { replicas: '3' } }),
    ]);
    expect(found[0].template?.containers).toEqual([]);
    expect(found[1]).toMatchObject({ replicas: 3, template: undefined });
  });

  it('resolves claim templates to the claims that exist', async () => {
    const claim = (name: string) =>
      raw('v1', 'PersistentVolumeClaim', name, {}, {});
    const [found] = await fold([
      raw(
        'apps/v1',
        'StatefulSet',
        'db',
        {},
        {
          spec: {
            template: template({ app: 'db' }),
            volumeClaimTemplates: [{ metadata: { name: 'data' } }],
          },
        },
      ),
      claim('data-db-0'),
      claim('data-db-1'),
      claim('data-db-backup'),
      claim('other-db-0'),
    ]);
    expect(found.claims).toEqual(['data-db-0', 'data-db-1']);
    expect(classesOf(found)).toContain('stateful');
  });

  describe('live facts', () => {
    const mesh = {
      containers: [container('app'), container('istio-proxy')],
      annotations: { 'sidecar.istio.io/status': '{}' },
    };

    it('attributes injected containers by their mark', async () => {
      const [found] = await fold(rolledOut('cart', { pod: mesh }));
      expect(found.live.injected).toEqual([
        {
          container: expect.objectContaining({ name: 'istio-proxy' }),
          injector: 'istio',
        },
      ]);
    });

    it('does not take a sidecar of the template for an injected one', async () => {
      const [found] = await fold(
        rolledOut('cart', {
          template: template({ app: 'cart' }, mesh.containers),
          pod: mesh,
        }),
      );
      expect(found.live.injected).toEqual([]);
    });

    it('shows a container that nobody admits to', async () => {
      const [found] = await fold(
        rolledOut('cart', {
          pod: { containers: [container('app'), container('extra')] },
        }),
      );
      expect(found.live.injected).toEqual([
        { container: expect.objectContaining({ name: 'extra' }) },
      ]);
    });

    it('does not take the containers of an older revision for injected', async () => {
      const [found] = await fold([
        raw(
          'apps/v1',
          'StatefulSet',
          'db',
          {},
          {
            spec: { template: template({}, [container('new')]) },
            status: { updateRevision: 'db-2' },
          },
        ),
        pod('db-0', {
          owner: 'StatefulSet/db',
          labels: { 'controller-revision-hash': 'db-1' },
          containers: [container('old')],
        }),
      ]);
      expect(found.live.injected).toEqual([]);
    });

    it('dates ephemeral containers by their own start', async () => {
      const [found] = await fold(
        rolledOut('cart', {
          pods: 1,
          pod: {
            spec: { ephemeralContainers: [container('debug')] },
            status: {
              startTime: '2026-01-01T00:00:00Z',
              ephemeralContainerStatuses: [
                {
                  name: 'debug',
                  state: { running: { startedAt: '2026-11-22T10:00:00Z' } },
                },
              ],
            },
          },
        }),
      );
      expect(found.live.ephemeral).toEqual([
        {
          container: expect.objectContaining({ role: 'ephemeral' }),
          startedAt: Date.parse('2026-11-22T10:00:00Z'),
        },
      ]);
    });

    it('names what a LimitRange filled in', async () => {
      const [found] = await fold(
        rolledOut('cart', {
          pod: {
            annotations: {
              'kubernetes.io/limit-ranger':
                'LimitRanger plugin set: cpu, memory request for container app; memory limit for init container setup',
            },
          },
        }),
      );
      expect(found.live.limitRanged).toEqual([
        'app/requests.cpu',
        'app/requests.memory',
        'setup/limits.memory',
      ]);
    });
  });

  describe('what pods run and where', () => {
    const placed = (
      name: string,
      node: string,
      digest: string,
      status: object = {},
    ) =>
      pod(name, {
        owner: 'ReplicaSet/cart-abc12',
        containers: [container('app', { image: 'cart:1' })],
        spec: { nodeName: node },
        status: {
          containerStatuses: [
            {
              name: 'app',
              imageID: `cart@sha256:${digest}`,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
            },
          ],
          ...status,
        },
      });
    const objects = [
      ...rolledOut('cart', { pods: 0 }),
      placed('cart-1', 'node-b', 'old'),
      placed('cart-2', 'node-a', 'new'),
      placed('cart-3', 'node-b', 'new', { conditions: [] }),
      placed('cart-4', 'node-c', 'gone', { phase: 'Failed' }),
    ];
    const seen = {
      nodes: [
        { name: 'node-a', pods: 1, ready: 1 },
        { name: 'node-b', pods: 2, ready: 1 },
      ],
      images: [
        { container: 'app', image: 'cart:1', imageId: 'cart@sha256:new' },
        { container: 'app', image: 'cart:1', imageId: 'cart@sha256:old' },
      ],
      waiting: [{ container: 'app', reason: 'CrashLoopBackOff', pods: 3 }],
    };

    it('is counted over the pods, each combination once', async () => {
      expect((await fold(objects))[0].live).toMatchObject(seen);
    });

    it('does not depend on the order of the pods', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(objects, { minLength: objects.length }),
          async shuffled => {
            expect((await fold(shuffled))[0].live).toMatchObject(seen);
          },
        ),
        { seed: 9, numRuns: 10 },
      );
    });

    it('is forgotten with the pods of a list that starts over', () => {
      const folding = WorkloadFold.create();
      folding.addController(
        KINDS.statefulSets.project(
          raw('apps/v1', 'StatefulSet', 'db', {}, { spec: { template: {} } }),
        ),
        {},
      );
      const owned = {
        ...placed('db-0', 'node-a', 'new'),
        metadata: pod('db-0', { owner: 'StatefulSet/db' }).metadata,
      };
      const addPod = () =>
        folding.addPod(KINDS.pods.project(owned), () => ({}));
      const live = () =>
        folding.finish({
          clusterUid: 'uid',
          now: 0,
          liveNamespaces: undefined,
        })[0].live;
      addPod();
      expect(live()).toMatchObject({ pods: 1, nodes: [{ name: 'node-a' }] });
      folding.resetPods();
      expect(live()).toMatchObject({
        pods: 0,
        nodes: [],
        images: [],
        waiting: [],
        revisions: [],
      });
      addPod();
      expect(live().waiting).toEqual([
        { container: 'app', reason: 'CrashLoopBackOff', pods: 1 },
      ]);
    });
  });

  it('tells why pods cannot be made, by the ReplicaSet that fails', async () => {
    const [deploy, replicaSet] = rolledOut('cart', { pods: 0 });
    const [found] = await fold([
      deploy,
      {
        ...replicaSet,
        status: {
          conditions: [
            {
              type: 'ReplicaFailure',
              status: 'True',
              reason: 'FailedCreate',
              message: 'violates PodSecurity "restricted:latest"',
            },
          ],
        },
      },
    ]);
    expect(found.createFailure).toEqual({
      reason: 'FailedCreate',
      podSecurity: true,
    });
  });

  it('folds to the same whatever the order of the objects', async () => {
    const objects = [
      ...rolledOut('cart', { pods: 3 }),
      ...rolledOut('front', { pods: 2 }),
      service('front', { app: 'front' }),
      pod('db-1', { owner: 'postgresql.cnpg.io/v1/Cluster/db' }),
      pod('db-2', { owner: 'postgresql.cnpg.io/v1/Cluster/db' }),
      pod('lonely'),
    ];
    const expected = await fold(objects);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(objects, { minLength: objects.length }),
        async shuffled => {
          expect(await fold(shuffled)).toEqual(expected);
        },
      ),
      { seed: 8, numRuns: 25 },
    );
  });
});
