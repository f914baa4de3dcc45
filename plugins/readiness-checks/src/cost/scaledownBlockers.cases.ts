import type { CheckCase } from '../__fixtures__/checkCases';
import { daemonSet, operatedPod, podSpec, SHOP } from '../__fixtures__/objects';
import {
  node,
  nodePool,
  status,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { controller } from '../nodes/__fixtures__/placed';
import { scaledownBlockers as check } from './scaledownBlockers';

type Fields = Readonly<Record<string, unknown>>;

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const PINNED = 'karpenter.sh/do-not-disrupt';

export const karpenter = [node('n-1'), nodePool('general')];
export const clusterAutoscaler = [
  node('n-1'),
  status(yamlStatus([{ name: 'workers', min: 1, max: 5, target: 2 }])),
];

/** A controller whose pods carry these annotations. */
export const annotated = (
  annotations: Fields,
  parts: { spec?: Fields; metadata?: Fields; namespace?: string } = {},
): Fields =>
  controller({
    ...parts,
    controller: {
      template: {
        metadata: { labels: { app: 'app' }, annotations },
        spec: parts.spec ?? podSpec(),
      },
    },
  });

const withVolume = (source: Fields) =>
  podSpec({ volumes: [{ name: 'scratch', ...source }] });

const budget = (state: Fields, namespace = SHOP): Fields => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'app', namespace },
  spec: { minAvailable: 2, selector: { matchLabels: { app: 'app' } } },
  status: state,
});

const blocked = (since: string): Fields => ({
  disruptionsAllowed: 0,
  conditions: [
    { type: 'DisruptionAllowed', status: 'False', lastTransitionTime: since },
  ],
});

const barePod: Fields = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'debug', namespace: SHOP, labels: { app: 'debug' } },
  spec: { ...podSpec(), nodeName: 'n-1' },
  status: { phase: 'Running', startTime: '2026-11-01T00:00:00Z' },
};

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes what may be moved',
    objects: [...karpenter, controller()],
    state: 'pass',
  },
  {
    it: 'fails pods that Karpenter must not disrupt',
    objects: [...karpenter, annotated({ [PINNED]: 'true' })],
    state: 'fail',
    codes: ['do-not-disrupt'],
  },
  {
    it: 'fails pods that the cluster-autoscaler must not evict',
    objects: [...clusterAutoscaler, annotated({ [SAFE]: 'false' })],
    state: 'fail',
    codes: ['safe-to-evict'],
  },
  {
    it: 'does not mind an annotation that the other autoscaler reads',
    objects: [...karpenter, annotated({ [SAFE]: 'false' })],
    state: 'pass',
  },
  {
    it: 'nor the other way round',
    objects: [...clusterAutoscaler, annotated({ [PINNED]: 'true' })],
    state: 'pass',
  },
  {
    it: 'warns where the owner says why',
    objects: [
      ...karpenter,
      annotated(
        { [PINNED]: 'true' },
        {
          metadata: {
            annotations: {
              'readiness.io/holds-nodes': 'Sessions live in memory.',
            },
          },
        },
      ),
    ],
    state: 'warn',
    codes: ['do-not-disrupt', 'with-reason'],
  },
  {
    it: 'takes an empty reason for none',
    objects: [
      ...karpenter,
      annotated({ [PINNED]: 'true', 'readiness.io/holds-nodes': '  ' }),
    ],
    state: 'fail',
  },
  {
    it: 'lets batch hold its node while it runs',
    objects: [
      ...karpenter,
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'report', namespace: SHOP },
        spec: {
          schedule: '0 3 * * *',
          jobTemplate: {
            spec: {
              template: {
                metadata: { annotations: { [PINNED]: 'true' } },
                spec: podSpec({ restartPolicy: 'OnFailure' }),
              },
            },
          },
        },
      },
    ],
    state: 'pass',
    codes: ['batch'],
  },
  {
    it: 'warns of data on the disk of the node',
    objects: [
      ...clusterAutoscaler,
      controller({ spec: withVolume({ emptyDir: {} }) }),
    ],
    state: 'warn',
    codes: ['local-storage'],
  },
  {
    it: 'does not take a volume in memory for local storage',
    objects: [
      ...clusterAutoscaler,
      controller({ spec: withVolume({ emptyDir: { medium: 'Memory' } }) }),
    ],
    state: 'pass',
  },
  {
    it: 'lets safe-to-evict settle local storage',
    objects: [
      ...clusterAutoscaler,
      annotated({ [SAFE]: 'true' }, { spec: withVolume({ emptyDir: {} }) }),
    ],
    state: 'pass',
  },
  {
    it: 'does not ask Karpenter about local storage',
    objects: [...karpenter, controller({ spec: withVolume({ emptyDir: {} }) })],
    state: 'pass',
  },
  {
    it: 'fails a pod without a controller',
    objects: [...clusterAutoscaler, barePod],
    state: 'fail',
    codes: ['bare'],
  },
  {
    it: 'warns of pods of a custom controller',
    objects: [...clusterAutoscaler, operatedPod(podSpec())],
    state: 'warn',
    codes: ['custom-controller'],
  },
  {
    it: 'warns of kube-system without a budget',
    objects: [...clusterAutoscaler, controller({ namespace: 'kube-system' })],
    state: 'warn',
    codes: ['system-pods'],
  },
  {
    it: 'passes kube-system with a budget',
    objects: [
      ...clusterAutoscaler,
      controller({ namespace: 'kube-system' }),
      budget({ disruptionsAllowed: 1 }, 'kube-system'),
    ],
    state: 'pass',
  },
  {
    it: 'fails a budget that has allowed nothing for days',
    objects: [
      ...karpenter,
      controller(),
      budget(blocked('2026-11-18T00:00:00Z')),
    ],
    state: 'fail',
    codes: ['budget'],
  },
  {
    it: 'does not mind the moments of a rollout',
    objects: [
      ...karpenter,
      controller(),
      budget(blocked('2026-11-22T16:59:30Z')),
    ],
    state: 'pass',
  },
  {
    it: 'has nothing to say of what runs on every node',
    objects: [
      ...clusterAutoscaler,
      daemonSet(withVolume({ hostPath: { path: '/var/log' } }), {
        name: 'logs',
        namespace: SHOP,
      }),
    ],
    state: 'na',
    codes: ['node-agent'],
  },
  {
    it: 'has nothing to say where nothing takes nodes away',
    objects: [node('n-1'), annotated({ [PINNED]: 'true' })],
    state: 'na',
    codes: ['no-autoscaler'],
  },
  {
    it: 'does not know of an autoscaler that a provider runs unseen',
    objects: [
      node('n-1', { 'cloud.google.com/gke-nodepool': 'pool' }),
      controller(),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'cannot tell whether there is an autoscaler without the NodePools',
    objects: [node('n-1'), controller()],
    options: { sources: { nodePools: { state: 'forbidden' } } },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot tell without the budgets',
    objects: [...karpenter, controller()],
    options: { sources: { podDisruptionBudgets: { state: 'error' } } },
    state: 'unknown',
    unknownReason: 'error',
  },
];

export const scaledownBlockerCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
