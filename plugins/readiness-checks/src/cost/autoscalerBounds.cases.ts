import type { CheckCase } from '../__fixtures__/checkCases';
import {
  node,
  nodePool,
  POOL,
  status,
  textStatus,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { autoscalerBounds as check } from './autoscalerBounds';

const ZONE = 'topology.kubernetes.io/zone';

const inGroup = (name: string, zone: string) =>
  node(name, { 'eks.amazonaws.com/nodegroup': 'web', [ZONE]: zone });

const twoZones = [inGroup('a', 'eu-1a'), inGroup('b', 'eu-1b')];

const web = { name: 'eks-web-0ac9', min: 2, max: 10, target: 2 };
const oneZone = [
  node('a', { 'eks.amazonaws.com/nodegroup': 'web', [ZONE]: 'eu-1a' }),
  node('b', { 'eks.amazonaws.com/nodegroup': 'batch', [ZONE]: 'eu-1b' }),
];

const limited = (used: string, limit = '100') =>
  nodePool('general', { limits: { cpu: limit } }, { resources: { cpu: used } });

const gke = (name: string) =>
  node(name, { 'cloud.google.com/gke-nodepool': 'web' }, `gce://p/z/${name}`);

const autoMode = {
  template: { spec: { nodeClassRef: { group: 'eks.amazonaws.com' } } },
};

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes groups with room, in the newer format of the status',
    objects: [...twoZones, status(yamlStatus([{ ...web, target: 8 }]))],
    state: 'pass',
    codes: ['headroom'],
  },
  {
    it: 'trap 25: passes groups with room, in the older format of the status',
    objects: [...twoZones, status(textStatus([{ ...web, target: 8 }]))],
    state: 'pass',
  },
  {
    it: 'passes a pool with room',
    objects: [limited('80')],
    state: 'pass',
  },
  {
    it: 'passes a pool that is shut by a limit of zero',
    objects: [limited('0', '0')],
    state: 'pass',
  },
  {
    it: 'counts the nodes of a pool that says nothing of itself',
    objects: [
      nodePool('general', { limits: { cpu: '9', nodes: '20' } }),
      node('a', { [POOL]: 'general' }),
      node('b', { [POOL]: 'general' }),
    ],
    state: 'warn',
    codes: ['no-headroom'],
  },
  {
    it: 'warns above 80 %',
    objects: [...twoZones, status(yamlStatus([{ ...web, target: 9 }]))],
    state: 'warn',
    codes: ['no-headroom'],
  },
  {
    it: 'warns of a pool above 80 % of one of its limits',
    objects: [
      nodePool(
        'general',
        { limits: { cpu: '100', memory: '400Gi' } },
        { resources: { cpu: '20', memory: '360Gi' } },
      ),
    ],
    state: 'warn',
    codes: ['no-headroom'],
  },
  {
    it: 'warns of minima below two nodes in production',
    objects: [...twoZones, status(yamlStatus([{ ...web, min: 1 }]))],
    state: 'warn',
    codes: ['minimum-too-small'],
  },
  {
    it: 'warns of minima in one zone of two',
    objects: [
      ...oneZone,
      status(
        yamlStatus([web, { name: 'eks-batch-1', min: 0, max: 10, target: 1 }]),
      ),
    ],
    state: 'warn',
    codes: ['minimum-in-one-zone'],
  },
  {
    it: 'adds up the minima of groups of one zone each',
    objects: [
      ...oneZone,
      status(
        yamlStatus([
          { ...web, min: 1 },
          { name: 'eks-batch-1', min: 1, max: 10, target: 1 },
        ]),
      ),
    ],
    state: 'pass',
  },
  {
    it: 'asks for no minimum outside of production',
    objects: [...twoZones, status(yamlStatus([{ ...web, min: 0 }]))],
    options: { environment: 'staging' },
    state: 'pass',
  },
  {
    it: 'asks for no minimum where nodes are in no group',
    objects: [
      ...twoZones,
      node('fixed'),
      status(yamlStatus([{ ...web, min: 0 }])),
    ],
    state: 'pass',
  },
  {
    it: 'fails from 95 %',
    objects: [
      ...twoZones,
      status(yamlStatus([{ ...web, max: 20, target: 19 }])),
    ],
    state: 'fail',
    codes: ['no-headroom'],
  },
  {
    it: 'fails a pool without limits',
    objects: [nodePool('general')],
    state: 'fail',
    codes: ['no-limits'],
  },
  {
    it: 'fails what was seen although the status is forbidden',
    objects: [nodePool('general')],
    options: { forbidden: ['configmaps'] },
    state: 'fail',
  },
  {
    it: 'does not apply to the pools of EKS Auto Mode',
    objects: [
      nodePool('general-purpose', autoMode),
      nodePool('system', autoMode),
    ],
    state: 'na',
    codes: ['built-in'],
  },
  {
    it: 'judges a pool of Auto Mode that somebody made',
    objects: [nodePool('gpu', autoMode)],
    state: 'fail',
  },
  {
    it: 'does not apply to groups of a fixed size',
    objects: [
      ...twoZones,
      status(yamlStatus([{ ...web, max: 2 }])),
      nodePool('fixed', { replicas: 3 }),
    ],
    options: { environment: 'staging' },
    state: 'na',
    codes: ['fixed-size'],
  },
  {
    it: 'does not apply without an autoscaler',
    objects: [node('a')],
    state: 'na',
    codes: ['no-autoscaler'],
  },
  {
    it: 'trap 25: does not apply to a status that was left behind',
    objects: [
      ...twoZones,
      status(
        yamlStatus([{ ...web, target: 10 }]),
        '2026-03-01 08:00:00.1 +0000 UTC',
      ),
    ],
    state: 'na',
    codes: ['no-autoscaler'],
  },
  {
    it: 'does not apply to Autopilot',
    objects: [node('gk3-shop-1', {}, 'gce://p/z/gk3-shop-1')],
    state: 'na',
    codes: ['autopilot'],
  },
  {
    it: 'does not know of a managed fleet with its status off',
    objects: [gke('a')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not pass the groups it sees where pools are forbidden',
    objects: [...twoZones, status(yamlStatus([web])), nodePool('general')],
    options: { forbidden: ['nodepools'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know a status in neither format',
    objects: [...twoZones, status('hello')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know a group whose size is missing',
    objects: [...twoZones, status(yamlStatus([{ ...web, target: undefined }]))],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know a limit that is no amount',
    objects: [limited('1', 'plenty')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const autoscalerBoundsCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
