import type { PrometheusObject } from '../inventory/objects';
import { at } from './fields';
import { defineKind } from './Kind';
import { condition, labelSelector, objectMeta } from './metadata';

function available(raw: unknown): boolean | undefined {
  const status = at(condition(raw, 'Available'), 'status');
  return status === undefined ? undefined : status === 'True';
}

export const prometheuses = defineKind<PrometheusObject>({
  group: 'monitoring.coreos.com',
  resource: 'prometheuses',
  kind: 'Prometheus',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    ruleSelector: labelSelector(at(raw, 'spec', 'ruleSelector')),
    ruleNamespaceSelector: labelSelector(
      at(raw, 'spec', 'ruleNamespaceSelector'),
    ),
    available: available(raw),
  }),
});
