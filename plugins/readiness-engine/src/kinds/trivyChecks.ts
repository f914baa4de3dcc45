import type { FaultReportObject, ReportedFault } from '../inventory/objects';
import { at, items, word } from './fields';
import { faultReport, line, severityOf } from './faultReport';
import { defineKind, type Kind } from './Kind';
import { reportedResource } from './reportedResource';

/** `AVD-KSV-0014` and `KSV014` of older versions are one rule. */
export function trivyRule(id: string): string {
  const [, letters, digits] = id.match(/^(?:AVD-)?([A-Z]+)-?(\d{1,4})$/) ?? [];
  return letters && digits ? `${letters}-${digits.padStart(4, '0')}` : id;
}

function faults(raw: unknown): readonly ReportedFault[] {
  const resource = reportedResource(raw);
  const namespace = word(at(raw, 'metadata', 'namespace'));
  if (!resource) return [];
  return items(at(raw, 'report', 'checks')).flatMap(check => {
    const id = line(at(check, 'checkID'));
    if (id === undefined || at(check, 'success') !== false) return [];
    const title = line(at(check, 'title'));
    return [
      {
        tool: 'trivy',
        rule: trivyRule(id),
        ...(title && { title }),
        severity: severityOf(at(check, 'severity')),
        state: 'fail' as const,
        object: { ...resource, ...(namespace && { namespace }) },
      },
    ];
  });
}

/** A report of the Trivy Operator that is a list of checks. */
export function trivyChecks(
  resource: string,
  kind: string,
): Kind<FaultReportObject> {
  return defineKind({
    group: 'aquasecurity.github.io',
    resource,
    kind,
    namespaced: true,
    versions: ['v1alpha1'],
    project: raw => faultReport(raw, faults(raw)),
  });
}
