import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** A VictoriaMetrics in parts. */
export const vmClusters = defineKind<PresenceObject>({
  group: 'operator.victoriametrics.com',
  resource: 'vmclusters',
  kind: 'VMCluster',
  namespaced: true,
  versions: ['v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => objectMeta(raw),
});
