import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const openshiftClusterAutoscalers = defineKind<PresenceObject>({
  group: 'autoscaling.openshift.io',
  resource: 'clusterautoscalers',
  kind: 'ClusterAutoscaler',
  namespaced: false,
  versions: ['v1'],
  project: raw => objectMeta(raw),
});
