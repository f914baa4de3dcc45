import { podSpec, SHOP } from '../../__fixtures__/objects';

type Fields = Readonly<Record<string, unknown>>;

interface Parts {
  kind?: 'Deployment' | 'StatefulSet';
  name?: string;
  namespace?: string;
  replicas?: number;
  spec?: Fields;
  metadata?: Fields;
  /** Of the controller, e.g. `strategy`. */
  controller?: Fields;
}

/** A controller of kind apps/v1. */
export const controller = (parts: Parts = {}): Fields => {
  const { kind = 'Deployment', name = 'app', namespace = SHOP } = parts;
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, ...parts.metadata },
    spec: {
      replicas: parts.replicas ?? 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: parts.spec ?? podSpec(),
      },
      ...parts.controller,
    },
  };
};

/** A controller with a ready pod on each of these nodes. */
export const placed = (
  nodes: readonly string[],
  parts: Parts = {},
): readonly Fields[] => {
  const { kind = 'Deployment', name = 'app', namespace = SHOP } = parts;
  const spec = parts.spec ?? podSpec();
  const owner = (ownerKind: string, ownerName: string) => [
    {
      apiVersion: 'apps/v1',
      kind: ownerKind,
      name: ownerName,
      controller: true,
    },
  ];
  const isSet = kind === 'StatefulSet';
  const set = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-5d4f`,
      namespace,
      ownerReferences: owner(kind, name),
    },
    spec: { template: { metadata: { labels: { app: name } }, spec } },
  };
  return [
    controller({ replicas: nodes.length, ...parts }),
    ...(isSet ? [] : [set]),
    ...nodes.map((nodeName, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${index}`,
        namespace,
        labels: { app: name },
        ownerReferences: isSet
          ? owner(kind, name)
          : owner('ReplicaSet', set.metadata.name),
      },
      spec: { ...spec, nodeName },
      status: {
        phase: 'Running',
        startTime: '2026-11-20T00:00:00Z',
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    })),
  ];
};

export const service = (name = 'app', namespace = SHOP): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app: name } },
});

export const claim = (
  name: string,
  accessModes: readonly string[] = ['ReadWriteOnce'],
  annotations: Fields = {},
): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: SHOP, annotations },
  spec: { accessModes },
});

/** A pod that mounts a claim. */
export const mounting = (claimName: string): Fields =>
  podSpec({
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
  });
