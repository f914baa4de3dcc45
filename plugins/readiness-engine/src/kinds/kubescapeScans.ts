import type { FaultReportObject, ReportedFault } from '../inventory/objects';
import { at, fields, text, word } from './fields';
import { faultReport, line, severityOf } from './faultReport';
import { defineKind } from './Kind';

const LABEL = 'kubescape.io/workload';

function faults(raw: unknown): readonly ReportedFault[] {
  const label = (name: string) =>
    word(at(raw, 'metadata', 'labels', `${LABEL}-${name}`));
  const kind = label('kind');
  const name = label('name');
  const namespace =
    label('namespace') ?? word(at(raw, 'metadata', 'namespace'));
  if (kind === undefined || name === undefined) return [];
  const object = {
    apiGroup: label('api-group'),
    kind,
    ...(namespace && { namespace }),
    name,
  };
  return Object.entries(fields(at(raw, 'spec', 'controls'))).flatMap(
    ([key, control]) =>
      text(at(control, 'status', 'status')) === 'failed'
        ? [
            {
              tool: 'kubescape',
              rule: line(at(control, 'controlID')) ?? line(key) ?? '',
              severity: severityOf(at(control, 'severity', 'severity')),
              state: 'fail' as const,
              object,
            },
          ]
        : [],
  );
}

/**
 * Kubescape's answer for one object. Its API server lists without `spec` unless
 * it is asked for all of it; the summaries are the small of the two kinds that
 * tell the controls.
 *
 * @see https://github.com/kubescape/storage
 */
export const kubescapeScans = defineKind<FaultReportObject>({
  group: 'spdx.softwarecomposition.kubescape.io',
  resource: 'workloadconfigurationscansummaries',
  kind: 'WorkloadConfigurationScanSummary',
  namespaced: true,
  versions: ['v1beta1'],
  listQuery: { resourceVersion: 'fullSpec' },
  project: raw => faultReport(raw, faults(raw)),
});
