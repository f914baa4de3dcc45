import type {
  PrometheusObject,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import type { YamlMap } from '../toYaml';
import type { AlertSignal } from './alertSignals';
import { labelsFor } from './ruleRemediation';

const NOTE =
  'Put in the metrics that the service exposes; these are the names of OpenTelemetry. Thresholds come from what its users bear.';

/** The job under which Prometheus scrapes it: the name of its Service, as a rule. */
function jobOf({ services, name }: Workload): string {
  return services.includes(name) ? name : services[0] ?? name;
}

function pyrra(workload: Workload): Remediation {
  const { namespace, name } = workload;
  const selector = `namespace="${namespace}",job="${jobOf(workload)}"`;
  const apiVersion = 'pyrra.dev/v1alpha1';
  const objective = {
    apiVersion,
    kind: 'ServiceLevelObjective',
    namespace,
    name: `${name}-latency`,
  };
  return {
    summary: `Give ${name} an objective for latency; its burn-rate alerts follow from it.`,
    type: 'manifest',
    target: objective,
    content: toYaml({
      apiVersion,
      kind: objective.kind,
      metadata: { name: objective.name, namespace },
      spec: {
        target: '99',
        window: '4w',
        indicator: {
          latency: {
            success: {
              metric: `http_server_request_duration_seconds_bucket{${selector},le="0.5"}`,
            },
            total: {
              metric: `http_server_request_duration_seconds_count{${selector}}`,
            },
          },
        },
      },
    }),
    note: NOTE,
  };
}

function sloth(workload: Workload): Remediation {
  const { namespace, name } = workload;
  const selector = `namespace="${namespace}",job="${jobOf(workload)}"`;
  const count = 'http_server_request_duration_seconds_count';
  const apiVersion = 'sloth.slok.dev/v1';
  const kind = 'PrometheusServiceLevel';
  return {
    summary: `Give ${name} an objective for availability; its burn-rate alerts follow from it.`,
    type: 'manifest',
    target: { apiVersion, kind, namespace, name },
    content: toYaml({
      apiVersion,
      kind,
      metadata: { name, namespace },
      spec: {
        service: name,
        slos: [
          {
            name: 'requests-availability',
            objective: 99,
            sli: {
              events: {
                errorQuery: `sum(rate(${count}{${selector},http_response_status_code=~"5.."}[{{.window}}]))`,
                totalQuery: `sum(rate(${count}{${selector}}[{{.window}}]))`,
              },
            },
            alerting: {
              name: `${name}-availability`,
              pageAlert: { labels: { severity: 'critical' } },
              ticketAlert: { labels: { severity: 'warning' } },
            },
          },
        ],
      },
    }),
    note: NOTE,
  };
}

/** `checkout-api` as `CheckoutApi`. */
function pascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

interface RuleDraft {
  alert: string;
  expr: string;
  for: string;
  severity: string;
}

function drafts(
  workload: Workload,
  missing: readonly AlertSignal[],
): readonly RuleDraft[] {
  const { namespace, name } = workload;
  const selector = `namespace="${namespace}",job="${jobOf(workload)}"`;
  const base = 'http_server_request_duration_seconds';
  const all: Readonly<Partial<Record<AlertSignal, RuleDraft>>> = {
    errors: {
      alert: `${pascal(name)}ErrorRatio`,
      expr: `sum(rate(${base}_count{${selector},http_response_status_code=~"5.."}[5m])) / sum(rate(${base}_count{${selector}}[5m])) > 0.01`,
      for: '10m',
      severity: 'critical',
    },
    latency: {
      alert: `${pascal(name)}Latency`,
      expr: `histogram_quantile(0.95, sum by (le) (rate(${base}_bucket{${selector}}[5m]))) > 0.5`,
      for: '10m',
      severity: 'warning',
    },
    saturation: {
      alert: `${pascal(name)}Backlog`,
      expr: `sum(messaging_queue_backlog{${selector}}) > 1000`,
      for: '15m',
      severity: 'warning',
    },
  };
  return missing.flatMap(signal => all[signal] ?? []);
}

function prometheusRule(
  workload: Workload,
  missing: readonly AlertSignal[],
  prometheuses: readonly PrometheusObject[],
): Remediation {
  const { namespace, name } = workload;
  const apiVersion = 'monitoring.coreos.com/v1';
  const kind = 'PrometheusRule';
  const asking =
    prometheuses.find(
      ({ ruleSelector, ruleNamespaceSelector }) =>
        ruleSelector !== undefined && ruleNamespaceSelector !== undefined,
    ) ?? prometheuses[0];
  const labels = labelsFor(asking?.ruleSelector) ?? {};
  const metadata: YamlMap = {
    name: `${name}-alerts`,
    namespace,
    ...(Object.keys(labels).length > 0 && { labels }),
  };
  return {
    summary: `Alert on ${missing.join(' and ')} of ${name}.`,
    type: 'manifest',
    target: { apiVersion, kind, namespace, name: `${name}-alerts` },
    content: toYaml({
      apiVersion,
      kind,
      metadata,
      spec: {
        groups: [
          {
            name,
            rules: drafts(workload, missing).map(draft => ({
              alert: draft.alert,
              expr: draft.expr,
              for: draft.for,
              labels: { severity: draft.severity },
              annotations: {
                summary: `${name} in ${namespace}: {{ $value }}`,
                runbook_url: `https://<portal>/docs/default/component/<component>/runbooks/${name}`,
              },
            })),
          },
        ],
      },
    }),
    note: NOTE,
  };
}

/** An objective where an operator for it is installed, else plain alerts. */
export function addAlerts(
  workload: Workload,
  missing: readonly AlertSignal[],
  tools: {
    pyrra: boolean;
    sloth: boolean;
    prometheuses: readonly PrometheusObject[];
  },
): Remediation {
  const isService = workload.classes.has('service');
  if (isService && tools.pyrra) return pyrra(workload);
  if (isService && tools.sloth) return sloth(workload);
  return prometheusRule(workload, missing, tools.prometheuses);
}
