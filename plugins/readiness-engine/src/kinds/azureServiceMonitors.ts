import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const azureServiceMonitors = defineKind<MonitorObject>({
  group: 'azmonitoring.coreos.com',
  resource: 'servicemonitors',
  kind: 'ServiceMonitor',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'endpoints'),
});
