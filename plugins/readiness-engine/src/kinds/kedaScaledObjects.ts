import type { ScaledObject } from '../inventory/objects';
import { at, fields, number, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';
import { scaleTarget, scalingConditions } from './scaling';

const PAUSED = 'autoscaling.keda.sh/paused';

function isPaused(raw: unknown): boolean {
  const annotations = fields(at(raw, 'metadata', 'annotations'));
  const asked = word(annotations[PAUSED]);
  return (
    word(annotations[`${PAUSED}-replicas`]) !== undefined ||
    (asked !== undefined && asked !== 'false')
  );
}

/** Triggers stay behind: their metadata may hold credentials. */
export const kedaScaledObjects = defineKind<ScaledObject>({
  group: 'keda.sh',
  resource: 'scaledobjects',
  kind: 'ScaledObject',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1alpha1'],
  project: raw => ({
    ...objectMeta(raw),
    target: scaleTarget(raw),
    // When idle it goes below the minimum that it has while there is work.
    minReplicas:
      number(at(raw, 'spec', 'idleReplicaCount')) ??
      number(at(raw, 'spec', 'minReplicaCount')) ??
      0,
    maxReplicas: number(at(raw, 'spec', 'maxReplicaCount')) ?? 100,
    hpaName: word(at(raw, 'status', 'hpaName')),
    paused: isPaused(raw),
    conditions: scalingConditions(raw),
  }),
});
