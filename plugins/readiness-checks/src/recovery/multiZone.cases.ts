import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, podSpec } from '../__fixtures__/objects';
import {
  node,
  nodePool,
  POOL,
  status,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { multiZone as check } from './multiZone';

type Labels = Readonly<Record<string, string>>;

const ID = 'backstage.io/kubernetes-id';
const ZONE = 'topology.kubernetes.io/zone';
const MASTER = { 'node-role.kubernetes.io/control-plane': '' };

const at = (zone: string, name: string, labels: Labels = {}, cpu = '4') =>
  node(name, { [ZONE]: zone, ...labels }, `aws:///${zone}/${name}`, cpu);

const tainted = (key: string, object: ReturnType<typeof node>) => ({
  ...object,
  spec: { ...object.spec, taints: [{ key, effect: 'NoSchedule' }] },
});

const app = deployment(podSpec(), { metadata: { labels: { [ID]: 'app' } } });

const tier = (value: 1 | 2 | 3) => ({
  entities: [
    { ref: 'component:default/app', tier: value, annotations: { [ID]: 'app' } },
  ],
});

const balanced = [at('eu-1a', 'a'), at('eu-1b', 'b'), at('eu-1c', 'c')];
const allInOne = [at('eu-1a', 'a1'), at('eu-1a', 'a2')];

const masters = (...zones: readonly string[]) =>
  zones.map((zone, index) =>
    tainted(
      'node-role.kubernetes.io/control-plane',
      at(zone, `m${index}`, MASTER),
    ),
  );

const zonal = (value: string) => ({
  template: {
    spec: { requirements: [{ key: ZONE, operator: 'In', values: [value] }] },
  },
});

const group = (zone: string, name: string, nodegroup: string) =>
  at(zone, name, { 'eks.amazonaws.com/nodegroup': nodegroup });

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes nodes that span zones',
    objects: [...balanced],
    state: 'pass',
    codes: ['zones'],
  },
  {
    it: 'passes a pool of Karpenter that may take any zone',
    objects: [
      ...balanced.slice(0, 2),
      at('eu-1c', 'c', { [POOL]: 'general' }),
      nodePool('general'),
    ],
    state: 'pass',
  },
  {
    it: 'passes a control plane of three in three zones',
    objects: [...balanced, ...masters('eu-1a', 'eu-1b', 'eu-1c')],
    state: 'pass',
  },
  {
    it: 'weighs zones by their CPU',
    objects: [
      at('eu-1a', 'a1'),
      at('eu-1a', 'a2'),
      at('eu-1a', 'a3'),
      at('eu-1b', 'b', {}, '12'),
    ],
    state: 'pass',
  },
  {
    it: 'warns of zones that are skewed',
    objects: [
      at('eu-1a', 'a1'),
      at('eu-1a', 'a2'),
      at('eu-1a', 'a3'),
      at('eu-1a', 'a4'),
      at('eu-1b', 'b'),
    ],
    state: 'warn',
    codes: ['skewed-zones'],
  },
  {
    it: 'warns of a zone in which no pool can grow',
    objects: [
      at('eu-1a', 'a', { [POOL]: 'general' }),
      at('eu-1b', 'b'),
      nodePool('general', zonal('eu-1a')),
    ],
    state: 'warn',
    codes: ['zone-without-group'],
  },
  {
    it: 'warns of a zone without a group where groups are of one zone each',
    objects: [
      group('eu-1a', 'a1', 'web'),
      group('eu-1a', 'a2', 'web'),
      at('eu-1b', 'b1'),
      at('eu-1b', 'b2'),
      status(yamlStatus([{ name: 'eks-web-1', min: 1, max: 9, target: 2 }])),
    ],
    state: 'warn',
    codes: ['zone-without-group'],
  },
  {
    it: 'does not suspect a group that spans zones to leave one out',
    objects: [
      group('eu-1a', 'a1', 'web'),
      group('eu-1b', 'b1', 'web'),
      at('eu-1c', 'c1'),
      status(yamlStatus([{ name: 'eks-web-1', min: 1, max: 9, target: 2 }])),
    ],
    state: 'pass',
  },
  {
    it: 'warns of a control plane of two',
    objects: [...balanced, ...masters('eu-1a', 'eu-1b')],
    state: 'warn',
    codes: ['control-plane-members'],
  },
  {
    it: 'warns of a control plane in one zone',
    objects: [...balanced, ...masters('eu-1a', 'eu-1a', 'eu-1a')],
    state: 'warn',
    codes: ['control-plane-in-one-zone'],
  },
  {
    it: 'fails one zone',
    objects: [...allInOne],
    state: 'fail',
    codes: ['one-zone'],
  },
  {
    it: 'fails one zone for workers, wherever the control plane is',
    objects: [...allInOne, ...masters('eu-1a', 'eu-1b', 'eu-1c')],
    state: 'fail',
    codes: ['one-zone'],
  },
  {
    it: 'does not count a zone that holds GPU nodes only',
    objects: [...allInOne, tainted('nvidia.com/gpu', at('eu-1b', 'gpu'))],
    state: 'fail',
    codes: ['one-zone'],
  },
  {
    it: 'does not count a zone whose nodes are not Ready',
    objects: [
      ...allInOne,
      {
        ...at('eu-1b', 'b'),
        status: { conditions: [{ type: 'Ready', status: 'False' }] },
      },
    ],
    state: 'fail',
  },
  {
    it: 'does not apply without a service of tier 1',
    objects: [...allInOne],
    options: tier(2),
    state: 'na',
    codes: ['no-tier-1'],
  },
  {
    it: 'does not apply outside of production',
    objects: [...allInOne],
    options: { ...tier(1), environment: 'staging' },
    state: 'na',
    codes: ['not-production'],
  },
  {
    it: 'does not apply to nodes without zones outside of a cloud',
    objects: [node('a', {}, 'k3s://a'), node('b', {}, 'k3s://b')],
    state: 'na',
    codes: ['no-zones'],
  },
  {
    it: 'does not apply to serverless nodes',
    objects: [node('f', { 'eks.amazonaws.com/compute-type': 'fargate' })],
    state: 'na',
    codes: ['serverless'],
  },
  {
    it: 'cannot say of nodes in a cloud that name no zone',
    objects: [...balanced, node('x')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot say of nodes without a zone beside others',
    objects: [...balanced, node('x', {}, 'k3s://x')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot say where nodes are forbidden',
    objects: [...balanced],
    options: { ...tier(1), forbidden: ['nodes'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not pass where pools are forbidden',
    objects: [...balanced, nodePool('general')],
    options: { ...tier(1), forbidden: ['nodepools'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say whom it is for where workloads are forbidden',
    objects: [...balanced],
    options: { ...tier(1), forbidden: ['deployments'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say while no node is Ready',
    objects: [],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const multiZoneCases: readonly CheckCase[] = cases.map(one => ({
  check,
  options: tier(1),
  ...one,
  objects: [app, ...one.objects],
}));
