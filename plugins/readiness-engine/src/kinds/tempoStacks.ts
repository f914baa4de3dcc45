import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** A Tempo in parts. */
export const tempoStacks = defineKind<PresenceObject>({
  group: 'tempo.grafana.com',
  resource: 'tempostacks',
  kind: 'TempoStack',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => objectMeta(raw),
});
