import { at } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import { parseManifests } from '../objects/loadFolder';
import { deriveObjects } from './deriveObjects';

const STARTED = Date.parse('2026-11-22T17:00:00Z');

function derive(yaml: string): readonly KubeObject[] {
  const objects = parseManifests(yaml).objects.map(object => ({
    ...object,
    metadata: { uid: `uid-${object.metadata.name}`, ...object.metadata },
  }));
  return deriveObjects(objects, {
    cluster: 'test',
    startedAt: STARTED,
    modifiedAt: () => undefined,
  });
}
const ofKind = (objects: readonly KubeObject[], kind: string) =>
  objects.filter(object => object.kind === kind);

const NODES = `
apiVersion: v1
kind: Node
metadata: {name: n1}
---
apiVersion: v1
kind: Node
metadata: {name: n2}
---`;
const TEMPLATE =
  'template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: "a:1", resources: {limits: {cpu: "1"}}}]}}';
const deployment = (extra = '', annotations = '{}') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: shop, annotations: ${annotations}}
spec: {${extra} selector: {matchLabels: {app: a}}, ${TEMPLATE}}`;

describe('deriveObjects', () => {
  it('makes a ReplicaSet and ready pods of a Deployment', () => {
    const objects = derive(NODES + deployment('replicas: 3,'));
    const [replicaSet] = ofKind(objects, 'ReplicaSet');
    const pods = ofKind(objects, 'Pod');
    expect(replicaSet.metadata.ownerReferences).toMatchObject([
      { kind: 'Deployment', name: 'a', uid: 'uid-a', controller: true },
    ]);
    expect(pods).toHaveLength(3);
    expect(new Set(pods.map(pod => pod.metadata.name)).size).toBe(3);
    expect(new Set(pods.map(pod => at(pod, 'spec', 'nodeName'))).size).toBe(2);
    for (const pod of pods) {
      expect(pod.metadata.ownerReferences).toMatchObject([
        { kind: 'ReplicaSet', uid: replicaSet.metadata.uid },
      ]);
    }
    expect(ofKind(objects, 'Deployment')[0]).toMatchObject({
      spec: { replicas: 3, template: { spec: { restartPolicy: 'Always' } } },
      status: { readyReplicas: 3 },
    });
  });

  it('lets requests follow limits on pods, not on templates', () => {
    const objects = derive(deployment());
    const resources = (object: KubeObject, ...path: string[]) =>
      at((at(object, ...path, 'containers') as object[])[0], 'resources');
    expect(resources(ofKind(objects, 'Pod')[0], 'spec')).toEqual({
      limits: { cpu: '1' },
      requests: { cpu: '1' },
    });
    expect(
      resources(ofKind(objects, 'Deployment')[0], 'spec', 'template', 'spec'),
    ).toEqual({ limits: { cpu: '1' } });
  });

  it('takes the minimum of an autoscaler for omitted replicas', () => {
    const objects = derive(`${deployment()}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a, namespace: shop}
spec: {minReplicas: 4, scaleTargetRef: {kind: Deployment, name: a}}`);
    expect(ofKind(objects, 'Pod')).toHaveLength(4);
  });

  it('fills in what a LimitRange defaults and says so on the pod', () => {
    const objects = derive(`${deployment()}
