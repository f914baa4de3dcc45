import {
  type Finding,
  SEVERITIES,
} from '@readiness/backstage-plugin-readiness-common';
import type { UrlParams } from '../../hooks/useUrlParams';
import { subjectText } from '../words/subjectText';

export const FINDING_FILTERS = [
  'severity',
  'dimension',
  'state',
  'check',
  'q',
] as const;
export type FindingFilters = UrlParams<(typeof FINDING_FILTERS)[number]>;

export interface FindingGroup {
  key: string;
  title: string;
  findings: Finding[];
}

function severityRank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}

function matchesText(finding: Finding, q: string): boolean {
  const text = [
    finding.title,
    finding.check,
    subjectText(finding.subject),
    ...finding.reasons.map(reason => reason.message),
  ].join('\n');
  return text.toLocaleLowerCase().includes(q.toLocaleLowerCase());
}

export function filterFindings(
  findings: readonly Finding[],
  filters: FindingFilters,
): Finding[] {
  const { severity, dimension, state, check, q } = filters;
  return findings.filter(
    finding =>
      (!severity || finding.severity === severity) &&
      (!dimension || finding.dimension === dimension) &&
      (!state || finding.state === state) &&
      (!check || finding.check === check) &&
      (!q || matchesText(finding, q)),
  );
}

/**
 * Findings that one change closes stand together: same fix on the same root.
 * Groups are ordered by their worst finding, then by how many they close.
 */
export function groupByFix(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const root = finding.fixRoot;
    const key = finding.taskId ?? `${finding.check}|${root?.key ?? ''}`;
    const known = groups.get(key);
    if (known) {
      known.findings.push(finding);
    } else {
      const title = finding.remediation.summary || finding.title;
      groups.set(key, { key, title, findings: [finding] });
    }
  }
  const ordered = [...groups.values()];
  for (const { findings: members } of ordered) {
    members.sort(
      (a, b) =>
        severityRank(a) - severityRank(b) ||
        a.firstSeen.localeCompare(b.firstSeen),
    );
  }
  return ordered.sort(
    (a, b) =>
      severityRank(a.findings[0]) - severityRank(b.findings[0]) ||
      b.findings.length - a.findings.length ||
      a.title.localeCompare(b.title),
  );
}
