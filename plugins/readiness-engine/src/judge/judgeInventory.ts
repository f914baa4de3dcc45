import type { SubjectType } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, Read } from '../check';
import type { JudgeOptions } from '../contracts';
import type { ScanResult, Verdict } from '../facts';
import { type Applicability, applicability } from './applicability';
import { candidatesOf } from './candidates';
import { exceptedUnseen, excludedOutcome } from './excepting';
import { exceptionsInForce } from './exceptions';
import { observedRestores } from './observedRestores';
import type { Outcome } from './Outcome';
import { responsibleFor } from './responsible';
import { type Candidate, Scope } from './Scope';
import { type Blocked, SourceTable } from './SourceTable';
import { mightApply, type Unobserved, unobservedSubjects } from './unobserved';
import { type JudgeCase, outcomeFor, unknownFrom } from './verdictOf';

interface Judging extends Omit<JudgeCase, 'check' | 'candidate'> {
  checks: readonly AnyCheck[];
}

/**
 * Judges an inventory: plain data in, plain data out, the same for the same
 * input whatever the order of its objects. Unknown comes from here alone.
 *
 * @public
 */
export function judgeInventory(options: JudgeOptions): ScanResult {
  const { cluster, now } = options;
  const scope = Scope.create(options);
  const sources = SourceTable.create(options);
  const checks = checksToRun(options, sources);
  const types = new Set<SubjectType>(
    checks.flatMap(check => check.scope.types),
  );
  const candidates = candidatesOf(options, types, scope, sources);
  const unobserved = unobservedSubjects(
    options,
    new Set(candidates.map(({ row }) => row.key)),
    scope,
    sources,
  );
  const judging: Judging = {
    checks,
    options,
    scope,
    sources,
    inventory: { ...options.inventory, evidence: options.evidence },
    exceptions: exceptionsInForce(options.config.exceptions, now),
  };
  return {
    cluster: {
      name: cluster.name,
      uid: cluster.uid,
      version: cluster.version,
      environment: cluster.environment,
    },
    rulesetVersion: options.rulesetVersion,
    at: new Date(now).toISOString(),
    ...(options.namespaces && { namespaces: options.namespaces }),
    sources: options.sources,
    subjects: [
      ...candidates.map(({ row }) => row),
      ...unobserved.map(({ row }) => row),
    ],
    verdicts: [
      ...candidates.flatMap(candidate => judgeCandidate(candidate, judging)),
      ...unobserved.flatMap(entry => missVerdicts(entry, judging)),
    ],
    matching: scope.matches.report,
    observedEvidence: options.namespaces ? [] : observedRestores(options),
  };
}

/**
 * A scan of some namespaces leaves out checks that also read what it did not,
 * since they would judge by half of what they need.
 */
function checksToRun(
  { checks, config, namespaces }: JudgeOptions,
  sources: SourceTable,
): readonly AnyCheck[] {
  return checks.filter(
    check =>
      config.checks[check.id]?.enabled !== false &&
      (!namespaces || sources.covers(check.reads)),
  );
}

function verdict(
  check: AnyCheck,
  row: Candidate['row'],
  outcome: Outcome,
  { options, sources }: Judging,
): Verdict {
  const reads: readonly Read[] = check.reads;
  return {
    check: check.id,
    subject: row.subject,
    ...outcome,
    sources: sources.consulted(reads, row.subject),
    responsible: responsibleFor(check, row, options),
    ...(options.config.checks[check.id]?.mode === 'observe' && {
      mode: 'observe' as const,
    }),
  };
}

function judgeCandidate(
  candidate: Candidate,
  judging: Judging,
): readonly Verdict[] {
  const { type, subject } = candidate.judged;
  const services = judging.sources.blockedSource('services', subject);
  return judging.checks.flatMap(check => {
    if (!check.scope.types.includes(type)) return [];
    const applies = applicability(check, candidate, services === undefined);
    if (applies.type === 'skip') return [];
    const outcome = outcomeOf(
      applies,
      { ...judging, check, candidate },
      services,
    );
    return [verdict(check, candidate.row, outcome, judging)];
  });
}

function outcomeOf(
  applies: Exclude<Applicability, { type: 'skip' }>,
  judging: JudgeCase,
  services: Blocked | undefined,
): Outcome {
  if (applies.type === 'na') {
    return { state: 'na', reasons: [applies.reason], occurrences: [] };
  }
  const place = { ...judging, subject: judging.candidate.judged.subject };
  const excluded = excludedOutcome(place);
  if (excluded) return excluded;
  return applies.type === 'undecided' && services
    ? exceptedUnseen(place) ?? unknownFrom([services])
    : outcomeFor(judging);
}

function missVerdicts(
  { row, blocked }: Unobserved,
  judging: Judging,
): readonly Verdict[] {
  return judging.checks
    .filter(check => mightApply(check, row))
    .map(check => {
      const place = { ...judging, check, subject: row.subject };
      const outcome =
        excludedOutcome(place) ?? exceptedUnseen(place) ?? unknownFrom(blocked);
      return verdict(check, row, outcome, judging);
    });
}
