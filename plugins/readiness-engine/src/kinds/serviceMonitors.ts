import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const serviceMonitors = defineKind<MonitorObject>({
  group: 'monitoring.coreos.com',
  resource: 'servicemonitors',
  kind: 'ServiceMonitor',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'endpoints'),
});
