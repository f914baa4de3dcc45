import { matchesSelector } from '@readiness/backstage-plugin-readiness-engine';
import type {
  NamespaceObject,
  PrometheusObject,
  PrometheusRuleObject,
} from '@readiness/backstage-plugin-readiness-engine';

/** Why a Prometheus does not load a rule object. */
export type Mismatch = 'labels' | 'namespace';

/**
 * Whether a Prometheus resource asks the operator for this rule object.
 * Without `ruleSelector` it asks for none, without `ruleNamespaceSelector` for
 * those of its own namespace; empty selectors ask for all.
 *
 * @returns undefined where it does, else what does not match.
 */
export function mismatch(
  rule: PrometheusRuleObject,
  prometheus: PrometheusObject,
  namespaces: readonly NamespaceObject[],
): Mismatch | undefined {
  const { ruleSelector, ruleNamespaceSelector } = prometheus;
  const inNamespace =
    ruleNamespaceSelector === undefined
      ? rule.namespace === prometheus.namespace
      : matchesSelector(
          ruleNamespaceSelector,
          namespaces.find(({ name }) => name === rule.namespace)?.labels ?? {},
        );
  if (!inNamespace) return 'namespace';
  return matchesSelector(ruleSelector, rule.labels) ? undefined : 'labels';
}

/** The Prometheus resources that ask for this rule object. */
export function selectingPrometheuses(
  rule: PrometheusRuleObject,
  prometheuses: readonly PrometheusObject[],
  namespaces: readonly NamespaceObject[],
): readonly PrometheusObject[] {
  return prometheuses.filter(
    prometheus => mismatch(rule, prometheus, namespaces) === undefined,
  );
}

/** Whether labels of namespaces decide what is selected. */
export function needsNamespaceLabels(
  prometheuses: readonly PrometheusObject[],
): boolean {
  return prometheuses.some(
    ({ ruleNamespaceSelector: selector }) =>
      selector !== undefined &&
      (Object.keys(selector.matchLabels ?? {}).length > 0 ||
        (selector.matchExpressions ?? []).length > 0),
  );
}
