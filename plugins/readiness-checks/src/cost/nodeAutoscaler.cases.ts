import type { CheckCase } from '../__fixtures__/checkCases';
import {
  node,
  nodePool,
  POOL,
  status,
  textStatus,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { nodeAutoscaler as check } from './nodeAutoscaler';

const WEB = 'eks-web-0ac9-11ee';
const eksNode = (name: string) =>
  node(name, { 'eks.amazonaws.com/nodegroup': 'web' });
const elastic = { name: WEB, min: 1, max: 5, target: 2 };
const plain = [node('a'), node('b')];
const gke = (name: string, pool = 'default') =>
  node(name, { 'cloud.google.com/gke-nodepool': pool }, `gce://p/z/${name}`);

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'trap 24: passes nodes of a Karpenter pool without any Deployment',
    objects: [nodePool('general'), node('a', { [POOL]: 'general' }), node('b')],
    state: 'pass',
    codes: ['autoscaled'],
  },
  {
    it: 'passes groups of the cluster-autoscaler in the newer format',
    objects: [eksNode('a'), eksNode('b'), status(yamlStatus([elastic]))],
    state: 'pass',
  },
  {
    it: 'passes groups of the cluster-autoscaler in the older format',
    objects: [eksNode('a'), eksNode('b'), status(textStatus([elastic]))],
    state: 'pass',
  },
  {
    it: 'passes by the size of groups whose nodes cannot be told',
    objects: [
      ...plain,
      status(yamlStatus([{ name: 'asg-1', min: 1, max: 5, target: 2 }])),
    ],
    state: 'pass',
  },
  {
    it: 'trap 24: passes Autopilot',
    objects: [
      node('gk3-shop-pool-1', {}, 'gce://p/z/gk3-shop-pool-1'),
      node('gk3-shop-pool-2', {}, 'gce://p/z/gk3-shop-pool-2'),
    ],
    state: 'pass',
  },
  {
    it: 'trap 24: passes pools that GKE provisions by itself',
    objects: [gke('a', 'nap-e2-1'), gke('b', 'nap-e2-1')],
    state: 'pass',
  },
  {
    it: 'weighs nodes by their CPU, not by their number',
    objects: [
      nodePool('general'),
      node('big', { [POOL]: 'general' }, undefined, '64'),
      node('a'),
      node('b'),
    ],
    state: 'pass',
  },
  {
    it: 'warns of a minority',
    objects: [
      nodePool('general'),
      node('a', { [POOL]: 'general' }),
      node('b'),
      node('c'),
    ],
    state: 'warn',
    codes: ['minority'],
  },
  {
    it: 'warns of groups without room',
    objects: [
      eksNode('a'),
      status(yamlStatus([{ ...elastic, min: 2, max: 2 }])),
    ],
    state: 'warn',
    codes: ['fixed-size'],
  },
  {
    it: 'warns of a Karpenter pool with a fixed number of nodes',
    objects: [
      nodePool('fixed', { replicas: 3 }),
      node('a', { [POOL]: 'fixed' }),
    ],
    state: 'warn',
    codes: ['fixed-size'],
  },
  {
    it: 'warns where an autoscaler shows, but not what it manages',
    objects: [
      ...plain,
      {
        apiVersion: 'autoscaling.openshift.io/v1',
        kind: 'ClusterAutoscaler',
        metadata: { name: 'default' },
      },
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'warns where the operator declares one that cannot be seen',
    objects: [gke('a'), gke('b')],
    options: { params: { managedAutoscaler: 'present' } },
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'fails cloud nodes without an autoscaler',
    objects: plain,
    state: 'fail',
    codes: ['none'],
  },
  {
    it: 'fails a managed fleet once it is declared to have none',
    objects: [gke('a'), gke('b')],
    options: { params: { managedAutoscaler: 'none' } },
    state: 'fail',
    codes: ['none'],
  },
  {
    it: 'fails two drivers on the same nodes',
    objects: [
      nodePool('general'),
      node('a', {
        [POOL]: 'general',
        'eks.amazonaws.com/nodegroup': 'web',
      }),
      status(yamlStatus([elastic])),
    ],
    state: 'fail',
    codes: ['two-drivers'],
  },
  {
    it: 'passes two drivers on nodes of their own',
    objects: [
      nodePool('general'),
      node('a', { [POOL]: 'general' }),
      eksNode('b'),
      status(yamlStatus([elastic])),
    ],
    state: 'pass',
  },
  {
    it: 'trap 25: fails a status that was left behind',
    objects: [
      ...plain,
      status(yamlStatus([elastic]), '2026-03-01 08:00:00.1 +0000 UTC'),
    ],
    state: 'fail',
    codes: ['left-behind'],
  },
  {
    it: 'does not apply without a cloud',
    objects: [node('a', {}, 'k3s://a'), node('b', {}, 'vsphere://4213')],
    state: 'na',
    codes: ['not-cloud'],
  },
  {
    it: 'does not apply to a single node at the edge',
    objects: [node('a', {}, 'k3s://a')],
    state: 'na',
    codes: ['single-node'],
  },
  {
    it: 'trap 24: does not apply to serverless nodes',
    objects: [node('f', { 'eks.amazonaws.com/compute-type': 'fargate' })],
    state: 'na',
    codes: ['serverless'],
  },
  {
    it: 'does not apply to a fleet that is declared fixed',
    objects: plain,
    options: { params: { fixedFleet: true } },
    state: 'na',
    codes: ['fixed-fleet'],
  },
  {
    it: 'does not know where nodes are forbidden',
    objects: plain,
    options: { forbidden: ['nodes'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'trap 24: does not know of a managed fleet with its status off',
    objects: [gke('a'), gke('b')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'trap 24: does not know of machines of Cluster API, whose autoscaler runs elsewhere',
    objects: plain.map(one => ({
      ...one,
      metadata: {
        ...one.metadata,
        annotations: { 'cluster.x-k8s.io/cluster-name': 'prod' },
      },
    })),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not fail where the status is forbidden',
    objects: [...plain, status(yamlStatus([elastic]))],
    options: { forbidden: ['configmaps'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not warn of a minority where the rest is forbidden',
    objects: [
      nodePool('general'),
      node('a', { [POOL]: 'general' }),
      node('b'),
      node('c'),
      status(yamlStatus([elastic])),
    ],
    options: { forbidden: ['configmaps'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'passes by the labels of nodes where pools are forbidden',
    objects: [nodePool('general'), node('a', { [POOL]: 'general' })],
    options: { forbidden: ['nodepools'] },
    state: 'pass',
  },
  {
    it: 'does not know a status in neither format',
    objects: [...plain, status('hello')],
    state: 'unknown',
  },
  {
    it: 'does not know a cluster without nodes',
    objects: [],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const nodeAutoscalerCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
