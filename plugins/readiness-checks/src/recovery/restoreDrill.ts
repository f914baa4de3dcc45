import type { Remediation } from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';
import type { YamlMap } from '../toYaml';
import { includesNamespace } from './backupSelection';
import type { RestoreInventory } from './restoreAttempts';

const RECORD =
  'Assert the data by a Job (row count, checksum, application probe), record the drill with its result and an artefact, then delete the copy.';

/** A restore of this namespace under another name, from what backs it up today. */
export function restoreDrill(
  namespace: string,
  inventory: RestoreInventory,
  now: number,
): Remediation {
  const copy = `drill-${namespace}`.slice(0, 63);
  const schedule = inventory.veleroSchedules.find(({ template }) =>
    includesNamespace(template, namespace),
  );
  const backup = inventory.veleroBackups
    .filter(
      candidate =>
        candidate.phase === 'Completed' &&
        includesNamespace(candidate, namespace),
    )
    .sort((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0))[0];
  const backupFrom: YamlMap | undefined = backup && { backupName: backup.name };
  const from: YamlMap | undefined = schedule
    ? { scheduleName: schedule.name }
    : backupFrom;
  if (!from) {
    const postgres = inventory.postgresClusters.find(
      cluster => cluster.namespace === namespace && cluster.backupConfigured,
    );
    const first = shellWord(`${namespace}-drill`);
    return {
      summary: `Restore ${namespace} under another name and check its data.`,
      type: 'steps',
      content: [
        postgres
          ? `1. Create a CNPG Cluster ${postgres.name}-drill with spec.bootstrap.recovery from the newest Backup of ${postgres.name}.`
          : `1. Back ${namespace} up first: velero backup create ${first} --include-namespaces ${shellWord(
              namespace,
            )} --snapshot-move-data --wait`,
        postgres
          ? '2. Compare row counts with the original.'
          : `2. velero restore create --from-backup ${first} --namespace-mappings ${shellWord(
              `${namespace}:${copy}`,
            )} --restore-volumes --wait`,
        '3. Record the drill with its result and an artefact; delete the copy.',
        '',
      ].join('\n'),
    };
  }
  const home = (schedule ?? backup)?.namespace ?? 'velero';
  const month = new Date(now).toISOString().slice(0, 7);
  const name = `${copy}-${month}`;
  return {
    summary: `Restore ${namespace} as ${copy} and check its data.`,
    type: 'manifest',
    target: {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      namespace: home,
      name,
    },
    content: toYaml({
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: { name, namespace: home },
      spec: {
        ...from,
        includedNamespaces: [namespace],
        namespaceMapping: { [namespace]: copy },
        restorePVs: true,
      },
    }),
    note: `${RECORD} A cluster other than the one that was backed up proves more.`,
  };
}
