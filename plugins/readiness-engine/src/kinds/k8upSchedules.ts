import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const k8upSchedules = defineKind<PresenceObject>({
  group: 'k8up.io',
  resource: 'schedules',
  kind: 'Schedule',
  namespaced: true,
  versions: ['v1'],
  project: raw => objectMeta(raw),
});
