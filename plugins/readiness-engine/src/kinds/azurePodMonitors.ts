import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const azurePodMonitors = defineKind<MonitorObject>({
  group: 'azmonitoring.coreos.com',
  resource: 'podmonitors',
  kind: 'PodMonitor',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'podMetricsEndpoints'),
});
