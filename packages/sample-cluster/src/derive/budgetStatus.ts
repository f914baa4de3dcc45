import {
  type JsonObject,
  asInteger,
  asString,
  asStrings,
  at,
  objectsOf,
} from '../json';
import { type KubeObject, apiTime } from '../objects/KubeObject';
import { selects } from '../objects/labelSelector';

/** The status that the disruption controller writes for a budget. */
export function budgetStatus(
  budget: KubeObject,
  pods: readonly KubeObject[],
  since: number,
): JsonObject {
  const selector = at(budget, 'spec', 'selector');
  const selected = pods.filter(
    pod =>
      pod.metadata.namespace === budget.metadata.namespace &&
      at(pod, 'status', 'phase') === 'Running' &&
      selects(selector, asStrings(pod.metadata.labels)),
  );
  const expected = selected.length;
  const healthy = selected.filter(isReady).length;
  const desired = desiredHealthy(budget, expected);
  const allowed = expected === 0 ? 0 : Math.max(0, healthy - desired);
  return {
    observedGeneration: budget.metadata.generation,
    expectedPods: expected,
    currentHealthy: healthy,
    desiredHealthy: desired,
    disruptionsAllowed: allowed,
    conditions: [
      {
        type: 'DisruptionAllowed',
        status: allowed > 0 ? 'True' : 'False',
        reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
        observedGeneration: budget.metadata.generation,
        lastTransitionTime: apiTime(since),
      },
    ],
  };
}

function desiredHealthy(budget: KubeObject, expected: number): number {
  const min = at(budget, 'spec', 'minAvailable');
  if (min !== undefined) return Math.max(0, scaled(min, expected));
  const max = at(budget, 'spec', 'maxUnavailable') ?? 1;
  return Math.max(0, expected - scaled(max, expected));
}

/** A number, or a percentage rounded up. */
function scaled(value: unknown, total: number): number {
  const percent = /^(\d+)%$/.exec(asString(value) ?? '');
  return percent
    ? Math.ceil((Number(percent[1]) * total) / 100)
    : asInteger(value) ?? 0;
}

function isReady(pod: KubeObject): boolean {
  return objectsOf(at(pod, 'status', 'conditions')).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
