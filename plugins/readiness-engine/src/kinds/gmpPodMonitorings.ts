import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

export const gmpPodMonitorings = defineKind<MonitorObject>({
  group: 'monitoring.googleapis.com',
  resource: 'podmonitorings',
  kind: 'PodMonitoring',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => monitor(raw, 'endpoints'),
});
