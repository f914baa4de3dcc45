import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { JudgeOptions } from '../contracts';
import type { ObservedEvidence } from '../facts';
import type { BackupObject, RestoreObject } from '../inventory/objects';
import { globMatch } from '../matching/globMatch';

const OUTCOMES: Readonly<Record<string, ObservedEvidence['outcome']>> = {
  Completed: 'success',
  PartiallyFailed: 'partial',
  Failed: 'failed',
};

interface Origin {
  backup?: BackupObject;
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
}

/** What was restored: the restore's own namespaces, else its backup's. */
function originOf(restore: RestoreObject, { inventory }: JudgeOptions): Origin {
  const backup = inventory.veleroBackups.find(
    ({ name }) => name === restore.backupName,
  );
  const scheduleName = restore.scheduleName ?? backup?.scheduleName;
  const schedule = inventory.veleroSchedules.find(
    ({ name }) => name === scheduleName,
  );
  const whole = backup ?? schedule?.template;
  return {
    backup,
    includedNamespaces:
      restore.includedNamespaces.length > 0
        ? restore.includedNamespaces
        : whole?.includedNamespaces ?? [],
    excludedNamespaces: whole?.excludedNamespaces ?? [],
  };
}

/** Names as they are; patterns by the namespaces that exist here. */
function namespacesOf(
  { includedNamespaces, excludedNamespaces }: Origin,
  { inventory }: JudgeOptions,
): readonly string[] {
  const patterns = includedNamespaces.length > 0 ? includedNamespaces : ['*'];
  const names = patterns.flatMap(pattern =>
    /[*?]/.test(pattern)
      ? inventory.namespaces
          .map(({ name }) => name)
          .filter(name => globMatch(pattern, name))
      : [pattern],
  );
  return [...new Set(names)]
    .filter(name => !excludedNamespaces.some(glob => globMatch(glob, name)))
    .sort();
}

/**
 * A backup that appeared here after it was finished came from another cluster,
 * unless its schedule is here. In doubt it counts as this cluster's, which
 * proves less.
 */
function isSameCluster(
  restore: RestoreObject,
  { backup }: Origin,
  { inventory }: JudgeOptions,
): boolean {
  const scheduleName = restore.scheduleName ?? backup?.scheduleName;
  const isScheduledHere = inventory.veleroSchedules.some(
    ({ name }) => name === scheduleName,
  );
  const { createdAt, completedAt } = backup ?? {};
  const arrivedLater =
    createdAt !== undefined &&
    completedAt !== undefined &&
    createdAt > completedAt;
  return isScheduledHere || !arrivedLater;
}

/**
 * Velero Restores as evidence of grade E1 (`catalogue/00` §0.5), to be kept
 * because Velero deletes a Restore with its Backup.
 */
export function observedRestores(
  options: JudgeOptions,
): readonly ObservedEvidence[] {
  const { cluster, inventory, sources } = options;
  const source = sources.find(({ key }) => key === 'veleroRestores');
  if (source?.state === 'inert') return [];
  return inventory.veleroRestores.flatMap(restore => {
    const outcome = OUTCOMES[restore.phase ?? ''];
    if (!outcome || restore.completedAt === undefined) return [];
    const origin = originOf(restore, options);
    const subjects = namespacesOf(origin, options).map(name =>
      subjectKey({
        type: 'namespace',
        cluster: cluster.uid,
        namespace: name,
        kind: 'Namespace',
        name,
      }),
    );
    if (subjects.length === 0) return [];
    const backupName = restore.backupName;
    return {
      naturalKey: `${cluster.uid}/${
        restore.uid ?? `${restore.namespace}/${restore.name}`
      }`,
      check: 'rec-restore-pvc-proven',
      control: 'R1',
      what: 'restore-drill',
      subjects,
      performedAt: new Date(restore.completedAt).toISOString(),
      outcome,
      artefacts: [],
      grade: 'E1',
      observed: {
        cluster: cluster.name,
        object: `Velero Restore ${restore.namespace}/${restore.name}`,
        restoredVolumes: restore.restoreVolumes !== false,
        sameCluster: isSameCluster(restore, origin, options),
        ...(backupName && { backupName }),
      },
    };
  });
}
