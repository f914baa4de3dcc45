import {
  crashLooping,
  errorAlert,
  GENERIC_RUNBOOK,
  latencyAlert,
  live,
  prometheus,
  prometheusRule,
  workload,
} from './__fixtures__/alerts';
import type { RuleParts } from './__fixtures__/alerts';
import { alertCoverage as check } from './alertCoverage';
import type { CheckCase } from '../__fixtures__/checkCases';

export const withRules = (...rules: readonly RuleParts[]) => ({
  liveRules: rules.map(rule => live(rule)),
});
export const service = workload();
export const worker = workload('mailer', { service: false });

const backlog: RuleParts = {
  alert: 'MailerBacklog',
  expr: 'sum(rabbitmq_queue_messages_ready{namespace="shop",app="mailer"}) > 100',
};

export const pyrra = (parts: {
  namespace?: string;
  metric?: string;
  disabled?: boolean;
}) => ({
  apiVersion: 'pyrra.dev/v1alpha1',
  kind: 'ServiceLevelObjective',
  metadata: {
    name: 'checkout-latency',
    namespace: parts.namespace ?? 'monitoring',
  },
  spec: {
    target: '99',
    window: '4w',
    ...(parts.disabled && { alerting: { disabled: true } }),
    indicator: {
      latency: {
        success: {
          metric:
            parts.metric ??
            'http_server_request_duration_seconds_bucket{job="checkout",le="0.5"}',
        },
        total: {
          metric: 'http_server_request_duration_seconds_count{job="checkout"}',
        },
      },
    },
  },
});

export const sloth = (name: string, disable = false) => ({
  apiVersion: 'sloth.slok.dev/v1',
  kind: 'PrometheusServiceLevel',
  metadata: { name, namespace: 'shop' },
  spec: {
    service: name,
    slos: [
      {
        name: 'availability',
        objective: 99,
        sli: {
          events: {
            errorQuery: `sum(rate(http_requests_total{job="${name}",code=~"5.."}[{{.window}}]))`,
            totalQuery: `sum(rate(http_requests_total{job="${name}"}[{{.window}}]))`,
          },
        },
        alerting: { pageAlert: { disable }, ticketAlert: { disable } },
      },
    ],
  },
});

export const subject = 'checkout';

