import { BUILT_IN_KINDS } from '../kinds/builtInKinds';
import type { KubeObject } from '../objects/KubeObject';
import { parseManifests } from '../objects/loadFolder';
import { tableOf } from './tableOf';

const NOW = Date.parse('2026-11-22T17:00:00Z');
const CREATED = 'creationTimestamp: "2026-11-20T16:00:00Z"';

describe('tableOf', () => {
  function row(yaml: string): Record<string, unknown> {
    const [object] = parseManifests(yaml).objects;
    const kind = BUILT_IN_KINDS.find(one => one.kind === object.kind)!;
    const table = tableOf(kind, [object], {
      now: NOW,
      metadata: {},
      rowObject: () => null,
      withColumns: true,
    }) as {
      columnDefinitions: { name: string; priority: number }[];
      rows: { cells: unknown[] }[];
    };
    return Object.fromEntries(
      table.columnDefinitions.map(({ name }, index) => [
        name,
        table.rows[0].cells[index],
      ]),
    );
  }

  it.each<[string, string, object]>([
    [
      'a pod with a sidecar and a restart',
      `
apiVersion: v1
kind: Pod
metadata: {name: web, ${CREATED}}
spec:
  nodeName: n1
  initContainers: [{name: init}, {name: mesh, restartPolicy: Always}]
  containers: [{name: web}, {name: log}]
status:
  phase: Running
  podIP: 10.0.0.1
  initContainerStatuses:
    - {name: init, ready: true, restartCount: 0, state: {terminated: {exitCode: 0}}}
    - {name: mesh, ready: true, started: true, restartCount: 1, state: {running: {}}}
  containerStatuses:
    - {name: web, ready: true, restartCount: 2, state: {running: {}},
       lastState: {terminated: {finishedAt: "2026-11-22T16:00:00Z"}}}
    - {name: log, ready: false, restartCount: 0, state: {waiting: {reason: CrashLoopBackOff}}}`,
      {
        Name: 'web',
        Ready: '2/3',
        Status: 'CrashLoopBackOff',
        Restarts: '3 (60m ago)',
        Age: '2d1h',
        IP: '10.0.0.1',
        Node: 'n1',
        'Nominated Node': '<none>',
        'Readiness Gates': '<none>',
      },
    ],
    [
      'a pod that is being initialised',
      `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {initContainers: [{name: a}, {name: b}], containers: [{name: web}]}
status:
  phase: Pending
  initContainerStatuses:
    - {name: a, state: {terminated: {exitCode: 0}}}
    - {name: b, state: {running: {}}}
  containerStatuses: [{name: web, ready: false, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]`,
      { Ready: '0/1', Status: 'Init:1/2', Age: '<unknown>' },
    ],
    [
      'a pod that has run',
      `
apiVersion: v1
kind: Pod
metadata: {name: job}
spec: {containers: [{name: job}]}
status: {phase: Succeeded, containerStatuses: [{name: job, ready: false, state: {terminated: {reason: Completed}}}]}`,
      { Ready: '0/1', Status: 'Completed', Restarts: '0' },
    ],
    [
      'a Deployment',
      `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [a, b]}]}
  template: {spec: {containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]}}
status: {readyReplicas: 2, updatedReplicas: 3, availableReplicas: 2}`,
      {
        Ready: '2/3',
        'Up-to-date': 3,
        Available: 2,
        Containers: 'web,log',
        Images: 'web:1,log:1',
        Selector: 'app=web,tier in (a,b)',
      },
    ],
    [
      'a CronJob',
      `
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {containers: [{name: n, image: "n:1"}]}}}}}
status: {lastScheduleTime: "2026-11-22T16:55:00Z"}`,
      {
        Schedule: '0 2 * * *',
        Timezone: '<none>',
        Suspend: 'False',
        Active: 0,
        'Last Schedule': '5m',
        Images: 'n:1',
      },
    ],
    [
      'a Job',
      `
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec: {template: {spec: {containers: [{name: n, image: "n:1"}]}}}
status: {succeeded: 1, startTime: "2026-11-22T16:00:00Z", completionTime: "2026-11-22T16:01:35Z", conditions: [{type: Complete, status: "True"}]}`,
      { Status: 'Complete', Completions: '1/1', Duration: '95s' },
    ],
    [
      'a Service',
      `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, clusterIP: 10.0.0.9, ports: [{port: 80, nodePort: 30080}, {port: 53, protocol: UDP}], selector: {app: web}}`,
      {
        Type: 'LoadBalancer',
        'Cluster-IP': '10.0.0.9',
        'External-IP': '<pending>',
        'Port(s)': '80:30080/TCP,53/UDP',
        Selector: 'app=web',
      },
    ],
    [
      'a node',
      `
apiVersion: v1
kind: Node
metadata: {name: n1, labels: {node-role.kubernetes.io/worker: ""}}
spec: {unschedulable: true}
status: {conditions: [{type: Ready, status: "True"}], nodeInfo: {kubeletVersion: v1.36.1}, addresses: [{type: InternalIP, address: 10.1.1.1}]}`,
      {
        Status: 'Ready,SchedulingDisabled',
        Roles: 'worker',
        Version: 'v1.36.1',
        'Internal-IP': '10.1.1.1',
        'External-IP': '<none>',
      },
    ],
    [
      'an autoscaler',
      `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  minReplicas: 2
  maxReplicas: 5
  scaleTargetRef: {kind: Deployment, name: web}
  metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 70}}}]
status: {currentReplicas: 2, currentMetrics: [{type: Resource, resource: {name: cpu, current: {averageUtilization: 41}}}]}`,
      {
        Reference: 'Deployment/web',
        Targets: 'cpu: 41%/70%',
        MinPods: 2,
        MaxPods: 5,
        Replicas: 2,
      },
    ],
    [
      'a volume',
      `
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv}
spec: {capacity: {storage: 5Gi}, accessModes: [ReadWriteOnce], claimRef: {namespace: shop, name: data}}
status: {phase: Bound}`,
      {
        Capacity: '5Gi',
        'Access Modes': 'RWO',
        Status: 'Bound',
        Claim: 'shop/data',
      },
    ],
    [
      'a binding',
      `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, name: emil}, {kind: ServiceAccount, name: ci, namespace: ci}]`,
      {
        Role: 'ClusterRole/cluster-admin',
        Users: 'emil',
        Groups: '',
        ServiceAccounts: 'ci/ci',
      },
    ],
    [
      'a default storage class',
      `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: ebs.csi.aws.com`,
      { Name: 'gp3 (default)', Provisioner: 'ebs.csi.aws.com' },
    ],
  ])('shows %s', (_what, yaml, expected) => {
    expect(row(yaml)).toMatchObject(expected);
  });

  it.each(BUILT_IN_KINDS)('survives a bare $kind of $group', kind => {
    const bare: KubeObject = {
      apiVersion: kind.version,
      kind: kind.kind,
      metadata: { name: 'bare' },
    };
    const table = tableOf(kind, [bare], {
      now: NOW,
      metadata: {},
      rowObject: () => null,
      withColumns: true,
    }) as { columnDefinitions: object[]; rows: { cells: unknown[] }[] };
    expect(table.columnDefinitions).toContainEqual(
      expect.objectContaining({ name: 'Name', format: 'name' }),
    );
    const { cells } = table.rows[0];
    expect(cells).toHaveLength(table.columnDefinitions.length);
    for (const cell of cells) {
      expect(['string', 'number', 'boolean']).toContain(typeof cell);
      expect(String(cell)).not.toContain('[object');
    }
  });
});
