import type { ScaleTarget, ScalingCondition } from '../inventory/objects';
import { at, items, text, time, word } from './fields';

/** What `spec.scaleTargetRef` names; KEDA takes a Deployment for granted. */
export function scaleTarget(raw: unknown): ScaleTarget {
  const target = at(raw, 'spec', 'scaleTargetRef');
  return {
    apiVersion: word(at(target, 'apiVersion')),
    kind: word(at(target, 'kind')) ?? 'Deployment',
    name: text(at(target, 'name')) ?? '',
  };
}

/** Conditions without their messages, which quote the metrics' sources. */
export function scalingConditions(raw: unknown): readonly ScalingCondition[] {
  return items(at(raw, 'status', 'conditions')).map(entry => ({
    type: text(at(entry, 'type')) ?? '',
    status: text(at(entry, 'status')) ?? 'Unknown',
    reason: word(at(entry, 'reason')),
    since: time(at(entry, 'lastTransitionTime')),
  }));
}
