import type { FaultReportObject, ReportedFault } from '../inventory/objects';
import { at, items, text, word } from './fields';
import { faultReport, line, referredObject, severityOf } from './faultReport';
import { defineKind, type Kind } from './Kind';

/** `kyverno`, `Trivy ConfigAudit`, `KyvernoValidatingPolicy` … as one word. */
const toolName = (source: string) => source.toLowerCase().replace(/\s+/g, '-');

function faults(raw: unknown): readonly ReportedFault[] {
  const namespace = word(at(raw, 'metadata', 'namespace'));
  const scope = referredObject(at(raw, 'scope'), namespace);
  return items(at(raw, 'results')).flatMap(result => {
    const state = text(at(result, 'result'));
    const policy = line(at(result, 'policy'));
    if ((state !== 'fail' && state !== 'warn') || policy === undefined) {
      return [];
    }
    const named = items(at(result, 'resources')).flatMap(
      resource => referredObject(resource, namespace) ?? [],
    );
    const rule = line(at(result, 'rule'));
    const category = line(at(result, 'category'));
    const source = line(at(result, 'source')) ?? line(at(raw, 'source'));
    return (named.length > 0 ? named : [scope].flatMap(one => one ?? [])).map(
      object => ({
        tool: toolName(source ?? 'policy-report'),
        rule: rule === undefined ? policy : `${policy}/${rule}`,
        ...(category && { category }),
        severity: severityOf(at(result, 'severity')),
        state,
        object,
      }),
    );
  });
}

/**
 * One of the kinds that have the form of a PolicyReport: of the working group,
 * and of OpenReports, which differ in their names and in where the tool stands.
 *
 * @see https://github.com/openreports/reports-api
 */
export function policyReport(
  kind: Omit<Kind<FaultReportObject>, 'project'>,
): Kind<FaultReportObject> {
  return defineKind({ ...kind, project: raw => faultReport(raw, faults(raw)) });
}
