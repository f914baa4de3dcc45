import type {
  PlannedFinding,
  SharedSource,
  Tier,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { fromJson } from '../database/rows';
import type { DbFindingRow } from '../database/tables';

/**
 * Checks whose verdict on a cluster follows from those on its namespaces
 * (`catalogue/60` C.2): fixing one of these fixes the cluster.
 */
const SUMMARISED_BY_CLUSTER: readonly string[] = ['rec-restore-pvc-proven'];

const ms = (iso: string) => DateTime.fromISO(iso).toMillis();

function plannedFinding(row: DbFindingRow, flapping: boolean): PlannedFinding {
  return {
    id: row.id,
    check: row.check_id,
    severity: row.severity,
    tier: row.tier as Tier,
    environment: row.environment,
    exposed: Boolean(row.exposed),
    // Rights over the cluster are what the RBAC control is about.
    privileged: row.control === 'S3',
    fixKey: row.fix_key,
    fixRoot: fromJson(row.fix_root),
    effort: row.effort,
    owner: row.owner,
    cluster: row.cluster,
    subject: row.subject_key,
    firstSeen: ms(row.first_seen_at),
    // A dispute pauses the due date (decision D7).
    ...(row.due_at && !row.disputed && { dueAt: ms(row.due_at) }),
    ...(row.kind === 'visibility' && { visibility: true }),
    ...(row.hides && { hides: fromJson<string[]>(row.hides) }),
    exposureClass:
      row.severity === 'critical' &&
      (row.control === 'S3' || row.control === 'S4'),
    regressions: row.regressions,
    failing: row.state !== 'warn',
    ...(row.shared && { shared: fromJson<SharedSource[]>(row.shared) }),
    ...(flapping && { flapping }),
  };
}

const isOfCluster = (row: DbFindingRow) =>
  row.subject_key.startsWith('cluster:');

/** Open findings of the register as the planner sees them; waived ones need nobody. */
export function plannedFindings(
  rows: readonly DbFindingRow[],
  flapping: ReadonlySet<string> = new Set(),
): PlannedFinding[] {
  const place = (row: DbFindingRow) => `${row.check_id} ${row.cluster_uid}`;
  const inside = new Set(rows.filter(row => !isOfCluster(row)).map(place));
  return rows
    .filter(({ state }) => state !== 'waived')
    .map(row => ({
      ...plannedFinding(row, flapping.has(row.id)),
      ...(SUMMARISED_BY_CLUSTER.includes(row.check_id) &&
        isOfCluster(row) &&
        inside.has(place(row)) && { summarises: true }),
    }));
}
