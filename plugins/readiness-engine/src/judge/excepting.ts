import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, Exception } from '../check';
import type { JudgeOptions } from '../contracts';
import type { Excepted } from '../facts';
import type { Reason } from '../finding';
import {
  type Asked,
  type ExceptionsByCheck,
  findCovering,
  findExclusion,
  findWhole,
  unasked,
} from './exceptions';
import { type Outcome, worstOf } from './Outcome';

const BY: Readonly<Record<Exception['origin'], string>> = {
  shipped: 'by the allow-list of the catalogue',
  config: 'by configuration',
  dispute: 'by an accepted dispute',
};

/** Which row acted: where it comes from, until when, and why it is there. */
export function exceptedReason({ origin, expires, reason }: Exception): Reason {
  const until = expires === undefined ? '' : ` until ${expires.slice(0, 10)}`;
  return {
    code: 'excepted',
    message: `Excepted ${BY[origin]}${until}: ${reason}`,
  };
}

const notApplicable = (reason: Reason): Outcome => ({
  state: 'na',
  reasons: [reason],
  occurrences: [],
});

/** One check on one subject, with the rows that may act there. */
interface Place {
  check: AnyCheck;
  options: JudgeOptions;
  exceptions: ExceptionsByCheck;
  subject: Subject;
}

/** What configuration takes out of a check, whatever a scan sees of it. */
export function excludedOutcome(place: Place): Outcome | undefined {
  const { check, options, subject } = place;
  const row = findExclusion(
    options.config.checks[check.id]?.exclude ?? [],
    subject,
    options.cluster.name,
  );
  return (
    row &&
    notApplicable({
      code: 'excluded',
      message: `Excluded by configuration: ${row.reason}`,
    })
  );
}

function exceptedWhole(row: Exception): Outcome {
  const reason = exceptedReason(row);
  return { ...notApplicable(reason), excepted: [{ reason }] };
}

/** A subject that an exception without a rule covers needs no source. */
export function exceptedUnseen(place: Place): Outcome | undefined {
  const { check, exceptions, subject, options } = place;
  const row = findWhole(
    exceptions.get(check.id) ?? [],
    subject,
    options.cluster.name,
  );
  return row && exceptedWhole(row);
}

/** What a judge was granted: its own verdict says what follows from it. */
export interface Granted {
  where: Asked;
  row: Exception;
}

/**
 * Applies what a judge did not ask for itself: a row without a rule takes the
 * subject out of the check, one with a rule takes away what it covers.
 */
export function withExceptions(
  outcome: Outcome,
  place: Place,
  granted: readonly Granted[],
): Outcome {
  const { check, exceptions, subject, options } = place;
  const cluster = options.cluster.name;
  const byJudge = granted.map(({ where, row }): Excepted => {
    const reason = exceptedReason(row);
    return where.rule === undefined
      ? { reason }
      : { discriminator: where.rule, reason };
  });
  const rows = unasked(
    exceptions.get(check.id) ?? [],
    granted.map(({ where }) => where),
  );
  const whole = findWhole(rows, subject, cluster);
  if (whole && outcome.state !== 'na') return exceptedWhole(whole);
  const judged = outcome.occurrences.map(occurrence => ({
    occurrence,
    row: findCovering(rows, occurrence, subject, cluster),
  }));
  const byEngine = judged.flatMap(({ occurrence, row }): Excepted[] => {
    const { discriminator } = occurrence;
    return row
      ? [
          {
            ...(discriminator !== undefined && { discriminator }),
            reason: exceptedReason(row),
          },
        ]
      : [];
  });
  const excepted = [...byJudge, ...byEngine];
  if (excepted.length === 0) return outcome;
  if (byEngine.length === 0) return { ...outcome, excepted };
  const left = judged.flatMap(({ occurrence, row }) =>
    row ? [] : [occurrence],
  );
  const reasons = [
    ...new Map(byEngine.map(({ reason }) => [reason.message, reason])).values(),
  ];
  return left.length > 0
    ? {
        state: worstOf(left),
        reasons: [...outcome.reasons, ...reasons],
        occurrences: left,
        excepted,
      }
    : { state: 'na', reasons, occurrences: [], excepted };
}
