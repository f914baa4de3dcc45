/** Raw Kubernetes objects as short as tests can have them. */
export type Raw = Record<string, unknown>;

interface Parts {
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** `Kind/name` in apps/v1, or `group/version/Kind/name`. */
  owner?: string;
  createdAt?: string;
  uid?: string;
}

function ownerReference(owner: string) {
  const parts = owner.split('/');
  const [kind, name] = parts.slice(-2);
  const apiVersion = parts.slice(0, -2).join('/') || 'apps/v1';
  return { apiVersion, kind, name, controller: true };
}

export function raw(
  apiVersion: string,
  kind: string,
  name: string,
  {
    namespace = 'shop',
    labels,
    annotations,
    owner,
    createdAt,
    uid,
  }: Parts = {},
  rest: Raw = {},
): Raw {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      uid: uid ?? `${kind}-${namespace}-${name}`,
      creationTimestamp: createdAt ?? '2026-11-01T00:00:00Z',
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(owner && { ownerReferences: [ownerReference(owner)] }),
    },
    ...rest,
  };
}

export const container = (name: string, rest: Raw = {}): Raw => ({
  name,
  image: `${name}:1`,
  ...rest,
});

export function template(
  labels: Record<string, string>,
  containers: readonly Raw[] = [container('app')],
  rest: Raw = {},
): Raw {
  return { metadata: { labels }, spec: { containers, ...rest } };
}

export function deployment(
  name: string,
  parts: Parts & { replicas?: number; template?: Raw; status?: Raw } = {},
): Raw {
  const labels = parts.labels ?? { app: name };
  return raw(
    'apps/v1',
    'Deployment',
    name,
    { ...parts, labels },
    {
      spec: {
        replicas: parts.replicas ?? 2,
        template: parts.template ?? template({ app: name }),
      },
      ...(parts.status && { status: parts.status }),
    },
  );
}

export function pod(
  name: string,
  parts: Parts & {
    containers?: readonly Raw[];
    spec?: Raw;
    status?: Raw;
  } = {},
): Raw {
  return raw('v1', 'Pod', name, parts, {
    spec: { containers: parts.containers ?? [container('app')], ...parts.spec },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      ...parts.status,
    },
  });
}

/** A Deployment with its ReplicaSet and pods. */
export function rolledOut(
  name: string,
  parts: Parameters<typeof deployment>[1] & {
    pods?: number;
    pod?: Parameters<typeof pod>[1];
  } = {},
): Raw[] {
  const owned = {
    namespace: parts.namespace,
    labels: { app: name, 'pod-template-hash': 'abc12' },
  };
  return [
    deployment(name, parts),
    raw(
      'apps/v1',
      'ReplicaSet',
      `${name}-abc12`,
      { ...owned, owner: `Deployment/${name}` },
      { spec: { template: parts.template ?? template({ app: name }) } },
    ),
    ...Array.from({ length: parts.pods ?? 2 }, (_, index) =>
      pod(`${name}-abc12-${index}`, {
        ...owned,
        owner: `ReplicaSet/${name}-abc12`,
        ...parts.pod,
      }),
    ),
  ];
}

export const service = (
  name: string,
  selector: Record<string, string>,
  rest: Raw = {},
): Raw => raw('v1', 'Service', name, {}, { spec: { selector, ...rest } });
