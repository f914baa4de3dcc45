import { at, items, number, textMap, time, word } from '../kinds/fields';
import { allowedAnnotations } from '../kinds/metadata';
import { RULE_ANNOTATIONS } from '../kinds/prometheusRules';
import { type LabelMatcher, queryFacts } from './promql';
import { prometheusData } from './prometheusQuery';
import { matchesLabel } from './scopeExpression';
import { SignalFormatError, type SignalQuery } from './SignalQuery';

/** A rule as a Prometheus-compatible API reports it. @public */
export interface LiveRule {
  alert: string;
  group: string;
  file: string;
  health: string;
  lastError?: string;
  /** Epoch ms. */
  lastEvaluation?: number;
  intervalSeconds: number;
  expr: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

const DEFAULT_INTERVAL = 60;

function alertOf(group: unknown, rule: unknown): LiveRule | undefined {
  const alert = word(at(rule, 'name'));
  if (at(rule, 'type') !== 'alerting' || alert === undefined) return undefined;
  // A rule that was never evaluated carries the year 1.
  const evaluated = time(at(rule, 'lastEvaluation'));
  return {
    alert,
    group: word(at(group, 'name')) ?? '',
    file: word(at(group, 'file')) ?? '',
    health: word(at(rule, 'health')) ?? 'unknown',
    lastError: word(at(rule, 'lastError')),
    lastEvaluation:
      evaluated !== undefined && evaluated > 0 ? evaluated : undefined,
    intervalSeconds: number(at(group, 'interval')) ?? DEFAULT_INTERVAL,
    expr: word(at(rule, 'query')) ?? '',
    labels: textMap(at(rule, 'labels')),
    annotations: allowedAnnotations(at(rule, 'annotations'), RULE_ANNOTATIONS),
  };
}

/**
 * A hub evaluates rules for many clusters. One that names another cluster, by
 * a label of its own or in every selector, does not speak of this one; one that
 * names none speaks of all.
 */
function speaksOf(rule: LiveRule, matchers: readonly LabelMatcher[]): boolean {
  const excludes = (labels: Readonly<Record<string, string>>) =>
    matchers.some(
      matcher =>
        labels[matcher.label] !== undefined && !matchesLabel(matcher, labels),
    );
  if (excludes(rule.labels)) return false;
  const { selectors } = queryFacts(rule.expr);
  return (
    selectors.length === 0 ||
    !selectors.every(selector =>
      excludes(
        Object.fromEntries(
          selector.matchers
            .filter(({ operator }) => operator === '=')
            .map(({ label, value }) => [label, value]),
        ),
      ),
    )
  );
}

/** The alerting rules as the metrics store has loaded them. */
export const liveRules: SignalQuery<LiveRule> = {
  source: 'prometheus',
  title: 'rules',
  windowSeconds: 0,
  request: () => ({ path: '/api/v1/rules', query: { type: 'alert' } }),
  parse: (body, { matchers }) => {
    const groups = at(prometheusData(body), 'groups');
    if (!Array.isArray(groups)) {
      throw new SignalFormatError('data.groups: is no list');
    }
    const data = groups.flatMap((group: unknown) =>
      items(at(group, 'rules')).flatMap(rule => alertOf(group, rule) ?? []),
    );
    return { data: data.filter(rule => speaksOf(rule, matchers)) };
  },
};
