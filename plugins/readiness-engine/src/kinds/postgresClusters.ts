import type { PostgresClusterObject } from '../inventory/objects';
import { at, items, number, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** Object storage, volume snapshots, or an archiving plugin (CNPG-I). */
function backupConfigured(raw: unknown): boolean {
  const backup = at(raw, 'spec', 'backup');
  return (
    word(at(backup, 'barmanObjectStore', 'destinationPath')) !== undefined ||
    typeof at(backup, 'volumeSnapshot') === 'object' ||
    items(at(raw, 'spec', 'plugins')).some(
      plugin => at(plugin, 'isWALArchiver') === true,
    )
  );
}

export const postgresClusters = defineKind<PostgresClusterObject>({
  group: 'postgresql.cnpg.io',
  resource: 'clusters',
  kind: 'Cluster',
  namespaced: true,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    instances: number(at(raw, 'spec', 'instances')) ?? 1,
    recoveredFromBackup:
      typeof at(raw, 'spec', 'bootstrap', 'recovery') === 'object',
    backupConfigured: backupConfigured(raw),
  }),
});
