import type {
  Dimension,
  Severity,
  Stage,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Reason,
  Remediation,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Place } from '../manifests/locate';
import type { Problem } from '../manifests/Problem';

/** One way in which a subject misses a check, and where that is written. */
export interface Finding {
  state: 'warn' | 'fail';
  severity: Severity;
  discriminator?: string;
  reasons: readonly Reason[];
  remediation: Remediation;
  place?: Place;
}

/** What one check says of one subject. */
export interface CheckResult {
  check: AnyCheck;
  state: Verdict['state'];
  /** The worst that was found, else the most that the check can say. */
  severity: Severity;
  dimension: Dimension;
  stage: Stage;
  subject: { kind: string; namespace?: string; name: string };
  reasons: readonly Reason[];
  findings: readonly Finding[];
  /** Of the subject, or of the field that could not be read. */
  place?: Place;
}

/** Everything that a scan says, in the order in which it is shown. */
export interface ScanReport {
  rulesetVersion: string;
  results: readonly CheckResult[];
  /** What could not be read; the rest was judged all the same. */
  problems: readonly Problem[];
  /** What no check is about, by what it is. */
  skipped: ReadonlyMap<string, number>;
  notes: readonly string[];
  /** What was judged, e.g. `12 objects in 4 files`. */
  scanned: string;
}
