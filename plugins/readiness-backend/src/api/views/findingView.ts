import {
  parseSubjectKey,
  type Finding,
  type Schemas,
  type Subject,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { fromJson } from '../../database/rows';
import type {
  DbClusterRow,
  DbDisputeRow,
  DbFindingRow,
  DbWaiverRow,
} from '../../database/tables';
import type { StoredSource } from '../../register/observedFindings';
import { covers } from '../../waivers/coverage';
import { disputeView } from './disputeView';

export interface FindingContext {
  checks: ReadonlyMap<string, AnyCheck>;
  /** By uid. */
  clusters: ReadonlyMap<string, DbClusterRow>;
  /** When a scan of that entity alone last ended, by `<cluster uid> <ref>`. */
  entityScans: ReadonlyMap<string, string>;
  /** Task by finding id. */
  tasks: ReadonlyMap<string, string>;
  /** The last dispute by finding id. */
  disputes: ReadonlyMap<string, DbDisputeRow>;
  /** Open waivers of the checks of the findings. */
  waivers: readonly DbWaiverRow[];
}

type ApiSubject = Schemas['Subject'];

const VISIBILITY_WHY =
  'What cannot be read is unknown, and unknown never passes: it lowers coverage and caps the score. Opening the source shows what is really there.';

/** A subject with the name of its cluster, as people know it. */
export function subjectView(
  subject: Subject,
  clusterName: string | undefined,
): ApiSubject {
  return {
    ...subject,
    ...(clusterName && { clusterName }),
    ...(subject.type === 'cluster' && clusterName && { name: clusterName }),
  };
}

/** An open finding was seen by every scan since; the row is written on change only. */
function lastSeen(row: DbFindingRow, context: FindingContext): string {
  if (row.closed_at !== null || row.sticky) return row.last_seen_at;
  const whole = context.clusters.get(row.cluster_uid)?.last_whole_scan_at;
  const single =
    row.entity_ref &&
    context.entityScans.get(`${row.cluster_uid} ${row.entity_ref}`);
  return [row.last_seen_at, whole ?? '', single ?? ''].reduce((a, b) =>
    a > b ? a : b,
  );
}

function visibilityTitle(row: DbFindingRow): string {
  const [source] = fromJson<StoredSource[]>(row.sources);
  return source?.state === 'notConnected'
    ? `${row.discriminator} is not connected`
    : `${row.discriminator} cannot be seen`;
}

function whyOf(row: DbFindingRow, check: AnyCheck | undefined): string {
  if (row.kind === 'visibility') return VISIBILITY_WHY;
  return row.origin === null
    ? check?.texts.why ?? ''
    : `${row.origin} reports it, by a rule that no check of ours asks. It is shown with its owner and counts for nothing: no score, no level, no task. It closes when ${row.origin} no longer reports it.`;
}

/** The waiver that holds, else the one that somebody asked for. */
function waiverOf(
  row: DbFindingRow,
  waivers: readonly DbWaiverRow[],
): Finding['waiver'] {
  const waiver =
    waivers.find(({ id }) => id === row.waiver_id) ??
    waivers.find(other => other.state === 'requested' && covers(other, row));
  if (!waiver || row.closed_at !== null) return undefined;
  return {
    id: waiver.id,
    state: waiver.state === 'approved' ? 'approved' : 'requested',
    reason: waiver.reason,
    requestedBy: waiver.requested_by,
    requestedAt: waiver.requested_at,
    ...(waiver.decided_by !== null && { approvedBy: waiver.decided_by }),
    expires: waiver.expires,
  };
}

/** A row of the register as the API answers it. */
export function findingView(
  row: DbFindingRow,
  context: FindingContext,
): Finding {
  const check = context.checks.get(row.check_id);
  const at = lastSeen(row, context);
  const subject = parseSubjectKey(row.subject_key);
  const visibility = row.kind === 'visibility';
  const taskId = context.tasks.get(row.id);
  const dispute = context.disputes.get(row.id);
  const waiver = waiverOf(row, context.waivers);
  return {
    id: row.id,
    check: row.check_id,
    title: visibility
      ? visibilityTitle(row)
      : row.title ?? check?.title ?? row.check_id,
    why: whyOf(row, check),
    ...(row.origin !== null && { source: row.origin }),
    ...(row.also_reported !== null && {
      alsoReported: fromJson(row.also_reported),
    }),
    dimension: row.dimension,
    control: row.control,
    stage: row.stage,
    severity: row.severity,
    state: row.state,
    ...(Boolean(row.sticky) && { sticky: true }),
    ...(visibility && { visibility: true }),
    subject: subject
      ? subjectView(subject, row.cluster)
      : { type: 'cluster', kind: 'Cluster', name: row.cluster },
    ...(row.discriminator && { discriminator: row.discriminator }),
    ...(row.entity_ref && { entityRef: row.entity_ref }),
    owner: row.owner,
    responsible: row.responsible,
    reasons: fromJson(row.reasons),
    sources: fromJson<StoredSource[]>(row.sources).map(source => ({
      ...source,
      cluster: row.cluster,
      at,
    })),
    remediation: fromJson(row.remediation),
    ...(check && { references: [...check.texts.references] }),
    firstSeen: row.first_seen_at,
    lastSeen: at,
    ...(row.closed_at && { closedAt: row.closed_at }),
    ...(row.due_at && { dueAt: row.due_at }),
    regressions: row.regressions,
    ...(taskId && { taskId }),
    fixRoot: fromJson(row.fix_root),
    mode: row.mode,
    ...(dispute && { disputed: disputeView(dispute) }),
    ...(waiver && { waiver }),
  };
}
