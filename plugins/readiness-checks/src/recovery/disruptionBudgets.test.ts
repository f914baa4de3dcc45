import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, daemonSet, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { daysAgo, hoursAgo } from './__fixtures__/backups';
import { disruptionBudget as check } from './disruptionBudgets';

const onRecording = hasRecording ? describe : describe.skip;

type Fields = Readonly<Record<string, unknown>>;

const ID = 'backstage.io/kubernetes-id';

const service = (replicas: number | null, parts: Fields = {}): Fields => ({
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

const budget = (
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

const subject = 'api';

describeCases([
  {
    check,
    it: 'passes one budget that lets a pod go',
    objects: [service(3), budget({ maxUnavailable: 1 })],
    state: 'pass',
    codes: ['allows-disruption'],
  },
  {
    check,
    it: 'passes a budget that is held up for a moment by a rollout',
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
    it: 'fails a budget that keeps all replicas',
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
    it: 'fails a budget that blocks the drain of a single replica',
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
    it: 'fails a budget that was meant for it and matches no pod',
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
]);

describe('rec-pdb', () => {
  it('does not apply to DaemonSets that keep data', async () => {
    const agent = daemonSet(
      podSpec({
        volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }],
      }),
      { name: 'agent', namespace: 'shop' },
    );
    const verdict = await verdictOf({ check, objects: [agent] });
    expect(verdict.state).toBe('na');
  });

  it('gives a budget for its pods and for no others', async () => {
    const neighbour = {
      ...service(3, {
        selector: { matchLabels: { app: 'api', role: 'admin' } },
        template: {
          metadata: { labels: { app: 'api', role: 'admin' } },
          spec: podSpec(),
        },
      }),
      metadata: { name: 'api-admin', namespace: 'shop' },
    };
    const { occurrences } = await verdictOf({
      check,
      objects: [service(3), neighbour],
      subject: 'api-admin',
    });
    expect(occurrences[0].remediation.content).toBe(
      [
        'apiVersion: policy/v1',
        'kind: PodDisruptionBudget',
        'metadata:',
        '  name: api-admin',
        '  namespace: shop',
        'spec:',
        '  maxUnavailable: 1',
        '  unhealthyPodEvictionPolicy: AlwaysAllow',
        '  selector:',
        '    matchLabels:',
        '      app: api',
        '      role: admin',
        '',
      ].join('\n'),
    );
  });

  it('aims the budget that missed, and drops the labels that misled it', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        service(3),
        budget(
          { maxUnavailable: 1, selector: { matchLabels: { name: 'api' } } },
          { name: 'protect' },
        ),
      ],
      subject,
    });
    expect(occurrences[0].remediation).toMatchObject({
      type: 'patch',
      target: { kind: 'PodDisruptionBudget', name: 'protect' },
      content:
        'spec:\n  selector:\n    matchLabels:\n      name: null\n      app: api\n',
    });
  });

  it('holds a budget against the workload it is named for, before any that its labels name', async () => {
    const cache = {
      ...service(1, {
        selector: { matchLabels: { app: 'api-cache' } },
        template: {
          metadata: { labels: { app: 'api-cache' } },
          spec: podSpec(),
        },
      }),
      metadata: { name: 'api-cache', namespace: 'shop' },
    };
    const stray = budget(
      {
        maxUnavailable: 1,
        selector: { matchLabels: { instance: 'api', name: 'cache' } },
      },
      { name: 'api-cache' },
    );
    const objects = [service(1), cache, stray];
    const stateOf = async (name: string) =>
      (await verdictOf({ check, objects, subject: name })).state;
    expect(await stateOf('api-cache')).toBe('fail');
    expect(await stateOf('api')).toBe('na');
  });

  it('keeps the budget that is named like the workload', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        service(3),
        budget({ maxUnavailable: 1 }),
        budget({ maxUnavailable: 1 }, { name: 'a-copy' }),
      ],
      subject,
    });
    expect(occurrences[0].remediation.content).toBe(
      'kubectl -n shop delete pdb a-copy\n',
    );
  });
});

onRecording('rec-pdb on the recording', () => {
  it('finds the recorded budget that blocks every drain', async () => {
    const deployment = recorded('apps_v1_deployments', 'ledger-api');
    const pdb = (patch: Record<string, unknown> = {}) =>
      recorded('policy_v1_poddisruptionbudgets', 'ledger-api', patch);
    const stateOf = async (...objects: readonly unknown[]) =>
      (await verdictOf({ check, objects, subject: 'ledger-api' })).state;
    expect(await stateOf(deployment, pdb())).toBe('fail');
    expect(await stateOf(deployment, pdb({ spec: { minAvailable: 2 } }))).toBe(
      'pass',
    );
    expect(await stateOf(deployment)).toBe('warn');
    expect(
      await stateOf(
        deployment,
        pdb({
          spec: { selector: { matchLabels: { app: 'ledger' } } },
          status: { expectedPods: 0, currentHealthy: 0 },
        }),
      ),
    ).toBe('fail');
  });
});
