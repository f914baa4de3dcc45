import { matchesSelector } from '@readiness/backstage-plugin-readiness-engine';
import type {
  MonitorObject,
  MonitorSelection,
  NamespaceObject,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';

/** Whether a monitor looks for targets in this namespace. */
function looksInto(
  { namespace, namespaceSelector }: MonitorObject,
  target: string,
): boolean {
  const { any, names } = namespaceSelector;
  if (any) return true;
  return names.length > 0 ? names.includes(target) : namespace === target;
}

/** Ports that containers of the workload declare, by name and number. */
function containerPorts(workload: Workload): ReadonlySet<string> {
  const containers = [
    ...(workload.template?.containers ?? []),
    ...workload.live.injected.map(({ container }) => container),
  ];
  return new Set(
    containers.flatMap(({ ports }) =>
      ports.flatMap(({ name, port }) => [
        String(port),
        ...(name === undefined ? [] : [name]),
      ]),
    ),
  );
}

/** What a monitor means to a workload. */
export type MonitorMatch =
  | { type: 'none' }
  /** It selects the workload, and no port of it is called as it asks. */
  | { type: 'noPort'; port: string }
  | { type: 'match' };

const NONE: MonitorMatch = { type: 'none' };

/** How a ServiceMonitor, which selects Services, reaches a workload. */
export function serviceMonitorMatch(
  monitor: MonitorObject,
  workload: Workload,
): MonitorMatch {
  if (!looksInto(monitor, workload.namespace)) return NONE;
  const services = workload.selectedBy.filter(({ labels }) =>
    matchesSelector(monitor.selector, labels),
  );
  if (services.length === 0) return NONE;
  const ports = containerPorts(workload);
  const found = monitor.endpoints.some(({ port, targetPort }) =>
    targetPort !== undefined && port === undefined
      ? ports.has(targetPort)
      : services.some(service =>
          service.ports.some(({ name }) => port !== undefined && name === port),
        ),
  );
  return found ? { type: 'match' } : missingPort(monitor);
}

/** How a PodMonitor, which selects pods, reaches a workload. */
export function podMonitorMatch(
  monitor: MonitorObject,
  workload: Workload,
): MonitorMatch {
  const { template } = workload;
  const selects =
    template !== undefined &&
    looksInto(monitor, workload.namespace) &&
    matchesSelector(monitor.selector, template.labels);
  if (!selects) return NONE;
  const ports = containerPorts(workload);
  const found = monitor.endpoints.some(({ port, targetPort }) => {
    const wanted = port ?? targetPort;
    return wanted !== undefined && ports.has(wanted);
  });
  return found ? { type: 'match' } : missingPort(monitor);
}

function missingPort({ endpoints }: MonitorObject): MonitorMatch {
  const [first] = endpoints;
  return { type: 'noPort', port: first?.port ?? first?.targetPort ?? '' };
}

/** An object that asks for the workload's metrics. */
export interface MonitorOf {
  object: MonitorObject;
  /** e.g. `ServiceMonitor shop/checkout`. */
  title: string;
  kind: string;
  type: 'service' | 'pod';
  match: Exclude<MonitorMatch, { type: 'none' }>;
  /** Asked for by a scraper, as far as that can be told. */
  selected: boolean;
}

/** A Prometheus, an agent, or what else asks for monitors. */
export interface Scraper {
  namespace?: string;
  name: string;
  monitors: MonitorSelection;
  /** Absent selectors ask for everything. */
  selectAllByDefault?: boolean;
}

/**
 * Whether a scraper asks for a monitor. Without a selector it asks for none,
 * without one for namespaces for those of its own; empty selectors ask for all.
 */
export function asksFor(
  scraper: Scraper,
  monitor: MonitorObject,
  type: 'service' | 'pod',
  namespaces: readonly NamespaceObject[],
): boolean {
  const { monitors } = scraper;
  const [labels, homes] =
    type === 'service'
      ? [
          monitors.serviceMonitorSelector,
          monitors.serviceMonitorNamespaceSelector,
        ]
      : [monitors.podMonitorSelector, monitors.podMonitorNamespaceSelector];
  if (!labels && !homes && scraper.selectAllByDefault) return true;
  const inNamespace =
    homes === undefined
      ? monitor.namespace === scraper.namespace
      : matchesSelector(homes, labelsOf(monitor.namespace, namespaces));
  return inNamespace && matchesSelector(labels, monitor.labels);
}

function labelsOf(
  namespace: string | undefined,
  namespaces: readonly NamespaceObject[],
): Readonly<Record<string, string>> {
  return namespaces.find(({ name }) => name === namespace)?.labels ?? {};
}
