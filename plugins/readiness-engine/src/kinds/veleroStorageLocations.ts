import type { StorageLocationObject } from '../inventory/objects';
import { at, flag, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const veleroStorageLocations = defineKind<StorageLocationObject>({
  group: 'velero.io',
  resource: 'backupstoragelocations',
  kind: 'BackupStorageLocation',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    phase: word(at(raw, 'status', 'phase')),
    accessMode: word(at(raw, 'spec', 'accessMode')),
    default: flag(at(raw, 'spec', 'default')) ?? false,
  }),
});
