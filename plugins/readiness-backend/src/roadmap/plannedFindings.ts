import type {
  PlannedFinding,
  Tier,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { fromJson } from '../database/rows';
import type { DbFindingRow } from '../database/tables';

const ms = (iso: string) => DateTime.fromISO(iso).toMillis();

/** A finding of the register as the planner sees it. */
export function plannedFinding(row: DbFindingRow): PlannedFinding {
  const exposureClass =
    row.severity === 'critical' &&
    (row.control === 'S3' || row.control === 'S4');
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
    ...(row.due_at && { dueAt: ms(row.due_at) }),
    ...(row.kind === 'visibility' && { visibility: true }),
    ...(row.hides && { hides: fromJson<string[]>(row.hides) }),
    exposureClass,
    regressions: row.regressions,
  };
}
