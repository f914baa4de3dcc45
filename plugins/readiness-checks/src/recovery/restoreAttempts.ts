import {
  evidence,
  list,
  optionalList,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  EvidenceRecord,
  Inventory,
  KeysOf,
  RestoreObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import { includesNamespace } from './backupSelection';

/** What shows that data was brought back, in this cluster or in another one. */
export const restoreReads = [
  ...workloads(),
  optionalList('namespaces'),
  list('persistentVolumeClaims'),
  optionalList('veleroRestores'),
  optionalList('veleroBackups'),
  optionalList('veleroSchedules'),
  optionalList('postgresClusters'),
  optionalList('replicationDestinations'),
  evidence('restore-drill'),
] as const;

export type RestoreKey = KeysOf<typeof restoreReads>;
export type RestoreInventory = Pick<Inventory, RestoreKey>;

/** One attempt to restore. */
export interface RestoreAttempt {
  /** e.g. `Velero Restore velero/drill-payments`. */
  what: string;
  /** Epoch ms. */
  at: number;
  outcome: 'success' | 'failed';
  /** From the evidence store, which outlives the object. */
  recorded: boolean;
  /** Somebody or something checked the data and said that it is right. */
  validated: boolean;
  /** False where only objects came back. */
  volumes: boolean;
  /** Known to have gone into the cluster that the backup came from. */
  sameCluster: boolean;
  /** Epoch ms, for recorded ones. */
  expiresAt?: number;
  fingerprint?: EvidenceRecord['fingerprint'];
}

const CHECK = 'rec-restore-pvc-proven';

/** An outcome by the phase of a Restore; other phases have not ended or never began. */
const OUTCOMES: Readonly<Record<string, RestoreAttempt['outcome']>> = {
  Completed: 'success',
  Failed: 'failed',
  PartiallyFailed: 'failed',
};

/** Whether the restore brought back the namespace under any name. */
function restores(
  restore: RestoreObject,
  namespace: string,
  inventory: RestoreInventory,
): boolean {
  if (restore.includedNamespaces.length > 0) {
    return includesNamespace(
      {
        includedNamespaces: restore.includedNamespaces,
        excludedNamespaces: [],
      },
      namespace,
    );
  }
  const backup = inventory.veleroBackups.find(
    ({ name }) => name === restore.backupName,
  );
  if (backup) return includesNamespace(backup, namespace);
  const schedule = inventory.veleroSchedules.find(
    ({ name }) => name === restore.scheduleName,
  );
  return (
    schedule !== undefined && includesNamespace(schedule.template, namespace)
  );
}

function veleroAttempts(
  namespace: string,
  inventory: RestoreInventory,
): RestoreAttempt[] {
  return inventory.veleroRestores.flatMap(restore => {
    const outcome = OUTCOMES[restore.phase ?? ''];
    const at = restore.completedAt ?? restore.createdAt;
    if (!outcome || at === undefined) return [];
    if (!restores(restore, namespace, inventory)) return [];
    return {
      what: `Velero Restore ${restore.namespace}/${restore.name}`,
      at,
      outcome,
      recorded: false,
      validated: false,
      volumes: restore.restoreVolumes !== false,
      sameCluster: true,
    };
  });
}

/** Data that came back by other ways than Velero. */
function otherAttempts(
  namespace: string,
  inventory: RestoreInventory,
): RestoreAttempt[] {
  const here = <T extends { namespace?: string }>(entries: readonly T[]) =>
    entries.filter(entry => entry.namespace === namespace);
  const success = (what: string, at: number | undefined): RestoreAttempt[] =>
    at === undefined
      ? []
      : [
          {
            what,
            at,
            outcome: 'success',
            recorded: false,
            validated: false,
            volumes: true,
            sameCluster: true,
          },
        ];
  const mounted = new Set(
    here(inventory.workloads).flatMap(({ claims }) => claims),
  );
  return [
    ...here(inventory.postgresClusters)
      .filter(({ recoveredFromBackup }) => recoveredFromBackup)
      .flatMap(({ name, createdAt }) =>
        success(`CNPG Cluster ${namespace}/${name} (recovered)`, createdAt),
      ),
    ...here(inventory.replicationDestinations).flatMap(({ name, lastSyncAt }) =>
      success(
        `VolSync ReplicationDestination ${namespace}/${name}`,
        lastSyncAt,
      ),
    ),
    ...here(inventory.persistentVolumeClaims)
      .filter(
        ({ name, dataSource }) =>
          dataSource?.kind === 'VolumeSnapshot' && mounted.has(name),
      )
      .flatMap(({ name, createdAt }) =>
        success(
          `PersistentVolumeClaim ${namespace}/${name} (from a VolumeSnapshot)`,
          createdAt,
        ),
      ),
  ];
}

/**
 * A drill usually runs in another cluster. What the scanner saw there is about
 * this namespace when it used a backup that this cluster knows by name.
 */
function seenElsewhere(
  record: EvidenceRecord,
  namespace: string,
  inventory: RestoreInventory,
): boolean {
  const { observed, subjects } = record;
  if (!observed?.backupName || observed.sameCluster) return false;
  return (
    subjects.some(key => parseSubjectKey(key)?.namespace === namespace) &&
    inventory.veleroBackups.some(
      backup =>
        backup.name === observed.backupName &&
        includesNamespace(backup, namespace),
    )
  );
}

function recordedAttempt(record: EvidenceRecord): RestoreAttempt[] {
  const at = Date.parse(record.performedAt);
  if (Number.isNaN(at)) return [];
  const expiresAt = Date.parse(record.expiresAt);
  const { observed, validation, outcome } = record;
  return [
    {
      what: observed
        ? `${observed.object} in cluster ${observed.cluster}`
        : `The restore drill recorded for ${record.performedAt.slice(0, 10)}`,
      at,
      outcome:
        outcome === 'success' && validation?.result !== 'failed'
          ? 'success'
          : 'failed',
      recorded: true,
      validated: record.grade !== 'E1' && validation?.result === 'passed',
      volumes: observed?.restoredVolumes !== false,
      sameCluster: observed?.sameCluster === true,
      ...(!Number.isNaN(expiresAt) && { expiresAt }),
      fingerprint: record.fingerprint,
    },
  ];
}

/** Every ended attempt to restore this namespace, newest first. */
export function restoreAttempts(
  where: { key: string; namespace: string },
  inventory: RestoreInventory,
): readonly RestoreAttempt[] {
  const { key, namespace } = where;
  return [
    ...inventory.evidence
      .filter(
        record =>
          record.check === CHECK &&
          (record.subjects.includes(key) ||
            seenElsewhere(record, namespace, inventory)),
      )
      .flatMap(recordedAttempt),
    ...veleroAttempts(namespace, inventory),
    ...otherAttempts(namespace, inventory),
  ].sort((a, b) => b.at - a.at);
}

/** Recorded attempts that name the cluster itself. */
export function clusterAttempts(
  key: string,
  inventory: RestoreInventory,
): readonly RestoreAttempt[] {
  return inventory.evidence
    .filter(record => record.check === CHECK && record.subjects.includes(key))
    .flatMap(recordedAttempt);
}
