import type { PostgresScheduledBackupObject } from '../inventory/objects';
import { at, flag, text } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const postgresScheduledBackups =
  defineKind<PostgresScheduledBackupObject>({
    group: 'postgresql.cnpg.io',
    resource: 'scheduledbackups',
    kind: 'ScheduledBackup',
    namespaced: true,
    versions: ['v1'],
    project: raw => ({
      ...objectMeta(raw),
      schedule: text(at(raw, 'spec', 'schedule')) ?? '',
      suspended: flag(at(raw, 'spec', 'suspend')) ?? false,
      clusterName: text(at(raw, 'spec', 'cluster', 'name')) ?? '',
    }),
  });