---
apiVersion: v1
kind: LimitRange
metadata: {name: l, namespace: shop}
spec: {limits: [{type: Container, default: {cpu: 500m, memory: 256Mi}, defaultRequest: {cpu: 100m}}]}`);
    const [pod] = ofKind(objects, 'Pod');
    expect(pod.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger':
        'LimitRanger plugin set: memory request for container a; memory limit for container a',
    });
    expect(at(pod, 'spec', 'containers')).toMatchObject([
      {
        resources: {
          requests: { cpu: '1', memory: '256Mi' },
          limits: { cpu: '1', memory: '256Mi' },
        },
      },
    ]);
  });

  it('injects a sidecar into live pods only and hides how it was told to', () => {
    const objects = derive(
      deployment('', '{sample.readiness.io/inject: istio, keep: me}'),
    );
    const [pod] = ofKind(objects, 'Pod');
    const [controller] = ofKind(objects, 'Deployment');
    expect(at(pod, 'spec', 'containers')).toMatchObject([
      { name: 'a' },
      { name: 'istio-proxy' },
    ]);
    expect(pod.metadata.annotations).toHaveProperty([
      'sidecar.istio.io/status',
    ]);
    expect(
      at(controller, 'spec', 'template', 'spec', 'containers'),
    ).toHaveLength(1);
    expect(controller.metadata.annotations).toEqual({ keep: 'me' });
  });

  it('leaves pods unready where told so', () => {
    const objects = derive(
      deployment('replicas: 2,', '{sample.readiness.io/ready: "1"}'),
    );
    expect(ofKind(objects, 'Deployment')[0].status).toMatchObject({
      replicas: 2,
      readyReplicas: 1,
    });
  });

  it('makes pods, claims and volumes of a StatefulSet', () => {
    const objects = derive(`
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: a}}
  ${TEMPLATE}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 5Gi}}}}]`);
    const claims = ofKind(objects, 'PersistentVolumeClaim');
    expect(claims.map(claim => claim.metadata.name)).toEqual([
      'data-db-0',
      'data-db-1',
    ]);
    expect(claims[0]).toMatchObject({ status: { phase: 'Bound' } });
    expect(ofKind(objects, 'PersistentVolume')).toHaveLength(2);
    expect(at(ofKind(objects, 'Pod')[0], 'spec', 'volumes')).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
    ]);
  });

  it('runs a DaemonSet on every node', () => {
    const objects = derive(`${NODES}
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: shop}
spec: {selector: {matchLabels: {app: a}}, ${TEMPLATE}}`);
    const pods = ofKind(objects, 'Pod');
    expect(pods.map(pod => at(pod, 'spec', 'nodeName'))).toEqual(['n1', 'n2']);
  });

  it('shows the last run of a CronJob, unless it is suspended', () => {
    const cronJob = (suspend: boolean) => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly, namespace: shop}
spec: {schedule: "0 2 * * *", suspend: ${suspend}, jobTemplate: {spec: {${TEMPLATE}}}}`;
    const objects = derive(cronJob(false));
    expect(ofKind(objects, 'Job')[0]).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'CronJob', name: 'nightly' }] },
      status: { succeeded: 1 },
    });
    expect(ofKind(objects, 'Pod')[0]).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'Job' }] },
      status: { phase: 'Succeeded' },
    });
    expect(ofKind(derive(cronJob(true)), 'Job')).toEqual([]);
  });

  it('lets a CNPG cluster own its pods and claims', () => {
    const objects = derive(`
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: pg, namespace: shop}
spec: {instances: 2, storage: {size: 10Gi}, inheritedMetadata: {labels: {team: a}}}`);
    const pods = ofKind(objects, 'Pod');
    expect(pods).toHaveLength(2);
    expect(pods[0].metadata).toMatchObject({
      name: 'pg-1',
      labels: { 'cnpg.io/cluster': 'pg', team: 'a' },
      ownerReferences: [
        { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'pg' },
      ],
    });
    expect(ofKind(objects, 'PersistentVolumeClaim')).toHaveLength(2);
    expect(ofKind(objects, 'Service')).toHaveLength(2);
  });

  it('adds nothing to a workload whose dependents are given', () => {
    const objects = derive(`${deployment('replicas: 3,')}
---
apiVersion: v1
kind: Pod
metadata: {name: own, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: a, uid: uid-a}]}`);
    expect(ofKind(objects, 'Pod')).toHaveLength(1);
    expect(ofKind(objects, 'ReplicaSet')).toEqual([]);
  });

  it.each([
    ['no containers', 'spec: {replicas: 2, template: {spec: {}}}'],
    ['a template of text', 'spec: {template: nonsense}'],
    ['no spec', ''],
    ['numbers as text', 'spec: {replicas: "two"}'],
  ])('survives a Deployment with %s', (_what, spec) => {
    const objects = derive(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: odd, namespace: shop}
${spec}`);
    expect(ofKind(objects, 'Deployment')).toHaveLength(1);
    expect(ofKind(objects, 'Pod')).toEqual([]);
  });

  it('leaves what did not change the same object', () => {
    const objects = parseManifests(deployment()).objects;
    const options = {
      cluster: 'test',
      startedAt: STARTED,
      modifiedAt: () => undefined,
    };
    const memo = new WeakMap();
    const first = deriveObjects(objects, options, memo);
    expect(deriveObjects(objects, options, memo)).toEqual(first);
    expect(deriveObjects(objects, options, memo)[0]).toBe(first[0]);
    const [node] = parseManifests(NODES).objects;
    const moved = deriveObjects([...objects, node], options, memo);
    expect(at(ofKind(moved, 'Pod')[0], 'spec', 'nodeName')).toBe('n1');
    const later = { ...options, modifiedAt: () => STARTED + 60_000 };
    expect(deriveObjects(objects, later, memo)).not.toEqual(first);
  });
});
