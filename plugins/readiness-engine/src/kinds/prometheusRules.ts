import type { AlertRule, PrometheusRuleObject } from '../inventory/objects';
import { at, items, text, textMap, word } from './fields';
import { defineKind } from './Kind';
import { allowedAnnotations, objectMeta } from './metadata';

/** Annotations of alerts that are kept, wherever an alert is read. */
export const RULE_ANNOTATIONS = [
  'runbook_url',
  'runbook',
  'runbook_link',
  'playbook',
  'summary',
  'description',
];

/** The alerts of a group; recording rules have no `alert` and are left out. */
function alerts(group: unknown): readonly AlertRule[] {
  return items(at(group, 'rules')).flatMap(rule => {
    const alert = word(at(rule, 'alert'));
    if (alert === undefined) return [];
    return {
      group: text(at(group, 'name')) ?? '',
      alert,
      expr: text(at(rule, 'expr')) ?? '',
      for: word(at(rule, 'for')),
      labels: textMap(at(rule, 'labels')),
      annotations: allowedAnnotations(
        at(rule, 'annotations'),
        RULE_ANNOTATIONS,
      ),
    };
  });
}

function accepted(raw: unknown): boolean | undefined {
  const statuses = items(at(raw, 'status', 'bindings')).flatMap(binding =>
    items(at(binding, 'conditions'))
      .filter(entry => at(entry, 'type') === 'Accepted')
      .map(entry => at(entry, 'status')),
  );
  return statuses.length === 0
    ? undefined
    : statuses.some(status => status === 'True');
}

export const prometheusRules = defineKind<PrometheusRuleObject>({
  group: 'monitoring.coreos.com',
  resource: 'prometheusrules',
  kind: 'PrometheusRule',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    rules: items(at(raw, 'spec', 'groups')).flatMap(alerts),
    accepted: accepted(raw),
  }),
});
