import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const computeClasses = defineKind<PresenceObject>({
  group: 'cloud.google.com',
  resource: 'computeclasses',
  kind: 'ComputeClass',
  namespaced: false,
  versions: ['v1'],
  project: raw => objectMeta(raw),
});