export const alertCoverageCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes a service with alerts on errors and latency',
    objects: service,
    options: withRules(errorAlert, latencyAlert),
    state: 'pass',
    codes: ['covered'],
  },
  {
    check,
    it: 'passes a worker with an alert on its backlog',
    objects: worker,
    options: withRules(backlog),
    state: 'pass',
  },
  {
    check,
    it: 'passes a service with an objective that alerts, named by its job alone',
    objects: [...service, pyrra({})],
    options: withRules(crashLooping),
    state: 'pass',
  },
  {
    check,
    it: 'passes by an objective of Sloth in its namespace',
    objects: [...service, sloth('checkout')],
    options: withRules(),
    state: 'pass',
  },
  {
    check,
    it: 'passes by the burn-rate alerts that an objective generated',
    objects: service,
    options: withRules({
      alert: 'ErrorBudgetBurn',
      expr: 'slo:sli_error:ratio_rate5m{sloth_service="checkout"} > 14 * 0.01',
      labels: { namespace: 'shop', severity: 'critical' },
    }),
    state: 'pass',
  },
  {
    check,
    it: 'passes a rule in its namespace that names the job only',
    objects: [
      ...service,
      prometheus(),
      prometheusRule([
        {
          alert: 'Errors',
          expr: 'sum(rate(http_errors_total{job="checkout"}[5m])) > 1',
        },
        {
          alert: 'Slow',
          expr: 'histogram_quantile(0.9, rate(latency_bucket{job="checkout"}[5m])) > 1',
        },
      ]),
    ],
    options: withRules(
      {
        alert: 'Errors',
        expr: 'sum(rate(http_errors_total{job="checkout"}[5m])) > 1',
      },
      {
        alert: 'Slow',
        expr: 'histogram_quantile(0.9, rate(latency_bucket{job="checkout"}[5m])) > 1',
      },
    ),
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'warns with one of the two',
    objects: service,
    options: withRules(errorAlert),
    state: 'warn',
    codes: ['partly-covered'],
  },
  {
    check,
    it: 'takes an error ratio over a duration counter for errors only',
    objects: service,
    options: withRules({
      alert: 'CheckoutErrors',
      expr: 'sum(rate(http_request_duration_seconds_count{namespace="shop",job="checkout",code=~"5.."}[5m])) / sum(rate(http_request_duration_seconds_count{namespace="shop",job="checkout"}[5m])) > 0.01',
    }),
    state: 'warn',
    codes: ['partly-covered'],
  },
  {
    check,
    it: 'warns when only alerts about every workload apply',
    objects: service,
    options: withRules(crashLooping),
    state: 'warn',
    codes: ['generic-only'],
  },
  {
    check,
    it: 'warns when only the namespace is named',
    objects: service,
    options: withRules({
      alert: 'ShopErrors',
      expr: 'sum by (job) (rate(http_requests_total{namespace="shop",code=~"5.."}[5m])) > 1',
    }),
    state: 'warn',
    codes: ['generic-only'],
  },
  {
    check,
    it: 'does not count vendor alerts for a service, however many',
    objects: service,
    options: withRules(
      crashLooping,
      { ...errorAlert, annotations: { runbook_url: GENERIC_RUNBOOK } },
      { ...latencyAlert, annotations: { runbook_url: GENERIC_RUNBOOK } },
    ),
    state: 'warn',
    codes: ['generic-only'],
  },
  {
    check,
    it: 'warns about an objective whose alerts are disabled',
    objects: [...service, pyrra({ disabled: true })],
    options: withRules(),
    state: 'warn',
    codes: ['objective-without-alert'],
  },
  {
    check,
    it: 'warns, and never passes, while no metrics store is connected',
    objects: [
      ...service,
      prometheus(),
      prometheusRule([errorAlert, latencyAlert]),
    ],
    subject,
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'fails when nothing reaches it',
    objects: service,
    options: withRules({
      alert: 'KubeAPIDown',
      expr: 'absent(up{job="apiserver"})',
    }),
    state: 'fail',
    codes: ['no-alerts'],
  },
  {
    check,
    it: 'fails when the alerts name another service or namespace',
    objects: service,
    options: withRules(
      { alert: 'A', expr: 'errors_total{namespace="shop",job="cart"} > 0' },
      {
        alert: 'B',
        expr: 'errors_total{namespace="pay",job="checkout"} > 0',
      },
      {
        alert: 'C',
        expr: 'errors_total{namespace=~".+",job="checkout"} > 0',
      },
    ),
    state: 'fail',
    codes: ['no-alerts'],
  },
  {
    check,
    it: 'fails when its alerts err in the metrics store',
    objects: service,
    options: {
      liveRules: [
        live(errorAlert, { health: 'err' }),
        live(latencyAlert, { health: 'err' }),
      ],
    },
    state: 'fail',
    codes: ['no-alerts'],
  },
  {
    check,
    it: 'fails when its alerts are in an object that no Prometheus loads',
    objects: [
      ...service,
      prometheus(),
      prometheusRule([errorAlert, latencyAlert], {
        metadata: { labels: {} },
      }),
    ],
    subject,
    state: 'fail',
    codes: ['rules-not-loaded'],
  },
  {
    check,
    it: 'is not connected where no rule object speaks of it',
    objects: [
      ...service,
      prometheus(),
      prometheusRule([{ alert: 'KubeAPIDown', expr: 'absent(up{job="a"})' }]),
    ],
    subject,
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is not connected where there is nothing at all',
    objects: service,
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is unknown when the rules cannot be read',
    objects: service,
    options: {
      ...withRules(errorAlert),
      sources: { liveRules: { state: 'forbidden' } },
    },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when an objective might cover it and cannot be read',
    objects: [...service, pyrra({})],
    options: {
      ...withRules(errorAlert),
      forbidden: ['pyrra.dev/servicelevelobjectives'],
    },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is not applicable to what the operator excepted',
    objects: service,
    options: {
      ...withRules(),
      exceptions: [
        {
          check: 'obs-alert-coverage',
          name: 'checkout',
          reason: 'watched by its caller',
          origin: 'config',
        },
      ],
    },
    state: 'na',
    codes: ['excepted'],
  },
];
