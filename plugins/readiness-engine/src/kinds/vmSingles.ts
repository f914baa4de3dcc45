import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** A VictoriaMetrics in one piece. */
export const vmSingles = defineKind<PresenceObject>({
  group: 'operator.victoriametrics.com',
  resource: 'vmsingles',
  kind: 'VMSingle',
  namespaced: true,
  versions: ['v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => objectMeta(raw),
});
