import type { LiveRule } from '@readiness/backstage-plugin-readiness-engine';

type Fields = Readonly<Record<string, unknown>>;

export const NOW = Date.parse('2026-11-22T17:00:00Z');
const MINUTE = 60_000;

export const minutesAgo = (minutes: number) => NOW - minutes * MINUTE;

export const OWN_RUNBOOK = 'https://portal.example.com/docs/runbooks/checkout';
export const GENERIC_RUNBOOK =
  'https://runbooks.prometheus-operator.dev/runbooks/kubernetes/kubepodcrashlooping';

const SELECTOR = 'namespace="shop",job="checkout"';

export const ERRORS = `sum(rate(http_requests_total{${SELECTOR},code=~"5.."}[5m])) / sum(rate(http_requests_total{${SELECTOR}}[5m])) > 0.01`;
export const LATENCY = `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${SELECTOR}}[5m]))) > 0.5`;
export const CRASHES =
  'max_over_time(kube_pod_container_status_waiting_reason{job="kube-state-metrics", namespace=~".*", reason="CrashLoopBackOff"}[5m]) >= 1';

export interface RuleParts {
  alert: string;
  expr: string;
  group?: string;
  labels?: Readonly<Record<string, string>>;
  annotations?: Readonly<Record<string, string>>;
}

export const crashLooping: RuleParts = {
  alert: 'KubePodCrashLooping',
  expr: CRASHES,
  labels: { severity: 'warning' },
  annotations: { runbook_url: GENERIC_RUNBOOK },
};

export const errorAlert: RuleParts = {
  alert: 'CheckoutErrors',
  expr: ERRORS,
  labels: { severity: 'critical' },
  annotations: { runbook_url: `${OWN_RUNBOOK}-errors` },
};

export const latencyAlert: RuleParts = {
  alert: 'CheckoutLatency',
  expr: LATENCY,
  labels: { severity: 'page' },
  annotations: { runbook_url: `${OWN_RUNBOOK}-latency` },
};

/** A PrometheusRule with these alerts in one group. */
export const prometheusRule = (
  rules: readonly RuleParts[],
  parts: { metadata?: Fields; status?: Fields } = {},
): Fields => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: {
    name: 'checkout',
    namespace: 'shop',
    uid: 'rule-uid',
    labels: { release: 'kps' },
    creationTimestamp: '2026-10-01T00:00:00Z',
    ...parts.metadata,
  },
  spec: {
    groups: [
      {
        name: 'checkout',
        rules: rules.map(({ group: _group, ...rule }) => rule),
      },
    ],
  },
  ...(parts.status && { status: parts.status }),
});

/** What the operator writes with the feature gate for its status. */
export const acceptance = (status: 'True' | 'False') => ({
  bindings: [
    {
      group: 'monitoring.coreos.com',
      resource: 'prometheuses',
      name: 'k8s',
      namespace: 'monitoring',
      conditions: [{ type: 'Accepted', status }],
    },
  ],
});

/** A Prometheus that asks for `release: kps` in all namespaces. */
export const prometheus = (spec: Fields = {}, name = 'k8s'): Fields => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'Prometheus',
  metadata: { name, namespace: 'monitoring' },
  spec: {
    ruleSelector: { matchLabels: { release: 'kps' } },
    ruleNamespaceSelector: {},
    ...spec,
  },
});

/** Rules as Prometheus has loaded them from the object above. */
export const live = (
  rule: RuleParts,
  parts: Partial<LiveRule> = {},
): LiveRule => ({
  alert: rule.alert,
  group: rule.group ?? 'checkout',
  file: '/etc/prometheus/rules/prometheus-k8s-rulefiles-0/shop-checkout-rule-uid.yaml',
  health: 'ok',
  lastEvaluation: minutesAgo(0.5),
  intervalSeconds: 30,
  expr: rule.expr,
  labels: rule.labels ?? {},
  annotations: rule.annotations ?? {},
  ...parts,
});

/** A Deployment with its Service; without `service` a worker. */
export const workload = (
  name = 'checkout',
  parts: { namespace?: string; service?: boolean; labels?: Fields } = {},
): readonly Fields[] => {
  const namespace = parts.namespace ?? 'shop';
  const labels = { app: name };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name,
        namespace,
        labels: { 'backstage.io/kubernetes-id': name },
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels: { ...labels, ...parts.labels } },
          spec: { containers: [{ name: 'server', image: 'a/b:1' }] },
        },
      },
    },
    ...(parts.service === false
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name, namespace },
            spec: { selector: labels },
          },
        ]),
  ];
};

/** The entity of a workload of that name. */
export const entityOf = (name: string) => ({
  ref: `component:default/${name}`,
  annotations: { 'backstage.io/kubernetes-id': name },
});

/** A namespace where nobody but the stack itself lives. */
export const PLATFORM = { platformNamespaces: ['monitoring'] };
