type Fields = Readonly<Record<string, unknown>>;

export const node = (name: string, parts: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name,
    labels: { 'kubernetes.io/os': 'linux' },
    ...(parts.metadata as Fields | undefined),
  },
  spec: parts.spec ?? {},
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});

export const nodes = (count: number): readonly Fields[] =>
  Array.from({ length: count }, (_, index) => node(`node-${index}`));

/** A Deployment with one ready pod. */
export const running = (
  name: string,
  image: string,
  namespace = 'monitoring',
): readonly Fields[] => {
  const labels = { app: name };
  const spec = { containers: [{ name, image }] };
  const metadata = { name, namespace };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec },
      },
    },
    pod(`${name}-7d9c-abcde`, namespace, spec, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name,
    }),
  ];
};

/** A DaemonSet with a ready pod on each of these nodes. */
export const shipper = (
  name: string,
  image: string,
  on: readonly string[],
): readonly Fields[] => {
  const labels = { app: name };
  const spec = { containers: [{ name, image }] };
  const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name, namespace: 'logging' },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec },
      },
    },
    ...on.map(nodeName =>
      pod(`${name}-${nodeName}`, 'logging', { ...spec, nodeName }, owner),
    ),
  ];
};

function pod(
  name: string,
  namespace: string,
  spec: Fields,
  owner: Fields,
): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      ownerReferences: [{ ...owner, controller: true }],
    },
    spec,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

/** A collector of the OpenTelemetry operator with one pipeline. */
export const collector = (
  parts: {
    mode?: string;
    signal?: string;
    receivers?: readonly string[];
    exporters?: readonly string[];
    text?: string;
  } = {},
): Fields => ({
  apiVersion: 'opentelemetry.io/v1beta1',
  kind: 'OpenTelemetryCollector',
  metadata: { name: 'gateway', namespace: 'logging' },
  spec: {
    mode: parts.mode ?? 'deployment',
    config: parts.text ?? {
      service: {
        pipelines: {
          [parts.signal ?? 'traces']: {
            receivers: parts.receivers ?? ['otlp'],
            exporters: parts.exporters ?? ['otlp/tempo'],
          },
        },
      },
    },
  },
});
