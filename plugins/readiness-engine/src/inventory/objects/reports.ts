import type { Severity } from '@readiness/backstage-plugin-readiness-common';
import type { ObjectMeta } from './metadata';

/** An object of the API as a report names it. @public */
export interface ReportedObject {
  apiGroup?: string;
  kind: string;
  namespace?: string;
  name: string;
}

/**
 * What another tool says that an object misses. Messages, properties and
 * matches are left out: they may quote the values that they are about.
 *
 * @public
 */
export interface ReportedFault {
  /** Who says so, e.g. `kyverno`, `trivy`, `kubescape`. */
  tool: string;
  /** e.g. `require-labels/check-team`, `KSV-0014`, `C-0013`. */
  rule: string;
  /** Of the rule, as its author wrote it. */
  title?: string;
  category?: string;
  severity: Severity;
  state: 'warn' | 'fail';
  object: ReportedObject;
}

/** A report of another tool, reduced to what it objects to. @public */
export interface FaultReportObject extends ObjectMeta {
  faults: readonly ReportedFault[];
  /** How many more there are than are kept. */
  left: number;
}
