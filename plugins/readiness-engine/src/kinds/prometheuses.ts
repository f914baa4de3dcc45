import type { PrometheusObject } from '../inventory/objects';
import { at } from './fields';
import { defineKind } from './Kind';
import { availability, labelSelector, objectMeta } from './metadata';
import { monitorSelection } from './monitorSelection';

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
    monitors: monitorSelection(at(raw, 'spec')),
    available: availability(raw),
  }),
});
