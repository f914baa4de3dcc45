import type { CheckCase } from '../__fixtures__/checkCases';
import { container, podSpec } from '../__fixtures__/objects';
import { node, nodePool } from '../nodes/__fixtures__/nodes';
import { placed } from '../nodes/__fixtures__/placed';
import { spotPlacement as check } from './spotPlacement';

const ID = 'backstage.io/kubernetes-id';
const SPOT = { 'karpenter.sh/capacity-type': 'spot' };
const DECLARED = { 'readiness.io/interruptible': 'true' };

export const nodes = [node('spot-1', SPOT), node('safe-1'), node('safe-2')];

const matched = (annotations: Readonly<Record<string, string>> = {}) => ({
  metadata: { labels: { [ID]: 'app' }, annotations },
});

const options = (annotations: Readonly<Record<string, string>> = {}) => ({
  entities: [
    {
      ref: 'component:default/app',
      tier: 2 as const,
      annotations: { [ID]: 'app', ...annotations },
    },
  ],
});

const runner = podSpec({
  containers: [container({ image: 'ghcr.io/actions/actions-runner:2.330.0' })],
});

const spotPool = (ready: string) =>
  nodePool(
    'spot',
    {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws' },
          requirements: [
            {
              key: 'karpenter.sh/capacity-type',
              operator: 'In',
              values: ['spot'],
            },
          ],
        },
      },
    },
    { conditions: [{ type: 'Ready', status: ready }] },
  );

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes with a third of the CPU on spot',
    objects: [
      ...nodes,
      ...placed(['spot-1', 'safe-1', 'safe-2'], matched(DECLARED)),
    ],
    options: options(),
    state: 'pass',
    codes: ['on-spot'],
  },
  {
    it: 'warns below the share',
    objects: [
      ...nodes,
      ...placed(['spot-1', 'safe-1', 'safe-2', 'safe-1'], matched(DECLARED)),
    ],
    options: options(),
    state: 'warn',
    codes: ['little-on-spot'],
  },
  {
    it: 'fails what is declared and runs on none',
    objects: [...nodes, ...placed(['safe-1', 'safe-2'], matched(DECLARED))],
    options: options(),
    state: 'fail',
    codes: ['none-on-spot'],
  },
  {
    it: 'takes the declaration of the entity for all of it',
    objects: [...nodes, ...placed(['safe-1'], matched())],
    options: options(DECLARED),
    state: 'fail',
  },
  {
    it: 'only warns of what looks interruptible',
    objects: [...nodes, ...placed(['safe-1'], { ...matched(), spec: runner })],
    options: options(),
    state: 'warn',
    codes: ['none-on-spot'],
  },
  {
    it: 'believes the owner who says that it may not be interrupted',
    objects: [
      ...nodes,
      ...placed(['safe-1'], {
        ...matched({ 'readiness.io/interruptible': 'false' }),
        spec: runner,
      }),
    ],
    options: options(),
    state: 'na',
    codes: ['nothing-interruptible'],
  },
  {
    it: 'has nothing to say of an ordinary service',
    objects: [...nodes, ...placed(['safe-1', 'safe-2'], matched())],
    options: options(),
    state: 'na',
    codes: ['nothing-interruptible'],
  },
  {
    it: 'does not ask for what the cluster does not have',
    objects: [node('safe-1'), ...placed(['safe-1'], matched(DECLARED))],
    options: options(),
    state: 'na',
    codes: ['no-spot-capacity'],
  },
  {
    it: 'counts a pool that is Ready and has no node as capacity',
    objects: [
      node('safe-1'),
      spotPool('True'),
      ...placed(['safe-1'], matched(DECLARED)),
    ],
    options: options(),
    state: 'fail',
  },
  {
    it: 'does not count a pool that is not Ready',
    objects: [
      node('safe-1'),
      spotPool('False'),
      ...placed(['safe-1'], matched(DECLARED)),
    ],
    options: options(),
    state: 'na',
  },
  {
    it: 'says nothing of what runs nowhere now',
    objects: [...nodes, ...placed([], matched(DECLARED))],
    options: options(),
    state: 'na',
    codes: ['nothing-runs'],
  },
  {
    it: 'does not guess where a node that was not read belongs',
    objects: [...nodes, ...placed(['new-1', 'safe-1'], matched(DECLARED))],
    options: options(),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot tell without the nodes',
    objects: [...nodes, ...placed(['safe-1'], matched(DECLARED))],
    options: { ...options(), sources: { nodes: { state: 'forbidden' } } },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const spotPlacementCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
