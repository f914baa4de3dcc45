/** Plain objects as a person writes them, with room for one difference. */

type Fields = Readonly<Record<string, unknown>>;

export const SHOP = 'shop';

const RESOURCES = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { memory: '128Mi' },
};

export const container = (parts: Fields = {}): Fields => ({
  name: 'app',
  image: 'registry.example.com/shop/app:1.4.2',
  resources: RESOURCES,
  ...parts,
});

export const podSpec = (parts: Fields = {}): Fields => ({
  containers: [container()],
  ...parts,
});

export const deployment = (
  spec: Fields = podSpec(),
  parts: { name?: string; namespace?: string; metadata?: Fields } = {},
): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: parts.name ?? 'app',
    namespace: parts.namespace ?? SHOP,
    uid: `uid-${parts.name ?? 'app'}`,
    creationTimestamp: '2026-11-01T00:00:00Z',
    ...parts.metadata,
  },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'app' } },
    template: { metadata: { labels: { app: 'app' } }, spec },
  },
});

export const daemonSet = (
  spec: Fields,
  parts: { name: string; namespace: string },
): Fields => ({
  ...deployment(spec, parts),
  kind: 'DaemonSet',
});

/** A live pod of the ReplicaSet that `deployment()` made. */
export const livePod = (
  spec: Fields,
  parts: { metadata?: Fields; startTime?: string } = {},
): readonly Fields[] => [
  {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: 'app-5d4f',
      namespace: SHOP,
      creationTimestamp: '2026-11-01T00:00:00Z',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'app',
          controller: true,
        },
      ],
    },
    spec: {
      replicas: 1,
      template: {
        metadata: { labels: { app: 'app' } },
        spec: podSpec(),
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'app-5d4f-x2k',
      namespace: SHOP,
      labels: { app: 'app' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'app-5d4f',
          controller: true,
        },
      ],
      ...parts.metadata,
    },
    spec,
    status: {
      phase: 'Running',
      startTime: parts.startTime ?? '2026-11-20T00:00:00Z',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  },
];

export const namespace = (
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Fields => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    uid: `uid-${name}`,
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'kubernetes.io/metadata.name': name, ...labels },
  },
});

/** The pods of an operator whose custom resource is their only root. */
export const operatedPod = (spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'main-1',
    namespace: SHOP,
    ownerReferences: [
      {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        name: 'main',
        controller: true,
      },
    ],
  },
  spec,
  status: { phase: 'Running', startTime: '2026-11-20T00:00:00Z' },
});

/** A controller whose template is gone, as a Rollout that refers to nothing. */
export const withoutTemplate: Fields = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'app', namespace: SHOP, uid: 'uid-app' },
  spec: { replicas: 2, workloadRef: { kind: 'Deployment', name: 'gone' } },
};

/** The mirror of a static pod. */
export const staticPod = (spec: Fields): Fields => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'etcd-node-1',
    namespace: SHOP,
    annotations: { 'kubernetes.io/config.mirror': 'abc' },
    ownerReferences: [
      { apiVersion: 'v1', kind: 'Node', name: 'node-1', controller: true },
    ],
  },
  spec,
  status: { phase: 'Running', startTime: '2026-11-20T00:00:00Z' },
});
