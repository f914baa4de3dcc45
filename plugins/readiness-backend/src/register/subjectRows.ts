import {
  subjectKey,
  type CheckMode,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  EvidenceRecord,
  ScanResult,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';
import { fromJson, nullable, toJson } from '../database/rows';
import type { DbSubjectEntityRow, DbSubjectRow } from '../database/tables';
import { judgedChecks } from './judgedChecks';
import { storedVerdicts, type StoredVerdict } from './StoredVerdict';

export type SubjectFacts = Omit<DbSubjectRow, 'first_seen_at'>;

/** One row a subject: which checks applied at which rule set, and how they went. */
export function subjectRows(
  result: ScanResult,
  options: {
    stored: ReadonlyMap<string, DbSubjectRow>;
    checks: ReadonlyMap<string, AnyCheck>;
    evidence: readonly EvidenceRecord[];
    fingerprint: Readonly<Record<string, unknown>>;
    /** Ids of findings whose risk is accepted. */
    waived: ReadonlySet<string>;
    modeOf(check: string): CheckMode;
  },
): SubjectFacts[] {
  const verdicts = new Map<string, Verdict[]>();
  for (const verdict of result.verdicts) {
    const key = subjectKey(verdict.subject);
    const list = verdicts.get(key) ?? [];
    verdicts.set(key, list);
    list.push(verdict);
  }
  const clusterUid = result.cluster.uid;
  const judged = judgedChecks(result, options.checks.values());
  return result.subjects.map(subject => {
    const stored = options.stored.get(subject.key);
    const unobserved = subject.unobserved ?? false;
    return {
      cluster_uid: clusterUid,
      key: subject.key,
      type: subject.subject.type,
      namespace: nullable(subject.subject.namespace),
      // Whose it is and where it is fixed was seen when it could be seen.
      ...(unobserved && stored
        ? {
            entity_ref: stored.entity_ref,
            owner: stored.owner,
            environment: stored.environment,
            namespace_class: stored.namespace_class,
            fix_root: stored.fix_root,
            exposed: Boolean(stored.exposed),
          }
        : {
            entity_ref: nullable(subject.entityRef),
            owner: nullable(subject.owner),
            environment: subject.environment,
            namespace_class: nullable(subject.namespaceClass),
            fix_root: toJson(subject.fixRoot),
            exposed: subject.exposed,
          }),
      unobserved,
      ruleset_version: result.rulesetVersion,
      verdicts: toJson(
        storedVerdicts({
          subject,
          verdicts: verdicts.get(subject.key) ?? [],
          before: stored ? fromJson<StoredVerdict[]>(stored.verdicts) : [],
          judged,
          modeOf: options.modeOf,
          checks: options.checks,
          evidence: options.evidence,
          waived: options.waived,
          fingerprint: options.fingerprint,
          clusterUid,
          now: DateTime.fromISO(result.at).toMillis(),
        }),
      ),
      removed_at: null,
    };
  });
}

/** More claimants are a selector that everybody copied; the report counts them. */
const MAX_CLAIMANTS = 20;

/** Who sees a subject without being scored by it. */
export function subjectEntityRows(result: ScanResult): DbSubjectEntityRow[] {
  return result.subjects.flatMap(subject => {
    const row = (
      entityRef: string,
      relation: DbSubjectEntityRow['relation'],
    ): DbSubjectEntityRow => ({
      cluster_uid: result.cluster.uid,
      subject_key: subject.key,
      entity_ref: entityRef,
      relation,
    });
    return [
      ...subject.inheritedBy.map(ref => row(ref, 'inherits')),
      ...(subject.ambiguous ?? [])
        .slice(0, MAX_CLAIMANTS)
        .map(ref => row(ref, 'ambiguous')),
    ];
  });
}
