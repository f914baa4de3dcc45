import type { CheckCase } from '../__fixtures__/checkCases';
import {
  daemonSet,
  deployment,
  livePod,
  podSpec,
  SHOP,
} from '../__fixtures__/objects';
import {
  node,
  nodePool,
  POOL,
  status,
  textStatus,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { autoscalerHealthy as check } from './autoscalerHealthy';

/** The clock of the tests stands at 17:00. */
const at = (clock: string) => `2026-11-22 ${clock}.123456789 +0000 UTC`;

const web = { name: 'eks-web-0ac9', min: 2, max: 10, target: 2 };
const nodes = [node('a'), node('b')];
const yaml = yamlStatus([web]);
const text = textStatus([web]);

const written = (content: string, clock = '16:59:30') => [
  ...nodes,
  status(content, at(clock)),
];

const backoff = `${yaml}
  scaleUp:
    status: Backoff
    backoffInfo:
      errorCode: QUOTA_EXCEEDED
      errorMessage: the quota of account 123 is used up
`;

const condition = (
  type: string,
  value: string,
  since = '2026-11-22T12:00:00Z',
) => ({ type, status: value, reason: 'Because', lastTransitionTime: since });

const pool = (...conditions: readonly object[]) =>
  nodePool('general', { limits: { cpu: '100' } }, { conditions });
const ready = condition('Ready', 'True');
const readyPool = pool(ready, condition('NodeRegistrationHealthy', 'True'));

const claim = (
  since: string,
  metadata: object = {},
  last: object = condition('Registered', 'Unknown', since),
) => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodeClaim',
  metadata: {
    name: 'general-x7',
    creationTimestamp: '2026-11-22T12:00:00Z',
    labels: { [POOL]: 'general' },
    ...metadata,
  },
  status: { conditions: [condition('Launched', 'True'), last] },
});

/** A Deployment with a pod that no node takes. */
function pending(since: string, reason = 'Unschedulable') {
  const [revision, pod] = livePod(podSpec());
  return [
    deployment(),
    revision,
    {
      ...pod,
      status: {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason,
            lastTransitionTime: since,
          },
        ],
      },
    },
  ];
}

const agentPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'agent-1',
    namespace: SHOP,
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        name: 'agent',
        controller: true,
      },
    ],
  },
  spec: podSpec(),
  status: {
    phase: 'Pending',
    conditions: [condition('PodScheduled', 'False')].map(one => ({
      ...one,
      reason: 'Unschedulable',
    })),
  },
};

