import type { CheckCase } from '../__fixtures__/checkCases';
import { podSpec } from '../__fixtures__/objects';
import { node } from '../nodes/__fixtures__/nodes';
import { placed } from '../nodes/__fixtures__/placed';
import { topologySpread as check } from './topologySpread';

type Fields = Readonly<Record<string, unknown>>;

const ID = 'backstage.io/kubernetes-id';
const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

const inZone = (name: string, zone: string) => node(name, { [ZONE]: zone });

export const threeNodes = [
  inZone('a1', 'eu-1a'),
  inZone('a2', 'eu-1a'),
  inZone('b1', 'eu-1b'),
];
const oneZone = [inZone('a1', 'eu-1a'), inZone('a2', 'eu-1a')];

const OWN = { matchLabels: { app: 'app' } };

const constraint = (topologyKey: string, parts: Fields = {}): Fields => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: OWN,
      ...parts,
    },
  ],
});

const apart = {
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { topologyKey: HOST, labelSelector: OWN },
        },
      ],
    },
  },
};

const spec = (parts: Fields) => ({ spec: podSpec(parts) });

const tier1 = {
  entities: [
    {
      ref: 'component:default/app',
      tier: 1 as const,
      annotations: { [ID]: 'app' },
    },
  ],
};
const matched = { metadata: { labels: { [ID]: 'app' } } };

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes pods in two zones with a constraint',
    objects: [...threeNodes, ...placed(['a1', 'b1'], spec(constraint(ZONE)))],
    state: 'pass',
    codes: ['spread'],
  },
  {
    it: 'passes pods on two nodes of the only zone, kept apart by an anti-affinity',
    objects: [...oneZone, ...placed(['a1', 'a2'], spec(apart))],
    state: 'pass',
  },
  {
    it: 'passes by the label that zones had before',
    objects: [
      node('a1', { 'failure-domain.beta.kubernetes.io/zone': 'eu-1a' }),
      node('b1', { 'failure-domain.beta.kubernetes.io/zone': 'eu-1b' }),
      ...placed(['a1', 'b1'], spec(constraint(ZONE))),
    ],
    state: 'pass',
  },
  {
    it: 'does not count a zone that is reserved by a taint',
    objects: [
      ...oneZone,
      {
        ...inZone('gpu', 'eu-1b'),
        spec: {
          providerID: 'aws:///eu-1b/gpu',
          taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }],
        },
      },
      ...placed(['a1', 'a2'], spec(constraint(HOST))),
    ],
    state: 'pass',
  },
  {
    it: 'warns of a spread by luck',
    objects: [...threeNodes, ...placed(['a1', 'b1'])],
    state: 'warn',
    codes: ['spread-by-luck'],
  },
  {
    it: 'warns of a constraint that selects other pods',
    objects: [
      ...threeNodes,
      ...placed(
        ['a1', 'b1'],
        spec(
          constraint(ZONE, { labelSelector: { matchLabels: { app: 'old' } } }),
        ),
      ),
    ],
    state: 'warn',
    codes: ['constraint-selects-others'],
  },
  {
    it: 'warns of a constraint without a selector, which selects nothing',
    objects: [
      ...threeNodes,
      ...placed(
        ['a1', 'b1'],
        spec(constraint(ZONE, { labelSelector: undefined })),
      ),
    ],
    state: 'warn',
    codes: ['constraint-selects-others'],
  },
  {
    it: 'warns of one zone now that ScheduleAnyway admits',
    objects: [
      ...threeNodes,
      ...placed(['a1', 'a2'], { ...spec(constraint(ZONE)) }),
    ],
    state: 'warn',
    codes: ['one-zone'],
  },
  {
    it: 'fails one zone of several on tier 1 in production',
    objects: [
      ...threeNodes,
      ...placed(['a1', 'a2'], { ...matched, ...spec(constraint(ZONE)) }),
    ],
    options: tier1,
    state: 'fail',
    codes: ['one-zone'],
  },
  {
    it: 'only warns of it on tier 1 elsewhere',
    objects: [...threeNodes, ...placed(['a1', 'a2'], matched)],
    options: { ...tier1, environment: 'staging' },
    state: 'warn',
    codes: ['one-zone'],
  },
  {
    it: 'fails all pods on one node, whatever the constraint',
    objects: [...threeNodes, ...placed(['a1', 'a1'], spec(constraint(HOST)))],
    state: 'fail',
    codes: ['one-node'],
  },
  {
    it: 'fails it in a cluster of one zone as well',
    objects: [...oneZone, ...placed(['a1', 'a1'])],
    state: 'fail',
    codes: ['one-node'],
  },
  {
    it: 'does not apply to one replica',
    objects: [...threeNodes, ...placed(['a1'])],
    state: 'na',
    codes: ['one-replica'],
  },
  {
    it: 'does not apply to a cluster of one node',
    objects: [node('a1'), ...placed(['a1', 'a1'])],
    state: 'na',
    codes: ['single-node'],
  },
  {
    it: 'cannot say where nodes are forbidden',
    objects: [...threeNodes, ...placed(['a1', 'b1'])],
    options: { forbidden: ['nodes'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say while fewer than two pods run',
    objects: [...threeNodes, ...placed(['a1'], { replicas: 3 })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot say by nodes without a zone beside others that have one',
    objects: [
      ...threeNodes,
      node('c1'),
      node('c2'),
      ...placed(['c1', 'c2'], spec(constraint(HOST))),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const topologySpreadCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
