import { container, podSpec } from '../__fixtures__/objects';
import { daysAgo, hoursAgo } from './__fixtures__/backups';
import { disruptionBudget as check } from './disruptionBudgets';
import type { CheckCase } from '../__fixtures__/checkCases';

type Fields = Readonly<Record<string, unknown>>;

const ID = 'backstage.io/kubernetes-id';

export const service = (
  replicas: number | null,
  parts: Fields = {},
): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'shop', labels: { [ID]: 'api' } },
  spec: {
    ...(replicas !== null && { replicas }),
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: podSpec({ containers: [container()] }),
    },
    ...parts,
  },
});

export const budget = (
  spec: Fields,
  parts: { name?: string; status?: Fields; labels?: Fields } = {},
): Fields => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: {
    name: parts.name ?? 'api',
    namespace: 'shop',
    labels: parts.labels ?? {},
  },
  spec: { selector: { matchLabels: { app: 'api' } }, ...spec },
  status: parts.status ?? {},
});

const hpa = (minReplicas: number): Fields => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'api', namespace: 'shop' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    minReplicas,
    maxReplicas: 10,
  },
});

const held = (since: string, currentHealthy: number, expectedPods = 3) => ({
  disruptionsAllowed: 0,
  currentHealthy,
  desiredHealthy: 2,
  expectedPods,
  conditions: [
    { type: 'DisruptionAllowed', status: 'False', lastTransitionTime: since },
  ],
});

const tier = (value: 1 | 2 | 3) => ({
  entities: [
    {
      ref: 'component:default/api',
      tier: value,
      annotations: { [ID]: 'api' },
    },
  ],
});

export const subject = 'api';

export const disruptionBudgetsCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes one budget that lets a pod go',
    objects: [service(3), budget({ maxUnavailable: 1 })],
    state: 'pass',
    codes: ['allows-disruption'],
  },
  {
    check,
    it: 'trap 27: passes a budget that is held up for a moment by a rollout',
    objects: [
      service(3),
      budget({ minAvailable: 2 }, { status: held(hoursAgo(2), 2) }),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'passes a percentage that leaves one over',
    objects: [service(3), budget({ minAvailable: '50%' })],
    state: 'pass',
  },
  {
    check,
    it: 'passes a budget that an operator drives',
    objects: [
      service(2),
      budget({ minAvailable: 2 }, { labels: { 'cnpg.io/cluster': 'api' } }),
    ],
    state: 'pass',
    codes: ['operator-budget'],
  },
  {
    check,
    it: 'warns without a budget on tier 2',
    objects: [service(3)],
    options: tier(2),
    state: 'warn',
    codes: ['no-budget'],
  },
  {
    check,
    it: 'warns without a budget on tier 3',
    objects: [service(3)],
    options: tier(3),
    state: 'warn',
    codes: ['no-budget'],
  },
  {
    check,
    it: 'warns when unhealthy pods have held the budget up for a day',
    objects: [
      service(3),
      budget({ minAvailable: 2 }, { status: held(daysAgo(2), 2) }),
    ],
    state: 'warn',
    codes: ['blocked-by-unhealthy-pods'],
  },
  {
    check,
    it: 'fails without a budget on tier 1',
    objects: [service(2)],
    options: tier(1),
    state: 'fail',
    codes: ['no-budget'],
  },
  {
    check,
    it: 'trap 27: fails a budget that keeps all replicas',
    objects: [service(2), budget({ minAvailable: 2 })],
    state: 'fail',
    codes: ['blocks-every-drain'],
  },
  {
    check,
    it: 'fails a percentage that rounds up to all replicas',
    objects: [service(5), budget({ minAvailable: '90%' })],
    state: 'fail',
    codes: ['blocks-every-drain'],
  },
  {
    check,
    it: 'fails a budget at the minimum of the autoscaler',
    objects: [service(8), hpa(2), budget({ minAvailable: 2 })],
    state: 'fail',
    codes: ['blocks-every-drain'],
  },
  {
    check,
    it: 'fails maxUnavailable 0',
    objects: [service(3), budget({ maxUnavailable: 0 })],
    state: 'fail',
    codes: ['blocks-every-drain'],
  },
  {
    check,
    it: 'fails a budget that has allowed nothing for a day while all were healthy',
    objects: [
      service(3),
      budget({ minAvailable: 2 }, { status: held(daysAgo(2), 2, 2) }),
    ],
    state: 'fail',
    codes: ['blocks-every-drain'],
  },
  {
    check,
    it: 'trap 27: fails a budget that blocks the drain of a single replica',
    objects: [service(1), budget({ minAvailable: 1 })],
    state: 'fail',
    codes: ['blocks-every-drain'],
  },
  {
    check,
    it: 'fails two budgets over the same pods',
    objects: [
      service(3),
      budget({ maxUnavailable: 1 }),
      budget({ maxUnavailable: 1, selector: {} }, { name: 'all' }),
    ],
    state: 'fail',
    codes: ['budgets-overlap'],
  },
  {
    check,
    it: 'trap 27: fails a budget that was meant for it and matches no pod',
    objects: [
      service(3),
      budget(
        { maxUnavailable: 1, selector: { matchLabels: { app: 'api-old' } } },
        { name: 'api-pdb' },
      ),
    ],
    options: tier(3),
    state: 'fail',
    codes: ['matches-no-pods'],
  },
  {
    check,
    it: 'fails a budget that was meant for a single replica and matches no pod',
    objects: [
      service(1),
      budget({ maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } }),
    ],
    state: 'fail',
    codes: ['matches-no-pods'],
  },
  {
    check,
    it: 'holds a budget that matches no pod against nobody else',
    objects: [
      service(1),
      budget(
        { maxUnavailable: 1, selector: { matchLabels: { app: 'old' } } },
        { name: 'old' },
      ),
    ],
    state: 'na',
    codes: ['one-replica'],
  },
  {
    check,
    it: 'is not applicable with one replica',
    objects: [service(1)],
    state: 'na',
    codes: ['one-replica'],
  },
  {
    check,
    it: 'is not applicable with one replica and a budget that lets it go',
    objects: [service(1), budget({ maxUnavailable: 1 })],
    state: 'na',
    codes: ['one-replica'],
  },
  {
    check,
    it: 'is unknown when budgets cannot be read',
    objects: [service(3)],
    options: { forbidden: ['policy/poddisruptionbudgets'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when autoscalers cannot be read',
    objects: [service(3), budget({ minAvailable: 2 })],
    options: { forbidden: ['autoscaling/horizontalpodautoscalers'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when the budget says nothing that can be read',
    objects: [service(3), budget({ minAvailable: 'most' })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];
