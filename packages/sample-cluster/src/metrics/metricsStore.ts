import type { ClusterSource } from '../ClusterSource';
import type { KubeObject } from '../objects/KubeObject';
import { seriesOf } from './history';
import {
  loadedGroups,
  type MonitoringObjects,
  scrapedPods,
  scrapedTargets,
} from './monitoring';
import type { MetricsStore } from './prometheusApi';
import type { Series } from './Series';

const KINDS = {
  prometheuses: ['monitoring.coreos.com', 'v1', 'prometheuses'],
  rules: ['monitoring.coreos.com', 'v1', 'prometheusrules'],
  serviceMonitors: ['monitoring.coreos.com', 'v1', 'servicemonitors'],
  services: ['', 'v1', 'services'],
  pods: ['', 'v1', 'pods'],
  namespaces: ['', 'v1', 'namespaces'],
  nodes: ['', 'v1', 'nodes'],
} as const;

/** The metrics store of a cluster, as its objects imply it. */
export function metricsStore(
  cluster: string,
  source: ClusterSource,
  nowMs: number,
): MetricsStore {
  const list = ([group, version, resource]: readonly [
    string,
    string,
    string,
  ]) => {
    const kind = source.find(group, version, resource);
    return kind ? source.list(kind) : [];
  };
  const objects: MonitoringObjects & { nodes: readonly KubeObject[] } = {
    prometheuses: list(KINDS.prometheuses),
    rules: list(KINDS.rules),
    serviceMonitors: list(KINDS.serviceMonitors),
    services: list(KINDS.services),
    pods: list(KINDS.pods),
    namespaces: list(KINDS.namespaces),
    nodes: list(KINDS.nodes),
  };
  const now = Math.floor(nowMs / 1000);
  const targets = scrapedPods(objects);
  const view = { cluster, ...objects, targets, now };
  const known = new Map<string, readonly Series[]>();
  return {
    now,
    groups: loadedGroups(objects, now),
    targets: scrapedTargets(targets, now),
    series: metric => {
      const series = known.get(metric) ?? seriesOf(view, metric);
      known.set(metric, series);
      return series;
    },
  };
}
