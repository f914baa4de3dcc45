import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const longhornRecurringJobs = defineKind<PresenceObject>({
  group: 'longhorn.io',
  resource: 'recurringjobs',
  kind: 'RecurringJob',
  namespaced: true,
  versions: ['v1beta2', 'v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => objectMeta(raw),
});
