import type { CheckCase } from '../__fixtures__/checkCases';
import { container, deployment, podSpec, SHOP } from '../__fixtures__/objects';
import {
  node,
  nodePool,
  status,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { spotCapacity as check } from './spotCapacity';

type Fields = Readonly<Record<string, unknown>>;

const ID = 'backstage.io/kubernetes-id';

const capacity = (...values: readonly string[]) => ({
  template: {
    spec: {
      requirements: [
        { key: 'karpenter.sh/capacity-type', operator: 'In', values },
      ],
    },
  },
});

const ready = (is: boolean) => ({
  conditions: [{ type: 'Ready', status: is ? 'True' : 'False' }],
});

const SAID = { 'readiness.io/interruptible': 'true' };

const asking = (cpu: string) =>
  podSpec({ containers: [container({ resources: { requests: { cpu } } })] });

/** Two replicas. */
const workers = (cpu: string, annotations: Fields = SAID) =>
  deployment(asking(cpu), { name: 'worker', metadata: { annotations } });

const nightly = (cpu: string, template: Fields = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly', namespace: SHOP },
  spec: {
    jobTemplate: {
      spec: {
        template: {
          ...template,
          spec: { ...asking(cpu), restartPolicy: 'OnFailure' },
        },
      },
    },
  },
});

const cloud = [node('a'), node('b')];
const gke = node(
  'a',
  { 'cloud.google.com/gke-nodepool': 'web' },
  'gce://p/z/a',
);

const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'app', namespace: SHOP },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'app' } } },
};

const served = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'app', namespace: SHOP },
  spec: { selector: { app: 'app' } },
};

const three = (object: ReturnType<typeof deployment>) => ({
  ...object,
  spec: { ...(object.spec as Fields), replicas: 3 },
});

const cases: readonly Omit<CheckCase, 'check'>[] = [
  ...(
    [
      ['karpenter.sh/capacity-type', 'spot'],
      ['eks.amazonaws.com/capacityType', 'SPOT'],
      ['cloud.google.com/gke-spot', 'true'],
      ['cloud.google.com/gke-preemptible', 'true'],
      ['kubernetes.azure.com/scalesetpriority', 'spot'],
      ['oci.oraclecloud.com/oke-is-preemptible', 'true'],
      ['node.kubernetes.io/lifecycle', 'spot'],
    ] as const
  ).map(([key, value]) => ({
    it: `passes a node with ${key}=${value}`,
    objects: [...cloud, node('c', { [key]: value })],
    state: 'pass' as const,
    codes: ['spot-capacity'],
  })),
  {
    it: 'passes a node with a label of one’s own',
    objects: [...cloud, node('c', { 'acme.io/capacity': 'cheap' })],
    options: { params: { spotLabels: ['acme.io/capacity=cheap'] } },
    state: 'pass',
  },
  {
    it: 'passes a pool that is Ready and has no nodes right now',
    objects: [...cloud, nodePool('spot', capacity('spot'), ready(true))],
    state: 'pass',
  },
  {
    it: 'passes a ComputeClass that asks for Spot VMs',
    objects: [
      gke,
      {
        apiVersion: 'cloud.google.com/v1',
        kind: 'ComputeClass',
        metadata: { name: 'cheap' },
        spec: { priorities: [{ spot: true }, { machineFamily: 'n4' }] },
      },
    ],
    state: 'pass',
  },
  {
    it: 'passes a node group that is called after spot, at zero nodes',
    objects: [
      ...cloud,
      status(yamlStatus([{ name: 'eks-spot-1', min: 0, max: 10, target: 0 }])),
    ],
    state: 'pass',
  },
  {
    it: 'passes Autopilot',
    objects: [node('gk3-shop-1', {}, 'gce://p/z/gk3-shop-1')],
    state: 'pass',
  },
  {
    it: 'fails declared workloads of 4 cores without spot capacity',
    objects: [...cloud, workers('2')],
    state: 'fail',
    codes: ['no-spot-capacity'],
  },
  {
    it: 'takes the declaration of the entity',
    objects: [
      ...cloud,
      deployment(asking('2'), { metadata: { labels: { [ID]: 'app' } } }),
    ],
    options: {
      entities: [
        { ref: 'component:default/app', annotations: { [ID]: 'app', ...SAID } },
      ],
    },
    state: 'fail',
    codes: ['no-spot-capacity'],
  },
  {
    it: 'does not take a pool for a spot pool that leaves the capacity type out',
    objects: [...cloud, workers('2'), nodePool('general', {}, ready(true))],
    state: 'fail',
  },
  {
    it: 'does not take a pool of on-demand capacity for one',
    objects: [
      ...cloud,
      workers('2'),
      nodePool('general', capacity('on-demand'), ready(true)),
    ],
    state: 'fail',
  },
  {
    it: 'warns of a pool that is not Ready and has no nodes',
    objects: [
      ...cloud,
      workers('2'),
      nodePool('spot', capacity('spot', 'on-demand'), ready(false)),
    ],
    state: 'warn',
    codes: ['spot-pool-not-ready'],
  },
  {
    it: 'only warns by what looks interruptible',
    objects: [...cloud, nightly('5')],
    state: 'warn',
    codes: ['spot-might-pay'],
  },
  {
    it: 'counts replicated services outside of production among it',
    objects: [...cloud, three(deployment(asking('1500m'))), served, budget],
    options: { environment: 'staging' },
    state: 'warn',
    codes: ['spot-might-pay'],
  },
  {
    it: 'does not count them in production',
    objects: [...cloud, three(deployment(asking('1500m'))), served, budget],
    state: 'na',
  },
  {
    it: 'does not count what asks not to be disrupted',
    objects: [
      ...cloud,
      nightly('5', {
        metadata: { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } },
      }),
    ],
    state: 'na',
    codes: ['little-interruptible'],
  },
  {
    it: 'does not count what says that it may not be interrupted',
    objects: [
      ...cloud,
      {
        ...nightly('5'),
        metadata: {
          name: 'nightly',
          namespace: SHOP,
          annotations: { 'readiness.io/interruptible': 'false' },
        },
      },
    ],
    state: 'na',
  },
  {
    it: 'does not apply below 4 cores',
    objects: [...cloud, workers('1900m')],
    state: 'na',
    codes: ['little-interruptible'],
  },
  {
    it: 'does not apply without a cloud',
    objects: [node('a', {}, 'k3s://a'), workers('2')],
    state: 'na',
    codes: ['no-spot-provider'],
  },
  {
    it: 'does not apply to serverless nodes',
    objects: [
      node('f', { 'eks.amazonaws.com/compute-type': 'fargate' }),
      workers('2'),
    ],
    state: 'na',
    codes: ['serverless'],
  },
  {
    it: 'cannot say where nodes are forbidden',
    objects: cloud,
    options: { forbidden: ['nodes'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not fail where pools are forbidden',
    objects: [...cloud, workers('2'), nodePool('spot', capacity('spot'))],
    options: { forbidden: ['nodepools'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not need the workloads where it sees the capacity',
    objects: [node('c', { 'karpenter.sh/capacity-type': 'spot' })],
    options: { forbidden: ['deployments'] },
    state: 'pass',
  },
  {
    it: 'cannot say what is interruptible where workloads are forbidden',
    objects: cloud,
    options: { forbidden: ['deployments'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not fail a managed fleet whose empty pools nobody sees',
    objects: [gke, workers('2')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not fail by a group without nodes that may be spot',
    objects: [
      ...cloud,
      workers('2'),
      status(yamlStatus([{ name: 'eks-batch-1', min: 0, max: 10, target: 0 }])),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const spotCapacityCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
