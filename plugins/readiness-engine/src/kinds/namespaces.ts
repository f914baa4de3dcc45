import type { NamespaceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** Annotations by which people say whose a namespace is and what it holds. */
const ANNOTATIONS = ['backstage.io/owner', 'readiness.io/'];

export const namespaces = defineKind<NamespaceObject>({
  group: '',
  resource: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => objectMeta(raw, ANNOTATIONS),
});
