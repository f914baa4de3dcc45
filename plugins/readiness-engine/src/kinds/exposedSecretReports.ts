import type { FaultReportObject, ReportedFault } from '../inventory/objects';
import { at, items, word } from './fields';
import { faultReport, line, severityOf } from './faultReport';
import { defineKind } from './Kind';
import { reportedResource } from './reportedResource';

/** Which rules found something; neither what they matched nor in which file. */
function faults(raw: unknown): readonly ReportedFault[] {
  const resource = reportedResource(raw);
  const namespace = word(at(raw, 'metadata', 'namespace'));
  if (!resource) return [];
  return items(at(raw, 'report', 'secrets')).flatMap(secret => {
    const id = line(at(secret, 'ruleID'));
    if (id === undefined) return [];
    const title = line(at(secret, 'title'));
    return [
      {
        tool: 'trivy',
        rule: `secret/${id}`,
        ...(title && { title: `A secret in the image: ${title}` }),
        severity: severityOf(at(secret, 'severity')),
        state: 'fail' as const,
        object: { ...resource, ...(namespace && { namespace }) },
      },
    ];
  });
}

export const exposedSecretReports = defineKind<FaultReportObject>({
  group: 'aquasecurity.github.io',
  resource: 'exposedsecretreports',
  kind: 'ExposedSecretReport',
  namespaced: true,
  versions: ['v1alpha1'],
  project: raw => faultReport(raw, faults(raw)),
});
