import {
  SEVERITIES,
  subjectKey,
  type CheckMode,
  type Severity,
  type Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  JudgedSubject,
  Occurrence,
  ScanResult,
  Source,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { nullable, toJson } from '../database/rows';
import type { DbFindingRow } from '../database/tables';
import { findingId } from './findingId';

/** What a scan says of a finding; the interval around it is the register's. */
export type FindingFacts = Omit<
  DbFindingRow,
  | 'state'
  | 'waiver_id'
  | 'first_seen_at'
  | 'last_seen_at'
  | 'reopened_at'
  | 'due_at'
  | 'closed_at'
  | 'close_reason'
  | 'regressions'
  | 'disputed'
  | 'enforced_at'
  | 'paused_ms'
  | 'origin'
  | 'title'
  | 'also_reported'
> &
  /** Of imported findings, and of ours after a scan that imported. */
  Partial<Pick<DbFindingRow, 'origin' | 'title' | 'also_reported'>>;

/** What was read, without the time: that of the scan that saw the finding last. */
export interface StoredSource {
  resource: string;
  state: Source['state'];
  message?: string;
}

export interface FindingContext {
  checks: ReadonlyMap<string, AnyCheck>;
  /** Tier by entity ref. */
  tiers: ReadonlyMap<string, Tier>;
  platformOwner: string;
  /** Owner of the cluster. */
  clusterOwner?: string;
  modeOf(check: string): CheckMode;
}

const DEFAULT_TIER: Tier = 2;

export const severityRank = (severity: Severity) =>
  SEVERITIES.indexOf(severity);

/** An occurrence may be milder than its check, never graver. */
function severityOf(occurrence: Occurrence, check: AnyCheck): Severity {
  const rank = Math.max(
    severityRank(occurrence.severity ?? check.severity),
    severityRank(check.severity),
  );
  return SEVERITIES[rank];
}

export function storedSources(
  keys: readonly string[],
  sources: readonly Source[],
): StoredSource[] {
  return sources
    .filter(source => keys.includes(source.key))
    .map(({ resource, state, message }) => ({
      resource,
      state,
      ...(message && { message }),
    }));
}

function factsOf(
  result: ScanResult,
  subject: JudgedSubject,
  verdict: Verdict,
  occurrence: Occurrence,
  check: AnyCheck,
  context: FindingContext,
): FindingFacts {
  const { uid, name } = result.cluster;
  const severity = severityOf(occurrence, check);
  const responsible = occurrence.responsible ?? verdict.responsible;
  const platformOwner = context.clusterOwner ?? context.platformOwner;
  const fixRoot = occurrence.fixRoot ?? subject.fixRoot;
  return {
    id: findingId(check.id, uid, subject.subject, occurrence.discriminator),
    cluster_uid: uid,
    cluster: name,
    subject_key: subject.key,
    namespace: nullable(subject.subject.namespace),
    namespace_class: nullable(subject.namespaceClass),
    check_id: check.id,
    kind: 'check',
    dimension: check.dimension,
    control: check.control,
    stage: check.stage,
    severity,
    severity_rank: severityRank(severity),
    judged_state: occurrence.state,
    sticky: false,
    discriminator: nullable(occurrence.discriminator),
    entity_ref: nullable(subject.entityRef),
    owner:
      responsible === 'platform'
        ? platformOwner
        : subject.owner ?? platformOwner,
    responsible,
    environment: subject.environment,
    tier:
      (subject.entityRef && context.tiers.get(subject.entityRef)) ||
      DEFAULT_TIER,
    exposed: subject.exposed,
    effort: check.effort,
    fix_key: check.fixKey,
    fix_root_key: fixRoot.key,
    fix_root: toJson(fixRoot),
    reasons: toJson(occurrence.reasons),
    sources: toJson(storedSources(verdict.sources, result.sources)),
    remediation: toJson(occurrence.remediation),
    hides: null,
    // Where an occurrence is fixed elsewhere, nothing of its subject is shared.
    shared:
      !occurrence.fixRoot && subject.shared?.length
        ? toJson(subject.shared)
        : null,
    mode: verdict.mode ?? 'enforce',
  };
}

/** The findings that a scan saw, one for each id. */
export function observedFindings(
  result: ScanResult,
  context: FindingContext,
): FindingFacts[] {
  const subjects = new Map(result.subjects.map(s => [s.key, s]));
  const found = new Map<string, FindingFacts>();
  for (const verdict of result.verdicts) {
    const subject = subjects.get(subjectKey(verdict.subject));
    const check = context.checks.get(verdict.check);
    if (!subject || !check) continue;
    for (const occurrence of verdict.occurrences) {
      const facts = factsOf(
        result,
        subject,
        verdict,
        occurrence,
        check,
        context,
      );
      const same = found.get(facts.id);
      // Two occurrences of one identity are one finding, the graver of them.
      if (!same || facts.severity_rank < same.severity_rank) {
        found.set(facts.id, facts);
      }
    }
  }
  return [...found.values()];
}
