import { InputError } from '@backstage/errors';
import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Read,
} from '@readiness/backstage-plugin-readiness-engine';

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
  if (!check) throw new InputError(`check: there is no check "${id}"`);
  const kinds = kindsOf(check);
  if (check.stage !== 'proven' || kinds.length === 0) {
    throw new InputError(
      `check: ${id} is judged by scans alone, evidence does not prove it`,
    );
  }
  if (!kinds.includes(what)) {
    throw new InputError(
      `what: ${id} is proven by ${kinds.join(' or ')}, not by ${what}`,
    );
  }
  return check;
}

/** Refuses subjects that the check never judges: such a record would prove nothing. */
export function assertJudged(key: string, subject: Subject, check: AnyCheck) {
  const types: readonly string[] = check.scope.types;
  if (!types.includes(subject.type)) {
    throw new InputError(
      `subjects: ${key} is a ${subject.type}, ${check.id} judges ${types.join(
        ' and ',
      )}`,
    );
  }
}
