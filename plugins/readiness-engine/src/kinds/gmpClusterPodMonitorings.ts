import type { MonitorObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { monitor } from './monitorSelection';

/** A PodMonitoring for all namespaces. */
export const gmpClusterPodMonitorings = defineKind<MonitorObject>({
  group: 'monitoring.googleapis.com',
  resource: 'clusterpodmonitorings',
  kind: 'ClusterPodMonitoring',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...monitor(raw, 'endpoints'),
    namespaceSelector: { any: true, names: [] },
  }),
});
