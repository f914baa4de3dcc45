import type {
  BudgetObject,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';
import { podIdentity } from './podIdentity';

const API_VERSION = 'policy/v1';
const KIND = 'PodDisruptionBudget';

const target = ({
  namespace,
  name,
}: Pick<BudgetObject, 'namespace' | 'name'>) => ({
  apiVersion: API_VERSION,
  kind: KIND,
  namespace,
  name,
});

const deletion = ({ namespace = '', name }: BudgetObject) =>
  `kubectl -n ${shellWord(namespace)} delete pdb ${shellWord(name)}\n`;

/** A budget for a workload that has none. */
export function addBudget(
  workload: Workload,
  others: readonly Workload[],
): Remediation {
  const { namespace, name } = workload;
  return {
    summary: `Let a drain take one pod of ${name} at a time.`,
    type: 'manifest',
    target: target({ namespace, name }),
    content: toYaml({
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: { name, namespace },
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: podIdentity(workload, others) },
      },
    }),
  };
}

/** A bound that lets one pod go; with one replica a second one comes first. */
export function loosenBudget(
  budget: BudgetObject,
  replicas: number,
): Remediation {
  return {
    summary: `Let the budget ${budget.name} allow one disruption.`,
    type: 'patch',
    target: target(budget),
    content: toYaml({
      spec: {
        minAvailable: null,
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }),
    ...(replicas === 1 && {
      note: 'With one replica every drain is an outage: run two if it must not be.',
    }),
  };
}

/** The labels that the selector should have asked for. */
export function aimBudget(
  budget: BudgetObject,
  workload: Workload,
  others: readonly Workload[],
): Remediation {
  const wanted = podIdentity(workload, others);
  const obsolete = Object.keys(budget.selector?.matchLabels ?? {}).filter(
    key => !Object.hasOwn(wanted, key),
  );
  return {
    summary: `Make the budget ${budget.name} select the pods of ${workload.name}.`,
    type: 'patch',
    target: target(budget),
    content: toYaml({
      spec: {
        selector: {
          matchLabels: {
            ...Object.fromEntries(obsolete.map(key => [key, null])),
            ...wanted,
          },
          ...(budget.selector?.matchExpressions && { matchExpressions: null }),
        },
      },
    }),
  };
}

/** A budget that protects nothing and could not if it did. */
export function dropBudget(budget: BudgetObject): Remediation {
  return {
    summary: `Delete the budget ${budget.name}, or run two replicas and aim it at them.`,
    type: 'command',
    target: target(budget),
    content: deletion(budget),
  };
}

/** Keeps the budget that is named like the workload, else the first by name. */
export function keepOneBudget(
  budgets: readonly BudgetObject[],
  workload: Workload,
): Remediation {
  const byName = [...budgets].sort((a, b) => (a.name < b.name ? -1 : 1));
  const kept = byName.find(({ name }) => name === workload.name) ?? byName[0];
  const rest = byName.filter(budget => budget !== kept);
  return {
    summary: `Keep the budget ${kept.name} and delete what overlaps with it.`,
    type: 'command',
    target: target(rest[0]),
    content: rest.map(deletion).join(''),
    note: 'Look first whether the deleted one also protects another workload.',
  };
}
