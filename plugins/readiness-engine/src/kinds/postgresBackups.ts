import type { PostgresBackupObject } from '../inventory/objects';
import { at, text, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const postgresBackups = defineKind<PostgresBackupObject>({
  group: 'postgresql.cnpg.io',
  resource: 'backups',
  kind: 'Backup',
  namespaced: true,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    clusterName: text(at(raw, 'spec', 'cluster', 'name')) ?? '',
    phase: word(at(raw, 'status', 'phase')),
    stoppedAt: time(at(raw, 'status', 'stoppedAt')),
  }),
});
