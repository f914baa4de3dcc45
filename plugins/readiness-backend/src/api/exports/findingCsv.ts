import type { Finding } from '@readiness/backstage-plugin-readiness-common';

/** What a spreadsheet shows of a finding, in this order. */
const COLUMNS: Readonly<Record<string, (finding: Finding) => unknown>> = {
  id: finding => finding.id,
  check: finding => finding.check,
  title: finding => finding.title,
  dimension: finding => finding.dimension,
  control: finding => finding.control,
  stage: finding => finding.stage,
  severity: finding => finding.severity,
  state: finding => finding.state,
  sticky: finding => (finding.sticky ? 'yes' : ''),
  mode: finding => finding.mode,
  source: finding => finding.source,
  cluster: ({ subject }) => subject.clusterName ?? subject.cluster,
  namespace: ({ subject }) => subject.namespace,
  kind: ({ subject }) => subject.kind,
  name: ({ subject }) => subject.name,
  occurrence: finding => finding.discriminator,
  entityRef: finding => finding.entityRef,
  owner: finding => finding.owner,
  responsible: finding => finding.responsible,
  reasons: ({ reasons }) => reasons.map(({ message }) => message).join('\n'),
  remediation: ({ remediation }) => remediation.summary,
  firstSeen: finding => finding.firstSeen,
  lastSeen: finding => finding.lastSeen,
  closedAt: finding => finding.closedAt,
  dueAt: finding => finding.dueAt,
  regressions: finding => finding.regressions,
  waiver: ({ waiver }) => waiver?.state,
  waiverExpires: ({ waiver }) => waiver?.expires,
  disputed: ({ disputed }) => disputed?.state,
  taskId: finding => finding.taskId,
};

export const FINDING_COLUMNS = Object.keys(COLUMNS);

/** One line of the table. */
export function findingCells(finding: Finding): unknown[] {
  return Object.values(COLUMNS).map(cell => cell(finding) ?? '');
}
