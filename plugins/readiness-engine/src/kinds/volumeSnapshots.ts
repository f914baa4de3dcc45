import type { SnapshotObject } from '../inventory/objects';
import { at, fields, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** The message may quote what the storage system was asked with. */
function error(raw: unknown): SnapshotObject['error'] {
  const reported = at(raw, 'status', 'error');
  return Object.keys(fields(reported)).length > 0
    ? { since: time(at(reported, 'time')) }
    : undefined;
}

export const volumeSnapshots = defineKind<SnapshotObject>({
  group: 'snapshot.storage.k8s.io',
  resource: 'volumesnapshots',
  kind: 'VolumeSnapshot',
  namespaced: true,
  versions: ['v1', 'v1beta1'],
  project: raw => ({
    ...objectMeta(raw),
    sourceClaim: word(at(raw, 'spec', 'source', 'persistentVolumeClaimName')),
    contentName: word(at(raw, 'status', 'boundVolumeSnapshotContentName')),
    ready: at(raw, 'status', 'readyToUse') === true,
    takenAt: time(at(raw, 'status', 'creationTime')),
    error: error(raw),
  }),
});
