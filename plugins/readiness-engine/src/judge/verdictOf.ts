import {
  type Severity,
  SEVERITIES,
  type UnknownReason,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, Judgement, Read } from '../check';
import type { Reason } from '../finding';
import type { JudgeOptions } from '../contracts';
import type { Source } from '../facts';
import type { Inventory } from '../inventory/Inventory';
import { judgeContext, UnreadableError } from './context';
import { exceptedUnseen, type Granted, withExceptions } from './excepting';
import type { ExceptionsByCheck } from './exceptions';
import { type Outcome, worstOf } from './Outcome';
import { shownByManifests } from './shownByManifests';
import type { Candidate, Scope } from './Scope';
import {
  type Blocked,
  isUnreadable,
  keyOfRead,
  type SourceTable,
} from './SourceTable';

export interface JudgeCase {
  check: AnyCheck;
  candidate: Candidate;
  options: JudgeOptions;
  scope: Scope;
  sources: SourceTable;
  inventory: Inventory;
  exceptions: ExceptionsByCheck;
}

function sentence({ resource, state, message }: Source): string {
  return `${resource} is ${state === 'notConnected' ? 'not connected' : state}${
    message ? `: ${message}` : ''
  }.`;
}

/** The only place that makes an `unknown` out of sources. */
export function unknownFrom(blocked: readonly Blocked[]): Outcome {
  return {
    state: 'unknown',
    unknownReason: blocked[0].reason,
    reasons: blocked.map(({ reason, source }) => ({
      code: reason,
      message: sentence(source),
      field: source.key,
    })),
    occurrences: [],
  };
}

function unknown(
  unknownReason: UnknownReason,
  message: string,
  field?: string,
): Outcome {
  const reason: Reason = {
    code: unknownReason,
    message,
    ...(field !== undefined && { field }),
  };
  return {
    state: 'unknown',
    unknownReason,
    reasons: [reason],
    occurrences: [],
  };
}

/** The milder of what a judge says and what the check may say at most. */
function mildest(wanted: Severity | undefined, most: Severity): Severity {
  const index = Math.max(
    SEVERITIES.indexOf(wanted ?? most),
    SEVERITIES.indexOf(most),
  );
  return SEVERITIES[index];
}

function undecided(
  field: string,
  message: string | undefined,
  { check, candidate, sources }: JudgeCase,
): Outcome {
  const reads: readonly Read[] = check.reads;
  const isSource =
    sources.has(field) ||
    reads.some(read => read.provides === field || keyOfRead(read) === field);
  const info = isSource
    ? sources.infoFor(field, reads, candidate.judged.subject)
    : undefined;
  if (info && isUnreadable(info.state)) {
    return unknown(
      info.state,
      message ?? sentence({ ...sources.get(field), ...info }),
      field,
    );
  }
  return unknown(
    'undecidable',
    message ?? `${field} cannot be decided.`,
    field,
  );
}

function outcomeOf(judgement: Judgement, judging: JudgeCase): Outcome {
  const { check, options } = judging;
  switch (judgement.state) {
    case 'pass':
      return {
        state: 'pass',
        reasons: judgement.reasons ?? [],
        occurrences: [],
      };
    case 'na':
      return { state: 'na', reasons: [judgement.reason], occurrences: [] };
    case 'undecidable':
      return undecided(judgement.field, judgement.message, judging);
    default: {
      const { occurrences } = judgement;
      if (occurrences.length === 0) {
        return { state: 'pass', reasons: [], occurrences: [] };
      }
      const most = options.config.checks[check.id]?.severity ?? check.severity;
      return {
        state: worstOf(occurrences),
        reasons: [],
        occurrences: occurrences.map(occurrence => ({
          ...occurrence,
          severity: mildest(occurrence.severity, most),
        })),
      };
    }
  }
}

/** A part of a list that was seen can show a failure, never its absence. */
function ofPart(seen: Outcome, partial: readonly Blocked[]): Outcome {
  const isConclusive = seen.state === 'fail' || seen.state === 'unknown';
  return partial.length === 0 || isConclusive ? seen : unknownFrom(partial);
}

/** Workloads are shown to checks that declare to read them. */
function asDeclared(
  judged: Candidate['judged'],
  reads: readonly Read[],
): Candidate['judged'] {
  const readsWorkloads = reads.some(({ provides }) => provides === 'workloads');
  return 'workloads' in judged && !readsWorkloads
    ? { ...judged, workloads: [] }
    : judged;
}

/** Facts that an extractor did not deliver for a template that was read. */
function lacksFacts({ check, candidate }: JudgeCase): boolean {
  const { judged } = candidate;
  return (
    check.extract !== undefined &&
    judged.type === 'workload' &&
    judged.workload.template !== undefined &&
    !Object.hasOwn(judged.workload.facts, check.extract.id)
  );
}

/** What the judge says, with what it was granted on the way. */
function judge(judging: JudgeCase): Outcome {
  const { check, candidate, sources, options, scope, inventory } = judging;
  const { subject } = candidate.judged;
  const granted: Granted[] = [];
  const judgement: Judgement = check.judge(
    asDeclared(candidate.judged, check.reads),
    inventory,
    judgeContext(check, subject, {
      options,
      exceptions: judging.exceptions,
      lookup: scope.lookup,
      owners: scope.owners,
      sources,
      granted,
    }),
  );
  return withExceptions(
    outcomeOf(judgement, judging),
    { ...judging, subject },
    granted,
  );
}

/** What one check says of one subject, after the states of its sources. */
function fromSources(judging: JudgeCase): Outcome {
  const { check, candidate, sources } = judging;
  const { blocked, partial } = sources.split(
    check.reads,
    candidate.judged.subject,
  );
  if (blocked.length > 0) return unknownFrom(blocked);
  if (lacksFacts(judging)) {
    return unknown(
      'unparseable',
      `${check.id} could not examine the template.`,
    );
  }
  try {
    return ofPart(judge(judging), partial);
  } catch (failure) {
    return failure instanceof UnreadableError
      ? unknown('error', `${check.id}: ${failure.message}.`)
      : unknown('undecidable', `${check.id} failed on this subject.`);
  }
}

/**
 * What one check says of one subject. A judge that throws makes its verdict
 * unknown and stops nothing; what is excepted as a whole is never unknown.
 */
export function outcomeFor(judging: JudgeCase): Outcome {
  const { check, candidate, options, inventory } = judging;
  const seen = fromSources(judging);
  const outcome =
    options.origin === 'manifests'
      ? shownByManifests(
          seen,
          check,
          candidate.judged,
          inventory,
          options.flaws,
        )
      : seen;
  return outcome.state === 'unknown'
    ? exceptedUnseen({ ...judging, subject: candidate.judged.subject }) ??
        outcome
    : outcome;
}
