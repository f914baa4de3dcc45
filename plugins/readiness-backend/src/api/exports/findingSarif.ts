import {
  subjectKey,
  type CheckInfo,
  type Finding,
} from '@readiness/backstage-plugin-readiness-common';
import type { ReportingDescriptor, Result, Suppression } from 'sarif';

export const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** SARIF has three levels; the severity stands beside them as a property. */
function levelOf({ severity, state }: Finding): Result.level {
  if (severity === 'low') return 'note';
  if (severity === 'medium' || state === 'warn') return 'warning';
  return 'error';
}

/** A check as a rule of the tool. */
export function sarifRule(
  check: Pick<CheckInfo, 'id' | 'title' | 'severity' | 'dimension' | 'stage'>,
): ReportingDescriptor {
  return {
    id: check.id,
    shortDescription: { text: check.title },
    properties: {
      severity: check.severity,
      dimension: check.dimension,
      stage: check.stage,
    },
  };
}

function suppressions({ waiver }: Finding): Suppression[] | undefined {
  if (!waiver) return undefined;
  return [
    {
      kind: 'external',
      status: waiver.state === 'approved' ? 'accepted' : 'underReview',
      justification: `${waiver.reason} (until ${waiver.expires})`,
    },
  ];
}

/** A finding as a result; an accepted risk is a suppressed one. */
export function sarifResult(finding: Finding): Result {
  const { subject, reasons, waiver } = finding;
  const text = reasons.map(({ message }) => message).join(' ');
  return {
    ruleId: finding.check,
    kind: finding.state === 'unknown' ? 'open' : 'fail',
    // Only what fails has a level (SARIF 2.1.0, 3.27.10).
    level: finding.state === 'unknown' ? 'none' : levelOf(finding),
    message: { text: text || finding.title },
    locations: [
      {
        logicalLocations: [
          {
            name: subject.name,
            fullyQualifiedName: subjectKey(subject),
            kind: 'resource',
          },
        ],
      },
    ],
    partialFingerprints: { 'readinessFinding/v1': finding.id },
    ...(waiver && { suppressions: suppressions(finding) }),
    properties: {
      severity: finding.severity,
      state: finding.state,
      ...(finding.entityRef && { entityRef: finding.entityRef }),
      ...(finding.owner && { owner: finding.owner }),
      ...(subject.clusterName && { cluster: subject.clusterName }),
      firstSeen: finding.firstSeen,
      ...(finding.dueAt && { dueAt: finding.dueAt }),
    },
  };
}
