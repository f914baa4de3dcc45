import { createHash } from 'node:crypto';
import { SEVERITIES } from '@readiness/backstage-plugin-readiness-common';
import type { DbFindingRow, DbWaiverRow } from '../database/tables';

/** What a waiver is about, as its row has it. */
export type WaiverTarget = Pick<
  DbWaiverRow,
  | 'check_id'
  | 'scope'
  | 'finding_id'
  | 'cluster_uid'
  | 'subject_key'
  | 'entity_ref'
  | 'responsible'
>;

type Covered = Pick<
  DbFindingRow,
  | 'id'
  | 'check_id'
  | 'cluster_uid'
  | 'subject_key'
  | 'entity_ref'
  | 'responsible'
>;

function isAbout(target: WaiverTarget, finding: Covered): boolean {
  if (target.check_id !== finding.check_id) return false;
  if (target.scope === 'finding') return target.finding_id === finding.id;
  // What somebody else answers for is for somebody else to accept.
  if (target.responsible !== finding.responsible) return false;
  return target.scope === 'entity'
    ? target.entity_ref !== null && target.entity_ref === finding.entity_ref
    : target.cluster_uid === finding.cluster_uid &&
        target.subject_key === finding.subject_key;
}

/** Whether a waiver covers a finding: what is graver than it was asked for is not. */
export function covers(
  waiver: WaiverTarget & Pick<DbWaiverRow, 'severity'>,
  finding: Covered & Pick<DbFindingRow, 'severity'>,
): boolean {
  return (
    isAbout(waiver, finding) &&
    SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(waiver.severity)
  );
}

/** The same for two waivers about the same, however grave. */
export function selectorOf(target: WaiverTarget): string {
  const { check_id: check, scope, responsible } = target;
  const parts = {
    finding: [target.finding_id],
    subject: [target.cluster_uid, target.subject_key, responsible],
    entity: [target.entity_ref, responsible],
  }[scope];
  return createHash('sha256')
    .update(JSON.stringify([check, scope, ...parts]))
    .digest('hex');
}

/** The findings that a waiver for this one would be about. */
export function findingsAbout(
  target: WaiverTarget,
  open: readonly DbFindingRow[],
): DbFindingRow[] {
  return open.filter(row => isAbout(target, row));
}
