import type { UnownedNamespace } from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { selectWhereIn } from '../database/rows';
import type {
  DbClusterRow,
  DbFindingEventRow,
  DbFindingRow,
  DbSubjectRow,
  DbTaskFindingRow,
  DbTaskRow,
} from '../database/tables';
import { isClosed } from './storedPlan';

/** Back that often within the window is no accident (`catalogue/60` C.7). */
const FLAPS = 3;
const FLAP_WINDOW = { days: 90 };

/** Findings that came back three times or more in 90 days. */
export async function flappingFindings(
  tx: Knex,
  open: readonly DbFindingRow[],
  at: string,
): Promise<ReadonlySet<string>> {
  const suspects = open.filter(row => row.regressions >= FLAPS);
  if (suspects.length === 0) return new Set();
  const since = DateTime.fromISO(at, { zone: 'utc' }).minus(FLAP_WINDOW);
  const events = await selectWhereIn<DbFindingEventRow>(
    tx,
    'finding_events',
    'finding_id',
    suspects.map(({ id }) => id),
    query =>
      query.where({ type: 'reopened' }).where('at', '>', since.toISO() ?? ''),
  );
  const counts = new Map<string, number>();
  for (const { finding_id: id } of events) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, n]) => n >= FLAPS).map(([id]) => id));
}

/** Namespaces with workloads that nobody owns, with what is hidden in them (C.6). */
export async function unownedNamespaces(
  tx: Knex,
  open: readonly DbFindingRow[],
): Promise<UnownedNamespace[]> {
  const rows: { cluster_uid: string; namespace: string }[] =
    await tx<DbSubjectRow>('subjects')
      .where({ type: 'workload', namespace_class: 'tenant' })
      .whereNull('owner')
      .whereNull('removed_at')
      .whereNotNull('namespace')
      .distinct('cluster_uid', 'namespace');
  const clusters = await tx<DbClusterRow>('clusters')
    .whereNotNull('uid')
    .whereNull('removed_at')
    .select('uid', 'name');
  const names = new Map(clusters.map(({ uid, name }) => [uid, name]));
  return rows.flatMap(({ cluster_uid: uid, namespace }) => {
    const cluster = names.get(uid);
    if (cluster === undefined) return [];
    return [
      {
        cluster,
        key: `ns:${uid}/${namespace}`,
        namespace,
        findings: open
          .filter(
            row =>
              row.cluster_uid === uid &&
              row.namespace === namespace &&
              row.entity_ref === null,
          )
          .map(({ id }) => id),
      },
    ];
  });
}

/** A task that is assigned or begun keeps its findings: it is not regrouped. */
const isHeld = (task: DbTaskRow) =>
  !isClosed(task) && (task.assignee !== null || task.status !== 'open');

/** By finding id the key of the task that keeps it. */
export async function heldFindings(
  tx: Knex,
  stored: readonly DbTaskRow[],
): Promise<ReadonlyMap<string, string>> {
  const held = new Map(
    stored.filter(isHeld).map(({ id, key }) => [id, key] as const),
  );
  const links = await selectWhereIn<DbTaskFindingRow>(
    tx,
    'task_findings',
    'task_id',
    [...held.keys()],
  );
  return new Map(
    links.map(link => [link.finding_id, held.get(link.task_id) as string]),
  );
}
