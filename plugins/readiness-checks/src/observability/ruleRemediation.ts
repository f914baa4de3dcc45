import type {
  LabelSelector,
  PrometheusObject,
  PrometheusRuleObject,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import { shellWord } from '../shellWord';
import type { Mismatch } from './ruleSelection';

const API_VERSION = 'monitoring.coreos.com/v1';

const ruleTarget = ({ namespace, name }: PrometheusRuleObject) => ({
  apiVersion: API_VERSION,
  kind: 'PrometheusRule',
  namespace,
  name,
});

/**
 * Labels that satisfy a selector; `undefined` where labels cannot, e.g. for
 * `DoesNotExist`.
 */
export function labelsFor(
  selector: LabelSelector | undefined,
): Readonly<Record<string, string>> | undefined {
  if (selector === undefined) return undefined;
  const wanted: Record<string, string> = { ...selector.matchLabels };
  for (const { key, operator, values = [] } of selector.matchExpressions ??
    []) {
    if (operator === 'In' && values.length > 0) wanted[key] ??= values[0];
    else if (operator === 'Exists') wanted[key] ??= 'true';
    else if (operator !== 'NotIn' || values.includes(wanted[key])) {
      return undefined;
    }
  }
  return wanted;
}

/** Makes a Prometheus ask for the rule object: on the rule where that can be, else on the Prometheus. */
export function selectRule(
  rule: PrometheusRuleObject,
  prometheus: PrometheusObject,
  why: Mismatch,
): Remediation {
  const selector =
    why === 'labels'
      ? prometheus.ruleSelector
      : prometheus.ruleNamespaceSelector;
  const labels = labelsFor(selector);
  const who = `Prometheus ${prometheus.namespace}/${prometheus.name}`;
  if (labels && Object.keys(labels).length > 0) {
    return why === 'labels'
      ? {
          summary: `Add the label that ${who} asks for.`,
          type: 'patch',
          target: ruleTarget(rule),
          content: toYaml({ metadata: { labels } }),
        }
      : {
          summary: `Label the namespace as ${who} asks for.`,
          type: 'patch',
          target: {
            apiVersion: 'v1',
            kind: 'Namespace',
            name: rule.namespace ?? '',
          },
          content: toYaml({ metadata: { labels } }),
        };
  }
  const field = why === 'labels' ? 'ruleSelector' : 'ruleNamespaceSelector';
  return {
    summary: `Let ${who} load rules ${
      why === 'labels' ? 'by their labels' : 'of other namespaces'
    }.`,
    type: 'patch',
    target: {
      apiVersion: API_VERSION,
      kind: 'Prometheus',
      namespace: prometheus.namespace,
      name: prometheus.name,
    },
    content: toYaml({ spec: { [field]: {} } }),
    note: 'An empty selector asks for all; a narrower one does as well.',
  };
}

/** A rule object that the operator or the metrics store refuses. */
export function repairRule(
  rule: PrometheusRuleObject,
  alert?: string,
): Remediation {
  const { namespace = '', name } = rule;
  return {
    summary: alert
      ? `Correct the expression of ${alert}.`
      : `Correct what the operator refuses in ${name}.`,
    type: 'command',
    target: ruleTarget(rule),
    content: [
      `kubectl -n ${shellWord(namespace)} get prometheusrule ${shellWord(
        name,
      )} -o jsonpath='{.spec}' | promtool check rules /dev/stdin`,
      `kubectl -n ${shellWord(namespace)} get prometheusrule ${shellWord(
        name,
      )} -o jsonpath='{.status.bindings}'`,
      '',
    ].join('\n'),
  };
}

/** A rule that is not an object of the cluster. */
export function repairFileRule(
  alert: string,
  group: string,
  file: string,
): Remediation {
  return {
    summary: `Correct ${alert} where its file is kept.`,
    type: 'steps',
    content: `1. Find group ${group} in ${file}.\n2. Check it: promtool check rules <file>\n3. Reload, and look at Status → Rules.\n`,
  };
}
