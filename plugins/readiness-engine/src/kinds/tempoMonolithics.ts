import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** A Tempo in one piece. */
export const tempoMonolithics = defineKind<PresenceObject>({
  group: 'tempo.grafana.com',
  resource: 'tempomonolithics',
  kind: 'TempoMonolithic',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => objectMeta(raw),
});
