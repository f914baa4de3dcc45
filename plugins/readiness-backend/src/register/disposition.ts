import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Read,
  ScanResult,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { importDisposition } from './importedFindings';
import { isHidden } from './isHidden';
import { judgedChecks } from './judgedChecks';
import type { DbFindingRow } from '../database/tables';
import type { ScanImports } from '../scanning/scanImports';
import type { Disposition } from './reconcileFindings';
import { operatorReason } from './StoredVerdict';
import { isOf, isUnseen } from './visibilityFindings';

const close = (
  reason: Extract<Disposition, { type: 'close' }>['reason'],
  because?: string,
): Disposition => ({ type: 'close', reason, ...(because && { because }) });
const KEEP: Disposition = { type: 'keep' };
const LEAVE: Disposition = { type: 'leave' };

/** Part of what the check has to read was not seen: absence proves nothing. */
function seesPartOnly(
  check: AnyCheck,
  verdict: Verdict,
  result: ScanResult,
): boolean {
  const reads: readonly Read[] = check.reads;
  return result.sources.some(
    source =>
      isUnseen(source) &&
      verdict.sources.includes(source.key) &&
      reads.some(read => !read.optional && isOf(read, source)),
  );
}

/** Which exception took this very finding away: nobody fixed it. */
function exceptedBecause(
  { excepted = [] }: Verdict,
  { discriminator }: DbFindingRow,
): string | undefined {
  return excepted.find(row => (row.discriminator ?? null) === discriminator)
    ?.reason.message;
}

/**
 * Decides what becomes of findings that a scan did not see. Only an observed
 * fix closes one to somebody's credit; `unknown` closes nothing.
 */
export function dispositionOf(
  result: ScanResult,
  checks: ReadonlyMap<string, AnyCheck>,
  imports?: ScanImports,
): (row: DbFindingRow) => Disposition {
  const subjects = new Map(result.subjects.map(s => [s.key, s]));
  const verdicts = new Map(
    result.verdicts.map(v => [`${v.check} ${subjectKey(v.subject)}`, v]),
  );
  const judged = judgedChecks(result, checks.values());
  return row => {
    // A source that reads again closes the finding about it.
    if (row.kind === 'visibility') return close('fixed');
    if (row.kind === 'import') return importDisposition(row, result, imports);
    const check = checks.get(row.check_id);
    if (!check) return close('check_removed');
    if (!judged.has(check.id)) return LEAVE;
    const subject = subjects.get(row.subject_key);
    if (!subject) {
      return isHidden(row.subject_key, result)
        ? KEEP
        : close('subject_removed');
    }
    const verdict = verdicts.get(`${row.check_id} ${row.subject_key}`);
    if (!verdict) return subject.unobserved ? KEEP : close('not_applicable');
    if (verdict.state === 'na') {
      const [reason] = verdict.reasons;
      return close(
        'not_applicable',
        operatorReason(verdict) ?? reason?.message,
      );
    }
    const because = exceptedBecause(verdict, row);
    if (because) return close('not_applicable', because);
    switch (verdict.state) {
      case 'unknown':
        return KEEP;
      case 'pass':
        return close('fixed');
      default:
        return seesPartOnly(check, verdict, result) ? KEEP : close('fixed');
    }
  };
}
