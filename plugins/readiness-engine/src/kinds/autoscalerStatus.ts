import type { AutoscalerStatusObject } from '../inventory/objects';
import { at, text } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';
import { parseAutoscalerStatus, parseGoTime } from './parseAutoscalerStatus';

/**
 * The ConfigMap in which the cluster-autoscaler writes what it does. Its text
 * is parsed here and dropped; no other ConfigMap is ever read.
 */
export const autoscalerStatus = defineKind<AutoscalerStatusObject>({
  group: '',
  resource: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const parsed = parseAutoscalerStatus(text(at(raw, 'data', 'status')) ?? '');
    const updated = at(
      raw,
      'metadata',
      'annotations',
      'cluster-autoscaler.kubernetes.io/last-updated',
    );
    return {
      ...objectMeta(raw),
      ...parsed,
      updatedAt: parseGoTime(text(updated)) ?? parsed.updatedAt,
    };
  },
});
