import type { SnapshotContentObject } from '../inventory/objects';
import { at, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const volumeSnapshotContents = defineKind<SnapshotContentObject>({
  group: 'snapshot.storage.k8s.io',
  resource: 'volumesnapshotcontents',
  kind: 'VolumeSnapshotContent',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: raw => ({
    ...objectMeta(raw),
    deletionPolicy: word(at(raw, 'spec', 'deletionPolicy')),
    hasHandle: word(at(raw, 'status', 'snapshotHandle')) !== undefined,
  }),
});
