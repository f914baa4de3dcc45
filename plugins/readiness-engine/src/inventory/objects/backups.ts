import type { LabelSelector, ObjectMeta } from './metadata';

/** @public */
export interface BackupScheduleObject extends ObjectMeta {
  schedule: string;
  paused: boolean;
  phase?: string;
  validationErrors: readonly string[];
  lastBackup?: number;
  template: {
    includedNamespaces: readonly string[];
    excludedNamespaces: readonly string[];
    includedResources: readonly string[];
    excludedResources: readonly string[];
    labelSelector?: LabelSelector;
    orLabelSelectors: readonly LabelSelector[];
    storageLocation?: string;
  };
}

/** @public */
export interface BackupObject extends ObjectMeta {
  scheduleName?: string;
  storageLocation?: string;
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  phase?: string;
  startedAt?: number;
  completedAt?: number;
  expiresAt?: number;
  errors: number;
  warnings: number;
  volumeSnapshotsAttempted: number;
  volumeSnapshotsCompleted: number;
  itemOperationsFailed: number;
  hooksFailed: number;
}

/** @public */
export interface RestoreObject extends ObjectMeta {
  backupName?: string;
  scheduleName?: string;
  includedNamespaces: readonly string[];
  /** From → to. */
  namespaceMapping: Readonly<Record<string, string>>;
  restoreVolumes?: boolean;
  phase?: string;
  completedAt?: number;
  errors: number;
  warnings: number;
}

/** @public */
export interface StorageLocationObject extends ObjectMeta {
  phase?: string;
  accessMode?: string;
  default: boolean;
}

/** CNPG `clusters`. @public */
export interface PostgresClusterObject extends ObjectMeta {
  instances: number;
  recoveredFromBackup: boolean;
  backupConfigured: boolean;
}

/** CNPG `scheduledbackups` (six-field cron, seconds first). @public */
export interface PostgresScheduledBackupObject extends ObjectMeta {
  schedule: string;
  suspended: boolean;
  clusterName: string;
}

/** CNPG `backups`. @public */
export interface PostgresBackupObject extends ObjectMeta {
  clusterName: string;
  phase?: string;
  stoppedAt?: number;
}

/** VolSync `replicationsources` and `replicationdestinations`. @public */
export interface ReplicationObject extends ObjectMeta {
  sourceClaim?: string;
  schedule?: string;
  lastSyncAt?: number;
}
