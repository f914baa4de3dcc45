import type { HpaObject } from '../inventory/objects';
import { at, items, number, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';
import { scaleTarget, scalingConditions } from './scaling';

/** Utilization is a share of the request, so that it needs one. */
function utilizationOf(raw: unknown): readonly string[] {
  const byMetric = items(at(raw, 'spec', 'metrics')).flatMap(metric => {
    const resource = at(metric, 'resource') ?? at(metric, 'containerResource');
    const name = word(at(resource, 'name'));
    const isShare = at(resource, 'target', 'type') === 'Utilization';
    return name !== undefined && isShare ? [name] : [];
  });
  const first = at(raw, 'spec', 'targetCPUUtilizationPercentage');
  return [...new Set([...byMetric, ...(first === undefined ? [] : ['cpu'])])];
}

export const horizontalPodAutoscalers = defineKind<HpaObject>({
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v2', 'v1'],
  project: raw => ({
    ...objectMeta(raw),
    target: scaleTarget(raw),
    // The API defaults an absent minimum to 1.
    minReplicas: number(at(raw, 'spec', 'minReplicas')) ?? 1,
    maxReplicas: number(at(raw, 'spec', 'maxReplicas')) ?? 0,
    currentReplicas: number(at(raw, 'status', 'currentReplicas')),
    lastScaledAt: time(at(raw, 'status', 'lastScaleTime')),
    conditions: scalingConditions(raw),
    utilizationOf: utilizationOf(raw),
  }),
});
