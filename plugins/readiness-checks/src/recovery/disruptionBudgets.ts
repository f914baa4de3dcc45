import {
  defineCheck,
  found,
  list,
  matchesSelector,
  na,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  BudgetObject,
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { steadyReplicas } from '../replicas';
import { disruptionsAllowed } from './disruptionArithmetic';
import {
  addBudget,
  aimBudget,
  dropBudget,
  keepOneBudget,
  loosenBudget,
} from './disruptionRemediation';

const reads = [
  ...workloads({ services: true }),
  list('podDisruptionBudgets'),
  list('horizontalPodAutoscalers'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['workload'];

const DAY = 86_400_000;

/** Operators that drive disruptions themselves, by a label of the budgets they make. */
const OPERATOR_BUDGETS = [
  {
    label: 'cnpg.io/cluster',
    reason:
      'CNPG switches the primary over when its node is drained; its budget holds the pod until then.',
  },
  {
    label: 'strimzi.io/cluster',
    reason: 'Strimzi makes and owns the budget of its pods.',
  },
] as const;

const operatorOf = ({ labels }: BudgetObject) =>
  OPERATOR_BUDGETS.find(({ label }) => Object.hasOwn(labels, label));

function selects({ selector }: BudgetObject, { template }: Workload): boolean {
  return matchesSelector(selector, template?.labels ?? {});
}

const byNamespace = new WeakMap<
  Seen['podDisruptionBudgets'],
  ReadonlyMap<string, readonly BudgetObject[]>
>();

/** Those of a namespace; grouped once a scan, for there are many workloads. */
function budgetsIn(
  namespace: string,
  { podDisruptionBudgets: all }: Seen,
): readonly BudgetObject[] {
  const held = byNamespace.get(all);
  if (held) return held.get(namespace) ?? [];
  const groups = new Map<string, BudgetObject[]>();
  for (const budget of all) {
    const key = budget.namespace ?? '';
    const group = groups.get(key);
    if (group) group.push(budget);
    else groups.set(key, [budget]);
  }
  byNamespace.set(all, groups);
  return groups.get(namespace) ?? [];
}

/** The workload that a budget was evidently written for: by its name, else by a label. */
function intendedFor(
  budget: BudgetObject,
  neighbours: readonly Workload[],
): Workload | undefined {
  const labelled = Object.values(budget.selector?.matchLabels ?? {});
  return (
    neighbours.find(({ name }) =>
      [name, `${name}-pdb`, `pdb-${name}`].includes(budget.name),
    ) ?? neighbours.find(({ name }) => labelled.includes(name))
  );
}

/** A budget that selects nothing and was evidently written for this workload. */
function missedBudget(
  workload: Workload,
  inventory: Seen,
): BudgetObject | undefined {
  const budgets = budgetsIn(workload.namespace, inventory);
  if (budgets.length === 0) return undefined;
  const neighbours = inventory.workloads.filter(
    ({ namespace }) => namespace === workload.namespace,
  );
  if (neighbours.some(({ template }) => template === undefined)) {
    return undefined;
  }
  return budgets.find(
    budget =>
      // What has pods matches something, whatever the templates say.
      !budget.expectedPods &&
      !neighbours.some(neighbour => selects(budget, neighbour)) &&
      intendedFor(budget, neighbours) === workload,
  );
}

const bound = ({ minAvailable, maxUnavailable }: BudgetObject) =>
  maxUnavailable === undefined
    ? `minAvailable ${minAvailable ?? 'not set'}`
    : `maxUnavailable ${maxUnavailable}`;

function blocks(budget: BudgetObject, replicas: number): Judgement {
  return found([
    {
      state: 'fail',
      discriminator: 'blocks',
      reasons: [
        {
          code: 'blocks-every-drain',
          message: `Budget ${budget.name} (${bound(
            budget,
          )}) allows no disruption of ${replicas} ${
            replicas === 1 ? 'replica' : 'replicas'
          }: no node with a pod of it can be drained.`,
        },
      ],
      remediation: loosenBudget(budget, replicas),
    },
  ]);
}

/** The one budget of a workload, judged by its text and then by its status. */
function judgeBudget(
  budget: BudgetObject,
  replicas: number,
  now: number,
): Judgement {
  const allowed = disruptionsAllowed(budget, replicas);
  if (allowed === undefined && budget.disruptionsAllowed === undefined) {
    return undecidable('podDisruptionBudgets.spec');
  }
  if (allowed === 0) return blocks(budget, replicas);
  const blockedFor =
    budget.disruptionsAllowed === 0 && budget.blockedSince !== undefined
      ? now - budget.blockedSince
      : 0;
  if (blockedFor >= DAY) {
    const { currentHealthy = 0, expectedPods = replicas } = budget;
    if (currentHealthy >= expectedPods && expectedPods > 0) {
      return blocks(budget, expectedPods);
    }
    return found([
      {
        state: 'warn',
        discriminator: 'blocks',
        reasons: [
          {
            code: 'blocked-by-unhealthy-pods',
            message: `Budget ${
              budget.name
            } has allowed no disruption for ${Math.floor(
              blockedFor / DAY,
            )} d: ${currentHealthy} of ${expectedPods} pods are healthy.`,
          },
        ],
        remediation: loosenBudget(budget, replicas),
      },
    ]);
  }
  return pass({
    code: 'allows-disruption',
    message: `Budget ${budget.name} (${bound(budget)}) lets ${
      allowed ?? budget.disruptionsAllowed
    } of ${replicas} replicas go.`,
  });
}

function misses(
  budget: BudgetObject,
  workload: Workload,
  replicas: number,
  inventory: Seen,
): Judgement {
  return found([
    {
      state: 'fail',
      discriminator: 'matches-nothing',
      reasons: [
        {
          code: 'matches-no-pods',
          message: `Budget ${budget.name} seems meant for it, but its selector matches no pod.`,
        },
      ],
      remediation:
        replicas === 1
          ? dropBudget(budget)
          : aimBudget(budget, workload, inventory.workloads),
    },
  ]);
}

function withoutBudget(
  { workload, tier }: Subject,
  replicas: number,
  inventory: Seen,
): Judgement {
  const missed = missedBudget(workload, inventory);
  if (missed) return misses(missed, workload, replicas, inventory);
  if (replicas === 1) {
    return na('one-replica', 'A budget cannot protect a single replica.');
  }
  return found([
    {
      state: tier === 1 ? 'fail' : 'warn',
      discriminator: 'missing',
      reasons: [
        {
          code: 'no-budget',
          message: `${replicas} replicas and no disruption budget: a drain may take all of them at once.`,
        },
      ],
      remediation: addBudget(workload, inventory.workloads),
    },
  ]);
}

export function judgeDisruptionBudget(
  subject: Subject,
  inventory: Seen,
  context: JudgeContext<Key>,
): Judgement {
  const { workload } = subject;
  const excepted = context.exception(workload);
  if (excepted) return na('excepted', excepted.reason);
  if (workload.classes.has('agent') || workload.classes.has('batch')) {
    return na('not-replicated', 'Drains do not wait for it.');
  }
  if (!workload.template) return undecidable('template');
  const replicas = steadyReplicas(workload, inventory);
  if (replicas === undefined) return undecidable('replicas');
  if (replicas === 0) return na('no-replicas', 'It runs no pods.');
  const matching = budgetsIn(workload.namespace, inventory).filter(budget =>
    selects(budget, workload),
  );
  const owned = matching.map(operatorOf).find(Boolean);
  if (owned) {
    return pass({ code: 'operator-budget', message: owned.reason });
  }
  const [budget] = matching;
  if (matching.length > 1) {
    return found([
      {
        state: 'fail',
        discriminator: 'overlap',
        reasons: [
          {
            code: 'budgets-overlap',
            message: `Budgets ${matching
              .map(({ name }) => name)
              .join(
                ' and ',
              )} select the same pods: the eviction API answers with an error.`,
          },
        ],
        remediation: keepOneBudget(matching, workload),
      },
    ]);
  }
  if (!budget) return withoutBudget(subject, replicas, inventory);
  if (replicas > 1) return judgeBudget(budget, replicas, context.now);
  return disruptionsAllowed(budget, 1) === 0
    ? blocks(budget, 1)
    : na('one-replica', 'A budget cannot protect a single replica.');
}

export const disruptionBudget = defineCheck({
  id: 'rec-pdb',
  title: 'Disruption budgets exist and permit maintenance',
  dimension: 'recovery',
  control: 'R4',
  scope: { types: ['workload'], classes: ['service', 'worker', 'stateful'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'pdb',
  gate: 'used',
  reads,
  texts: {
    why: 'Without a budget a drain may evict all replicas at once. With a budget that allows nothing, no node can be drained and every upgrade stops.',
    rules: {
      pass: 'Exactly one budget selects it and allows at least one disruption in steady state.',
      warn: 'No budget on tier 2 or 3; or the budget has been held up by unhealthy pods for 24 h.',
      fail: 'No budget on tier 1; or it can never allow a disruption (minAvailable at or above the replicas or the minimum of the autoscaler, maxUnavailable 0), also with one replica; or two budgets overlap; or the budget meant for it matches no pod.',
      na: 'One replica without a budget that blocks, no replicas, batch, DaemonSet.',
      unknown: 'Budgets, autoscalers or the replicas cannot be read.',
    },
    traps: [
      '`disruptionsAllowed: 0` is normal during a rollout: the text decides, or 24 h of it.',
      'Percentages round up: `minAvailable: 50%` of 3 keeps 2, `90%` of 5 keeps all.',
      'An empty selector selects every pod of the namespace.',
      'A budget that matches no pod is held against the workload that it is named or labelled for. One that fits no workload blocks and protects nothing, and is left out.',
    ],
    fix: '`maxUnavailable: 1` with `unhealthyPodEvictionPolicy: AlwaysAllow`.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
      'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
    ],
  },
  judge: judgeDisruptionBudget,
});
