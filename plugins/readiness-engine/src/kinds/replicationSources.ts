import type { ReplicationObject } from '../inventory/objects';
import { at, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const replicationSources = defineKind<ReplicationObject>({
  group: 'volsync.backube',
  resource: 'replicationsources',
  kind: 'ReplicationSource',
  namespaced: true,
  versions: ['v1alpha1'],
  project: raw => ({
    ...objectMeta(raw),
    sourceClaim: word(at(raw, 'spec', 'sourcePVC')),
    schedule: word(at(raw, 'spec', 'trigger', 'schedule')),
    lastSyncAt: time(at(raw, 'status', 'lastSyncTime')),
  }),
});
