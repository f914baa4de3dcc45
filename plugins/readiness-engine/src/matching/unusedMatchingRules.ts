import type { MatchingReport } from '../facts';
import type { MatchingRule } from './MatchingRule';

type Reported = Pick<MatchingReport, 'rules' | 'matched'>;

/**
 * Positions of the rules that found nothing in any cluster. Nothing is said
 * before every cluster was scanned with the rules as they are now.
 *
 * @public
 */
export function unusedMatchingRules(
  rules: readonly MatchingRule[],
  reports: readonly Reported[],
): readonly number[] {
  const current = JSON.stringify(rules.map(inOrder));
  const isCurrent = (report: Reported) =>
    JSON.stringify((report.rules ?? []).map(inOrder)) === current;
  if (reports.length === 0 || !reports.every(isCurrent)) return [];
  const used = new Set(
    reports.flatMap(({ matched }) => matched.map(({ rule }) => rule)),
  );
  return rules.map((_, rule) => rule).filter(rule => !used.has(rule));
}

/** Reports are stored, and stored objects have their keys in another order. */
function inOrder(rule: MatchingRule): readonly (string | undefined)[] {
  const { entities, kind, type, cluster, namespace, labelSelector } = rule;
  return [entities, kind, type, cluster, namespace, labelSelector];
}
