import { daysAgo, hoursAgo } from './backups';

type Fields = Readonly<Record<string, unknown>>;

const entry = (kind: string, name: string, parts: Fields = {}): Fields => ({
  group: 'apps',
  kind,
  namespace: 'shop',
  name,
  ...parts,
});

/** Synced, healthy, healing; its source is a tag. */
export const application = (
  parts: {
    name?: string;
    resources?: readonly Fields[];
    spec?: Fields;
    status?: Fields;
  } = {},
): Fields => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: parts.name ?? 'web',
    namespace: 'argocd',
    creationTimestamp: daysAgo(100),
  },
  spec: {
    destination: { namespace: 'shop' },
    source: { path: 'apps/web', targetRevision: 'v1.4.2' },
    syncPolicy: { automated: { prune: true, selfHeal: true } },
    ...parts.spec,
  },
  status: {
    sync: { status: 'Synced', revision: 'abc' },
    health: { status: 'Healthy' },
    reconciledAt: hoursAgo(0.1),
    operationState: {
      phase: 'Succeeded',
      finishedAt: daysAgo(3),
      syncResult: { revision: 'abc' },
    },
    resources: parts.resources ?? [entry('Deployment', 'app')],
    ...parts.status,
  },
});

export const listedEntry = entry;

export const trackingId = (id: string): Fields => ({
  annotations: { 'argocd.argoproj.io/tracking-id': id },
});

export const tracked = trackingId('web:apps/Deployment:shop/app');

export const instanceLabel: Fields = {
  labels: { 'app.kubernetes.io/instance': 'web' },
};

export const ofKustomization: Fields = {
  labels: {
    'kustomize.toolkit.fluxcd.io/name': 'apps',
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  },
};

export const ofHelmRelease: Fields = {
  labels: {
    'helm.toolkit.fluxcd.io/name': 'web',
    'helm.toolkit.fluxcd.io/namespace': 'flux-system',
  },
};

export const ofHelm: Fields = {
  annotations: {
    'meta.helm.sh/release-name': 'web',
    'meta.helm.sh/release-namespace': 'shop',
  },
};

const flux = (
  group: string,
  kind: string,
  name: string,
  parts: { metadata?: Fields; spec?: Fields; status?: Fields },
): Fields => ({
  apiVersion: group,
  kind,
  metadata: {
    name,
    namespace: 'flux-system',
    generation: 1,
    creationTimestamp: daysAgo(100),
    ...parts.metadata,
  },
  spec: { prune: true, ...parts.spec },
  status: {
    observedGeneration: 1,
    conditions: [
      { type: 'Ready', status: 'True', lastTransitionTime: daysAgo(10) },
    ],
    ...parts.status,
  },
});

export const kustomization = (
  parts: { metadata?: Fields; spec?: Fields; status?: Fields } = {},
): Fields =>
  flux('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'apps', {
    ...parts,
    status: {
      lastAppliedRevision: 'v1.4.2@sha1:abc',
      lastAttemptedRevision: 'v1.4.2@sha1:abc',
      ...parts.status,
    },
  });

export const helmRelease = (
  parts: { metadata?: Fields; spec?: Fields; status?: Fields } = {},
): Fields =>
  flux('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'web', {
    ...parts,
    spec: { driftDetection: { mode: 'enabled' }, ...parts.spec },
  });

/** A condition Ready that is not True. */
export const notReady = (sinceHours: number, status = 'False'): Fields => ({
  conditions: [
    {
      type: 'Ready',
      status,
      reason: 'BuildFailed',
      lastTransitionTime: hoursAgo(sinceHours),
    },
  ],
});

/** What `flux suspend` leaves behind. */
export const suspendedFor = (days: number) => ({
  metadata: {
    managedFields: [
      {
        manager: 'flux',
        time: daysAgo(days),
        fieldsV1: { 'f:spec': { 'f:suspend': {} } },
      },
    ],
  },
  spec: { suspend: true },
});
