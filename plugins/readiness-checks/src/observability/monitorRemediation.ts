import type {
  PrometheusObject,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import { labelsFor } from './ruleRemediation';
import type { MonitorOf } from './monitorMatching';

const API_VERSION = 'monitoring.coreos.com/v1';

const API_VERSIONS: Readonly<Record<string, string>> = {
  VMServiceScrape: 'operator.victoriametrics.com/v1beta1',
  VMPodScrape: 'operator.victoriametrics.com/v1beta1',
};

const target = ({ kind, object }: MonitorOf) => ({
  apiVersion: API_VERSIONS[kind] ?? API_VERSION,
  kind,
  namespace: object.namespace,
  name: object.name,
});

/** Names that people give the port of their metrics. */
const METRICS_PORT = /metrics|prom/;

/** A monitor for a workload, with labels that a Prometheus here asks for. */
export function addMonitor(
  workload: Workload,
  { prometheuses }: { prometheuses: readonly PrometheusObject[] },
): Remediation {
  const { namespace, name, template } = workload;
  const [service] = workload.selectedBy;
  const [labels] = prometheuses.flatMap(({ monitors }) => {
    const wanted = labelsFor(
      service ? monitors.serviceMonitorSelector : monitors.podMonitorSelector,
    );
    return wanted ? [wanted] : [];
  });
  const ports = service
    ? service.ports
    : (template?.containers ?? []).flatMap(container => container.ports);
  const port =
    ports.find(each => each.name && METRICS_PORT.test(each.name))?.name ??
    ports.find(each => each.name)?.name ??
    'http-metrics';
  const kind = service ? 'ServiceMonitor' : 'PodMonitor';
  const matchLabels = service ? service.labels : template?.labels ?? {};
  return {
    summary: `Have the metrics of ${name} scraped.`,
    type: 'manifest',
    target: { apiVersion: API_VERSION, kind, namespace, name },
    content: toYaml({
      apiVersion: API_VERSION,
      kind,
      metadata: {
        name,
        namespace,
        ...(labels && Object.keys(labels).length > 0 && { labels }),
      },
      spec: {
        selector: { matchLabels: { ...matchLabels } },
        [service ? 'endpoints' : 'podMetricsEndpoints']: [
          { port, interval: '30s' },
        ],
      },
    }),
    note: 'The port has to serve metrics and to have this name in the Service; where the application has no metrics yet, its library comes first.',
  };
}

/** Makes a Prometheus ask for the monitor. */
export function selectMonitor(
  lost: MonitorOf,
  prometheuses: readonly PrometheusObject[],
): Remediation {
  const [prometheus] = prometheuses;
  const selector =
    lost.type === 'service'
      ? prometheus?.monitors.serviceMonitorSelector
      : prometheus?.monitors.podMonitorSelector;
  const labels = labelsFor(selector);
  if (labels && Object.keys(labels).length > 0) {
    return {
      summary: `Add the labels that Prometheus ${prometheus.namespace}/${prometheus.name} asks for.`,
      type: 'patch',
      target: target(lost),
      content: toYaml({ metadata: { labels } }),
      note: 'Where its namespace is not selected either, the Prometheus has to be told.',
    };
  }
  const field =
    lost.type === 'service'
      ? 'serviceMonitorNamespaceSelector'
      : 'podMonitorNamespaceSelector';
  return {
    summary: 'Let the Prometheus look into the namespace of the monitor.',
    type: 'steps',
    content: [
      `1. In ${
        prometheus
          ? `Prometheus ${prometheus.namespace}/${prometheus.name}`
          : 'the Prometheus'
      } set spec.${field} to a selector that matches namespace ${
        lost.object.namespace
      }; {} selects all.`,
      '2. Scan again.',
      '',
    ].join('\n'),
  };
}

/** Brings the port of monitor and workload together. */
export function namePort(workload: Workload, portless: MonitorOf): Remediation {
  const service = workload.selectedBy[0];
  const ports = (service?.ports ?? []).flatMap(({ name }) => name ?? []);
  return {
    summary: `Ask for a port that ${workload.name} has.`,
    type: 'steps',
    content: [
      ports.length > 0
        ? `1. In ${
            portless.title
          } set the endpoint's port to the one that serves metrics: ${ports.join(
            ', ',
          )}.`
        : `1. Give the port that serves metrics a name in the Service and the container of ${workload.namespace}/${workload.name}, and use it in ${portless.title}.`,
      '2. Scan again.',
      '',
    ].join('\n'),
  };
}
