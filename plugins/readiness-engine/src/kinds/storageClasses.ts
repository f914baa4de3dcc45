import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const storageClasses = defineKind<PresenceObject>({
  group: 'storage.k8s.io',
  resource: 'storageclasses',
  kind: 'StorageClass',
  namespaced: false,
  versions: ['v1'],
  project: raw => objectMeta(raw),
});
