import type { BackupObject } from '../inventory/objects';
import { at, number, texts, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const veleroBackups = defineKind<BackupObject>({
  group: 'velero.io',
  resource: 'backups',
  kind: 'Backup',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const meta = objectMeta(raw);
    const status = at(raw, 'status');
    const count = (...path: string[]) => number(at(status, ...path)) ?? 0;
    return {
      ...meta,
      scheduleName: word(meta.labels['velero.io/schedule-name']),
      storageLocation: word(at(raw, 'spec', 'storageLocation')),
      includedNamespaces: texts(at(raw, 'spec', 'includedNamespaces')),
      excludedNamespaces: texts(at(raw, 'spec', 'excludedNamespaces')),
      phase: word(at(status, 'phase')),
      startedAt: time(at(status, 'startTimestamp')),
      completedAt: time(at(status, 'completionTimestamp')),
      expiresAt: time(at(status, 'expiration')),
      errors: count('errors'),
      warnings: count('warnings'),
      volumeSnapshotsAttempted:
        count('volumeSnapshotsAttempted') +
        count('csiVolumeSnapshotsAttempted'),
      volumeSnapshotsCompleted:
        count('volumeSnapshotsCompleted') +
        count('csiVolumeSnapshotsCompleted'),
      itemOperationsFailed: count('backupItemOperationsFailed'),
      hooksFailed: count('hookStatus', 'hooksFailed'),
    };
  },
});
