import type { HpaObject } from '../inventory/objects';
import { at, number, text, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const horizontalPodAutoscalers = defineKind<HpaObject>({
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  namespaced: true,
  versions: ['v2', 'v1'],
  project: raw => {
    const target = at(raw, 'spec', 'scaleTargetRef');
    return {
      ...objectMeta(raw),
      target: {
        apiVersion: word(at(target, 'apiVersion')),
        kind: text(at(target, 'kind')) ?? '',
        name: text(at(target, 'name')) ?? '',
      },
      // The API defaults an absent minimum to 1.
      minReplicas: number(at(raw, 'spec', 'minReplicas')) ?? 1,
      maxReplicas: number(at(raw, 'spec', 'maxReplicas')) ?? 0,
    };
  },
});
