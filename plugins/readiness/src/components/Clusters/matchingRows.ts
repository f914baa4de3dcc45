import type {
  ApiMatchingReport,
  Schemas,
} from '@readiness/backstage-plugin-readiness-common';
import { keyText } from '../words/subjectText';

/** What waits for a person first; what is in order comes last. */
export const MATCHING_SECTIONS = [
  'problems',
  'ambiguous',
  'noWorkload',
  'unannotated',
  'unowned',
  'matched',
] as const;
export type MatchingSection = (typeof MATCHING_SECTIONS)[number];

/** One line of the report, whatever its section. */
export interface MatchingRow {
  key: string;
  /** It is about an entity, or else about a workload. */
  entityRef?: string;
  workload?: string;
  message?: string;
  selector?: string;
  /** Position in `readiness.matching`. */
  rule?: number;
  claimants?: readonly string[];
  /** The entity that a workload is called after. */
  calledAfter?: string;
  /** Texts of the workloads that were found, the first of `count`. */
  workloads?: readonly string[];
  /** How many workloads or claimants there are. */
  count?: number;
  /** How many of the workloads others claim as well. */
  shared?: number;
  suggestions: readonly Schemas['MatchingSuggestion'][];
}

export type MatchingRows = Record<MatchingSection, readonly MatchingRow[]>;

/** The report as rows; ownerless workloads of all namespaces are one list. */
export function matchingRows(report: ApiMatchingReport): MatchingRows {
  const ofEntity = (entityRef: string) => ({ key: entityRef, entityRef });
  return {
    problems: report.problems.map(({ entityRef, message }) => ({
      key: `${entityRef} ${message}`,
      entityRef,
      message,
      suggestions: [],
    })),
    ambiguous: report.ambiguous.map(({ workload, entityRefs, count }) => ({
      key: workload,
      workload: keyText(workload),
      claimants: entityRefs,
      count: count ?? entityRefs.length,
      suggestions: [],
    })),
    noWorkload: report.noWorkload.map(({ entityRef, ...rest }) => ({
      ...ofEntity(entityRef),
      ...rest,
    })),
    unannotated: (report.unannotated ?? []).map(
      ({ entityRef, suggestions }) => ({ ...ofEntity(entityRef), suggestions }),
    ),
    unowned: report.unowned.flatMap(({ namespace, workloads }) =>
      workloads.map(({ subject, entityRef, suggestion }) => ({
        key: `${namespace} ${subject}`,
        workload: keyText(subject),
        calledAfter: entityRef,
        suggestions: suggestion ? [suggestion] : [],
      })),
    ),
    matched: report.matched.map(({ entityRef, workloads, ...rest }) => ({
      ...ofEntity(entityRef),
      workloads: workloads.map(keyText),
      count: rest.count ?? workloads.length,
      shared: rest.ambiguous,
      rule: rest.rule,
      suggestions: [],
    })),
  };
}

function wordsOf(row: MatchingRow): string {
  return [
    row.key,
    row.workload,
    row.message,
    row.selector,
    row.calledAfter,
    ...(row.claimants ?? []),
    ...(row.workloads ?? []),
    ...row.suggestions.map(({ content }) => content),
  ]
    .join('\n')
    .toLocaleLowerCase();
}

/** The rows in which the text stands, in any of their words. */
export function searchRows(
  rows: readonly MatchingRow[],
  q: string | undefined,
): readonly MatchingRow[] {
  if (!q) return rows;
  const text = q.toLocaleLowerCase();
  return rows.filter(row => wordsOf(row).includes(text));
}
