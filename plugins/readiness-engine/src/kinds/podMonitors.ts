import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const podMonitors = defineKind<MonitorObject>({
  group: 'monitoring.coreos.com',
  resource: 'podmonitors',
  kind: 'PodMonitor',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'podMetricsEndpoints'),
});
