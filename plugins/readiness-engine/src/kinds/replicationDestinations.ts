import type { ReplicationObject } from '../inventory/objects';
import { at, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const replicationDestinations = defineKind<ReplicationObject>({
  group: 'volsync.backube',
  resource: 'replicationdestinations',
  kind: 'ReplicationDestination',
  namespaced: true,
  versions: ['v1alpha1'],
  project: raw => ({
    ...objectMeta(raw),
    schedule: word(at(raw, 'spec', 'trigger', 'schedule')),
    lastSyncAt: time(at(raw, 'status', 'lastSyncTime')),
  }),
});
