import {
  SEVERITIES,
  type Severity,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Occurrence,
  ScanResult,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Place } from '../manifests/locate';
import type { CheckResult } from './ScanReport';

/** Where verdicts are about; a cluster has no lines. */
export interface Places {
  of(verdict: Verdict): Place | undefined;
  ofOccurrence(verdict: Verdict, occurrence: Occurrence): Place | undefined;
}

export const NO_PLACES: Places = {
  of: () => undefined,
  ofOccurrence: () => undefined,
};

const worst = (severities: readonly Severity[]) =>
  SEVERITIES.find(severity => severities.includes(severity));

function resultOf(
  check: AnyCheck,
  verdict: Verdict,
  places: Places,
): CheckResult {
  const { state, subject, occurrences } = verdict;
  const findings = occurrences.map(occurrence => ({
    state: occurrence.state,
    severity: occurrence.severity ?? check.severity,
    discriminator: occurrence.discriminator,
    reasons: occurrence.reasons,
    remediation: occurrence.remediation,
    place: places.ofOccurrence(verdict, occurrence),
  }));
  const { kind, namespace, name } = subject;
  return {
    check,
    state,
    severity: worst(findings.map(({ severity }) => severity)) ?? check.severity,
    dimension: check.dimension,
    stage: check.stage,
    subject: { kind, namespace, name },
    reasons: [
      ...verdict.reasons,
      ...occurrences.flatMap(({ reasons }) => reasons),
    ],
    findings,
    place: places.of(verdict),
  };
}

const orderKey = ({
  subject: { namespace = '', kind, name },
  check,
}: CheckResult) =>
  [namespace, kind, name, check.dimension, check.id].join('\0');

/** One result for each check and subject, in an order that stays. */
export function checkResults(
  { verdicts }: ScanResult,
  checks: readonly AnyCheck[],
  places: Places,
): readonly CheckResult[] {
  const byId = new Map(checks.map(check => [check.id, check]));
  return verdicts
    .flatMap(verdict => {
      const check = byId.get(verdict.check);
      return check ? [resultOf(check, verdict, places)] : [];
    })
    .map(result => ({ result, key: orderKey(result) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ result }) => result);
}

/** Whether anything that was found is at least this severe. */
export function isFailing(
  results: readonly CheckResult[],
  failOn: Severity | 'none',
): boolean {
  if (failOn === 'none') return false;
  const limit = SEVERITIES.indexOf(failOn);
  return results.some(({ findings }) =>
    findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit),
  );
}
