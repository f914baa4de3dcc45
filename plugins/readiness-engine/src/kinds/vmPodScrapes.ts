import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const vmPodScrapes = defineKind<MonitorObject>({
  group: 'operator.victoriametrics.com',
  resource: 'vmpodscrapes',
  kind: 'VMPodScrape',
  namespaced: true,
  versions: ['v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'podMetricsEndpoints'),
});
