import type { BudgetObject } from '../inventory/objects';
import { at, number, text, time } from './fields';
import { defineKind } from './Kind';
import { condition, labelSelector, objectMeta } from './metadata';

function blockedSince(raw: unknown): number | undefined {
  const allowed = condition(raw, 'DisruptionAllowed');
  return at(allowed, 'status') === 'False'
    ? time(at(allowed, 'lastTransitionTime'))
    : undefined;
}

export const podDisruptionBudgets = defineKind<BudgetObject>({
  group: 'policy',
  resource: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    minAvailable: text(at(raw, 'spec', 'minAvailable')),
    maxUnavailable: text(at(raw, 'spec', 'maxUnavailable')),
    selector: labelSelector(at(raw, 'spec', 'selector')),
    disruptionsAllowed: number(at(raw, 'status', 'disruptionsAllowed')),
    currentHealthy: number(at(raw, 'status', 'currentHealthy')),
    desiredHealthy: number(at(raw, 'status', 'desiredHealthy')),
    expectedPods: number(at(raw, 'status', 'expectedPods')),
    blockedSince: blockedSince(raw),
  }),
});
