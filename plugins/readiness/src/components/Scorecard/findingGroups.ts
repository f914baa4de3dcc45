import {
  type Finding,
  SEVERITIES,
} from '@readiness/backstage-plugin-readiness-common';
import type { UrlParams } from '../../hooks/useUrlParams';
import { isObserved } from '../words/findingState';
import { subjectText } from '../words/subjectText';

export const FINDING_FILTERS = [
  'severity',
  'dimension',
  'state',
  'mode',
  'disputed',
  'source',
  'check',
  'q',
] as const;
type FindingFilter = (typeof FINDING_FILTERS)[number];
export type FindingFilters = UrlParams<FindingFilter>;

/** What our own checks find; other findings carry the name of their tool. */
export const OWN_SOURCE = 'readiness';

export interface FindingGroup {
  key: string;
  title: string;
  findings: Finding[];
}

/** What counts first, then what is only observed; the worst of each first. */
function rank(finding: Finding): number {
  const observed = isObserved(finding) ? SEVERITIES.length : 0;
  return observed + SEVERITIES.indexOf(finding.severity);
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

/** Each filter, with the values that `GET /findings` has for it. */
const MATCHES: Record<
  FindingFilter,
  (finding: Finding, value: string) => boolean
> = {
  severity: ({ severity }, value) => severity === value,
  dimension: ({ dimension }, value) => dimension === value,
  state: ({ state }, value) => state === value,
  mode: ({ mode = 'enforce' }, value) => mode === value,
  disputed: ({ disputed }, value) =>
    disputed !== undefined &&
    (disputed.state === 'open') === (value === 'open'),
  source: ({ source = OWN_SOURCE }, value) => source === value,
  check: ({ check }, value) => check === value,
  q: matchesText,
};

export function filterFindings(
  findings: readonly Finding[],
  filters: FindingFilters,
): Finding[] {
  return findings.filter(finding =>
    FINDING_FILTERS.every(name => {
      const value = filters[name];
      return !value || MATCHES[name](finding, value);
    }),
  );
}

/**
 * Findings that one change closes stand together: same fix on the same root.
 * Groups are ordered by their worst finding, then by how many they close; what
 * is only observed comes last.
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
      (a, b) => rank(a) - rank(b) || a.firstSeen.localeCompare(b.firstSeen),
    );
  }
  return ordered.sort(
    (a, b) =>
      rank(a.findings[0]) - rank(b.findings[0]) ||
      b.findings.length - a.findings.length ||
      a.title.localeCompare(b.title),
  );
}
