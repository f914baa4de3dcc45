import type { CheckCase } from '../__fixtures__/checkCases';
import { PLATFORM, prometheus } from './__fixtures__/alerts';
import { running } from './__fixtures__/agents';
import { workloadScraped as check } from './workloadScraped';

type Fields = Readonly<Record<string, unknown>>;

/** A Deployment and its Service, whose port is called `http-metrics`. */
export const shop = (
  parts: {
    annotations?: Fields;
    templateAnnotations?: Fields;
    serviceAnnotations?: Fields;
  } = {},
): readonly Fields[] => {
  const labels = { app: 'checkout' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'checkout',
        namespace: 'shop',
        annotations: parts.annotations ?? {},
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: parts.templateAnnotations ?? {} },
          spec: {
            containers: [
              {
                name: 'server',
                image: 'a/b:1',
                ports: [{ name: 'metrics', containerPort: 9090 }],
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'checkout',
        namespace: 'shop',
        labels,
        annotations: parts.serviceAnnotations ?? {},
      },
      spec: {
        selector: labels,
        ports: [{ name: 'http-metrics', port: 9090, targetPort: 'metrics' }],
      },
    },
  ];
};

export const serviceMonitor = (
  spec: Fields = {},
  metadata: Fields = {},
): Fields => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: {
    name: 'checkout',
    namespace: 'shop',
    labels: { release: 'kps' },
    ...metadata,
  },
  spec: {
    selector: { matchLabels: { app: 'checkout' } },
    endpoints: [{ port: 'http-metrics' }],
    ...spec,
  },
});

export const podMonitor = (spec: Fields = {}): Fields => ({
  ...serviceMonitor(),
  kind: 'PodMonitor',
  spec: {
    selector: { matchLabels: { app: 'checkout' } },
    podMetricsEndpoints: [{ port: 'metrics' }],
    ...spec,
  },
});

/** Asks for monitors with `release: kps` in all namespaces. */
export const scraper = (spec: Fields = {}) =>
  prometheus({
    serviceMonitorSelector: { matchLabels: { release: 'kps' } },
    serviceMonitorNamespaceSelector: {},
    podMonitorSelector: { matchLabels: { release: 'kps' } },
    podMonitorNamespaceSelector: {},
    ...spec,
  });

const target = (pod: string, container?: string) => ({
  namespace: 'shop',
  pod,
  pool: 'serviceMonitor/shop/checkout/0',
  health: 'up',
  ...(container && { container }),
});

const POD = 'checkout-6d5f7c9b8-x2x9k';
const live = (...liveTargets: ReturnType<typeof target>[]) => ({
  signals: { liveTargets },
});

const subject = 'checkout';

export const workloadScrapedCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes when a target of its own is scraped',
    objects: shop(),
    options: live(target(POD)),
    state: 'pass',
    codes: ['scraped'],
  },
  {
    check,
    it: 'takes a target of a workload with a longer name for another one',
    objects: shop(),
    options: live(target('checkout-worker-6d5f7c9b8-x2x9k')),
    state: 'fail',
    codes: ['not-scraped'],
  },
  {
    check,
    it: 'warns when the proxy of the mesh alone is scraped',
    objects: shop(),
    options: live(target(POD, 'istio-proxy')),
    state: 'warn',
    codes: ['mesh-metrics-only'],
  },
  {
    check,
    it: 'warns when a monitor selects it and no target comes of it',
    objects: [...shop(), scraper(), serviceMonitor()],
    options: live(),
    state: 'warn',
    codes: ['no-active-target'],
  },
  {
    check,
    it: 'fails when nothing scrapes it',
    objects: [...shop(), scraper()],
    options: live(),
    state: 'fail',
    codes: ['not-scraped'],
  },
  {
    check,
    it: 'warns, and never passes, while no metrics store is connected',
    objects: [...shop(), scraper(), serviceMonitor()],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'follows a PodMonitor by the labels of the template',
    objects: [...shop(), scraper(), podMonitor()],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'follows a monitor of another namespace that names this one',
    objects: [
      ...shop(),
      scraper(),
      serviceMonitor(
        { namespaceSelector: { matchNames: ['shop'] } },
        { namespace: 'monitoring' },
      ),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'takes annotations for a plain Prometheus as asked, not as seen',
    objects: shop({ serviceAnnotations: { 'prometheus.io/scrape': 'true' } }),
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'fails a monitor that no Prometheus asks for',
    objects: [...shop(), scraper(), serviceMonitor({}, { labels: {} })],
    state: 'fail',
    codes: ['monitor-not-selected'],
  },
  {
    check,
    it: 'fails every monitor of a Prometheus without a selector',
    objects: [
      ...shop(),
      scraper({ serviceMonitorSelector: undefined }),
      serviceMonitor(),
    ],
    state: 'fail',
    codes: ['monitor-not-selected'],
  },
  {
    check,
    it: 'does not hold a monitor to be lost where Alloy may take it',
    objects: [
      ...shop(),
      scraper(),
      serviceMonitor({}, { labels: {} }),
      ...running('alloy', 'grafana/alloy:v1.9.0'),
    ],
    options: PLATFORM,
    subject,
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'warns about a monitor that asks for a port which is not there',
    objects: [
      ...shop(),
      scraper(),
      serviceMonitor({ endpoints: [{ port: 'web' }] }),
    ],
    state: 'warn',
    codes: ['monitor-without-port'],
  },
  {
    check,
    it: 'does not know without a metrics store and without monitors',
    objects: [...shop(), scraper()],
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'does not know what a ScrapeConfig keeps',
    objects: [
      ...shop(),
      scraper(),
      {
        apiVersion: 'monitoring.coreos.com/v1alpha1',
        kind: 'ScrapeConfig',
        metadata: { name: 'pods', namespace: 'monitoring' },
        spec: { kubernetesSDConfigs: [{ role: 'Pod' }] },
      },
    ],
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is unknown when the monitors cannot be read',
    objects: [...shop(), serviceMonitor()],
    options: { forbidden: ['monitoring.coreos.com/servicemonitors'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'does not apply to what says that it has no metrics',
    objects: shop({ annotations: { 'readiness.io/metrics': 'none' } }),
    state: 'na',
    codes: ['declared-without-metrics'],
  },
];
