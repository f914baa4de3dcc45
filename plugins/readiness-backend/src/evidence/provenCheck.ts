import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Read,
} from '@readiness/backstage-plugin-readiness-engine';
import { fieldError } from '../errors/fieldError';

/** What a scan cannot see although it is no proof: the pipeline says it. */
const RECORDED_BY_PIPELINES = ['ci-scan'];

/** The kinds of evidence that a check reads, by its own declaration. */
function kindsOf(check: AnyCheck): string[] {
  const reads: readonly Read[] = check.reads;
  return reads.flatMap(read => ('evidence' in read ? [read.evidence] : []));
}

/** The check that a record of this kind proves; anything else is refused by field. */
export function provenCheck(
  id: string,
  what: string,
  checks: readonly AnyCheck[],
): AnyCheck {
  const check = checks.find(candidate => candidate.id === id);
  if (!check) throw fieldError('check', `there is no check "${id}"`);
  const kinds = kindsOf(check);
  const isRecorded =
    check.stage === 'configured' &&
    kinds.some(kind => RECORDED_BY_PIPELINES.includes(kind));
  if (kinds.length === 0 || (check.stage !== 'proven' && !isRecorded)) {
    throw fieldError(
      'check',
      `${id} is judged by scans alone, evidence does not prove it`,
    );
  }
  if (!kinds.includes(what)) {
    throw fieldError(
      'what',
      `${id} is proven by ${kinds.join(' or ')}, not by ${what}`,
    );
  }
  return check;
}

/** Refuses what the check never judges: such a record would prove nothing. */
export function assertJudged(key: string, check: AnyCheck): void {
  const subject = parseSubjectKey(key);
  if (!subject) {
    throw fieldError(
      'subjects',
      `"${key}" is no subject, expected e.g. ns:<cluster uid>/<namespace>`,
    );
  }
  const types: readonly string[] = check.scope.types;
  if (!types.includes(subject.type)) {
    throw fieldError(
      'subjects',
      `${key} is a ${subject.type}, ${check.id} judges ${types.join(' and ')}`,
    );
  }
}