const gke = node(
  'a',
  { 'cloud.google.com/gke-nodepool': 'web' },
  'gce://p/z/a',
);

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'trap 25: passes a fresh status of the newer format',
    objects: written(yaml),
    state: 'pass',
    codes: ['healthy'],
  },
  {
    it: 'trap 25: passes a fresh status of the older format',
    objects: written(text),
    state: 'pass',
  },
  {
    it: 'trap 25: reads the monotonic suffix of the time',
    objects: [...nodes, status(yaml, `${at('16:59:30')} m=+2030.02`)],
    state: 'pass',
  },
  {
    it: 'passes NodePools that are Ready',
    objects: [...nodes, readyPool],
    state: 'pass',
  },
  {
    it: 'passes a claim that is younger than 15 minutes',
    objects: [readyPool, ...nodes, claim('2026-11-22T16:50:00Z')],
    state: 'pass',
  },
  {
    it: 'passes a claim that goes away',
    objects: [
      readyPool,
      ...nodes,
      claim('2026-11-22T12:00:00Z', {
        deletionTimestamp: '2026-11-22T16:00:00Z',
      }),
    ],
    state: 'pass',
  },
  {
    it: 'passes pods that have waited for less than 15 minutes',
    objects: [...written(yaml), ...pending('2026-11-22T16:50:00Z')],
    state: 'pass',
  },
  {
    it: 'passes pods that wait on purpose',
    objects: [
      ...written(yaml),
      ...pending('2026-11-22T12:00:00Z', 'SchedulingGated'),
    ],
    state: 'pass',
  },
  {
    it: 'passes pods of a DaemonSet that wait: no autoscaler adds nodes for them',
    objects: [
      ...written(yaml),
      daemonSet(podSpec(), { name: 'agent', namespace: SHOP }),
      agentPod,
    ],
    state: 'pass',
  },
  {
    it: 'passes pods that wait while every group is at its maximum, which bounds judges',
    objects: [
      ...written(yamlStatus([{ ...web, target: 10 }])),
      ...pending('2026-11-22T12:00:00Z'),
    ],
    state: 'pass',
  },
  {
    it: 'passes NodePools beside a status of before',
    objects: [...written(yaml, '12:00:00'), readyPool],
    state: 'pass',
  },
  {
    it: 'warns of a gap as a change of leader makes it',
    objects: written(yaml, '16:50:00'),
    state: 'warn',
    codes: ['late'],
  },
  {
    it: 'warns of a group in back-off, with its error code',
    objects: written(backoff),
    state: 'warn',
    codes: ['backoff'],
  },
  {
    it: 'warns of a group in back-off in the older format',
    objects: written(`${text}\n  ScaleUp:     Backoff (ready=2)`),
    state: 'warn',
    codes: ['backoff'],
  },
  {
    it: 'trap 25: warns of an autoscaler that is starting',
    objects: written('autoscalerStatus: Initializing\n'),
    state: 'warn',
    codes: ['initializing'],
  },
  {
    it: 'warns of nodes that do not join',
    objects: [
      ...nodes,
      pool(ready, condition('NodeRegistrationHealthy', 'False')),
    ],
    state: 'warn',
    codes: ['registration-unhealthy'],
  },
  {
    it: 'warns of a claim that has come to no node for 15 minutes',
    objects: [readyPool, ...nodes, claim('2026-11-22T16:40:00Z')],
    state: 'warn',
    codes: ['claim-stuck'],
  },
  {
    it: 'warns of a claim that Karpenter calls False',
    objects: [
      readyPool,
      ...nodes,
      claim('', {}, condition('Registered', 'False')),
    ],
    state: 'warn',
    codes: ['claim-stuck'],
  },
  {
    it: 'trap 25: fails a status that nobody writes although it says Healthy',
    objects: written(yaml, '16:40:00'),
    state: 'fail',
    codes: ['stale'],
  },
  {
    it: 'fails an old status whose text cannot be read',
    objects: written('hello', '16:40:00'),
    state: 'fail',
    codes: ['stale'],
  },
  {
    it: 'trap 25: fails an autoscaler that has been starting for 15 minutes',
    objects: written('autoscalerStatus: Initializing\n', '16:40:00'),
    state: 'fail',
    codes: ['stale'],
  },
  {
    it: 'fails a cluster that is Unhealthy',
    objects: written(yaml.replace('Healthy', 'Unhealthy')),
    state: 'fail',
    codes: ['unhealthy'],
    without: ['group-unhealthy'],
  },
  {
    it: 'fails a group that is Unhealthy',
    objects: written(yaml.replace(/Healthy(?=\n {4}cloud)/, 'Unhealthy')),
    state: 'fail',
    codes: ['group-unhealthy'],
    without: ['unhealthy'],
  },
  {
    it: 'fails a NodePool that is not Ready, with the cause',
    objects: [
      ...nodes,
      pool(condition('Ready', 'False'), condition('NodeClassReady', 'False')),
    ],
    state: 'fail',
    codes: ['pool-not-ready'],
  },
  {
    it: 'fails pods that have waited for 15 minutes while a group may grow',
    objects: [...written(yaml), ...pending('2026-11-22T16:40:00Z')],
    state: 'fail',
    codes: ['pods-pending'],
  },
  {
    it: 'fails pods that wait while a NodePool has room',
    objects: [readyPool, ...nodes, ...pending('2026-11-22T16:40:00Z')],
    state: 'fail',
    codes: ['pods-pending'],
  },
  {
    it: 'fails what was seen although NodePools are forbidden',
    objects: [...written(yaml, '12:00:00'), readyPool],
    options: { forbidden: ['nodepools'] },
    state: 'fail',
    codes: ['stale'],
  },
  {
    it: 'does not apply without an autoscaler',
    objects: nodes,
    state: 'na',
    codes: ['no-autoscaler'],
  },
  {
    it: 'trap 24: does not know an autoscaler that the provider runs unseen',
    objects: [gke],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  ...['nodepools', 'nodeclaims', 'configmaps', 'pods'].map(forbidden => ({
    it: `does not know where ${forbidden} are forbidden`,
    objects: [
      ...written(yaml),
      readyPool,
      claim('2026-11-22T16:55:00Z'),
      ...pending('2026-11-22T16:55:00Z'),
    ],
    options: { forbidden: [forbidden] },
    state: 'unknown' as const,
    unknownReason: 'forbidden' as const,
  })),
  {
    it: 'does not know a fresh status in neither format',
    objects: written('hello'),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know a status that says nothing of health',
    objects: written('autoscalerStatus: Running\n'),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know a NodePool that no controller has looked at',
    objects: [...nodes, pool()],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const autoscalerHealthyCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
