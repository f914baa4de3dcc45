import type { ScraperObject } from '../inventory/objects';
import { at } from './fields';
import { defineKind } from './Kind';
import { availability, objectMeta } from './metadata';
import { monitorSelection } from './monitorSelection';

export const prometheusAgents = defineKind<ScraperObject>({
  group: 'monitoring.coreos.com',
  resource: 'prometheusagents',
  kind: 'PrometheusAgent',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    monitors: monitorSelection(at(raw, 'spec')),
    selectAllByDefault: false,
    available: availability(raw),
  }),
});
