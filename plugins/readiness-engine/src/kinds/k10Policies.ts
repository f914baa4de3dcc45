import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const k10Policies = defineKind<PresenceObject>({
  group: 'config.kio.kasten.io',
  resource: 'policies',
  kind: 'Policy',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => objectMeta(raw),
});
