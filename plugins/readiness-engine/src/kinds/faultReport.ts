import {
  type Severity,
  SEVERITIES,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  FaultReportObject,
  ReportedFault,
  ReportedObject,
} from '../inventory/objects';
import { at, text, word } from './fields';
import { objectMeta } from './metadata';

/** One report speaks of one object or of a namespace; this is far beyond both. */
const MOST = 1000;
const LONGEST = 160;

/** A name or a title: one line of bounded length. */
export function line(value: unknown): string | undefined {
  const found = word(value)?.replace(/\s+/g, ' ').trim();
  return found && found.length > LONGEST
    ? `${found.slice(0, LONGEST - 1)}…`
    : found;
}

/** Tools write their own words; what is none of ours is not grave. */
export function severityOf(value: unknown): Severity {
  const said = text(value)?.toLowerCase();
  if (said === 'info' || said === 'unknown' || said === 'none') return 'low';
  return SEVERITIES.find(severity => severity === said) ?? 'medium';
}

/** An ObjectReference; `undefined` where it names nothing. */
export function referredObject(
  raw: unknown,
  namespace: string | undefined,
): ReportedObject | undefined {
  const kind = word(at(raw, 'kind'));
  const name = word(at(raw, 'name'));
  if (kind === undefined || name === undefined) return undefined;
  const apiVersion = text(at(raw, 'apiVersion')) ?? '';
  const home = word(at(raw, 'namespace')) ?? namespace;
  return {
    ...(apiVersion.includes('/') && { apiGroup: apiVersion.split('/')[0] }),
    kind,
    ...(home !== undefined && { namespace: home }),
    name,
  };
}

const keyOf = ({ tool, rule, object }: ReportedFault) =>
  [tool, rule, object.kind, object.namespace, object.name].join('\0');

/** A report with its faults, each once. */
export function faultReport(
  raw: unknown,
  faults: readonly ReportedFault[],
): FaultReportObject {
  const each = new Map(faults.map(fault => [keyOf(fault), fault]));
  const kept = [...each.values()].slice(0, MOST);
  return {
    ...objectMeta(raw),
    labels: {},
    annotations: {},
    faults: kept,
    left: each.size - kept.length,
  };
}
