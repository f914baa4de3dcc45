import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

/** A known controller that runs once, and why a second one is no gain. */
interface SingleInstance {
  namespaces: readonly string[];
  name: string;
  reason: string;
}

const MONITORING = ['monitoring', 'prometheus', 'observability'];

/**
 * Controllers that their projects run once, and that no request waits for: what
 * they reconcile stays as it is until they are back.
 */
const SINGLE_INSTANCES: readonly SingleInstance[] = [
  {
    namespaces: MONITORING,
    name: '*kube-state-metrics',
    reason:
      'Two instances of kube-state-metrics report every object twice; it scales by shards.',
  },
  {
    namespaces: MONITORING,
    name: '*prometheus-operator',
    reason:
      'One Prometheus Operator reconciles at a time, and Prometheus scrapes on without it.',
  },
  {
    namespaces: ['argocd'],
    name: 'argocd-application-controller',
    reason:
      'More replicas of the application controller are shards for more clusters; the highly available install runs one as well.',
  },
  {
    namespaces: ['argocd'],
    name: 'argocd-applicationset-controller',
    reason:
      'The highly available install of Argo CD runs one ApplicationSet controller.',
  },
  {
    namespaces: ['argocd'],
    name: 'argocd-notifications-controller',
    reason:
      'The highly available install of Argo CD runs one notifications controller; two would notify twice.',
  },
  {
    namespaces: ['argocd'],
    name: 'argocd-dex-server',
    reason: 'Dex keeps its sessions in memory, so that Argo CD runs it once.',
  },
  ...[
    'source-controller',
    'kustomize-controller',
    'helm-controller',
    'notification-controller',
    'image-reflector-controller',
    'image-automation-controller',
  ].map(name => ({
    namespaces: ['flux-system'],
    name,
    reason:
      'The controllers of Flux run once and are scaled by their resources or by shards.',
  })),
  {
    namespaces: ['velero'],
    name: 'velero',
    reason: 'Velero runs its server once; a backup waits until it is back.',
  },
  {
    namespaces: ['trivy-system'],
    name: 'trivy-operator',
    reason: 'The Trivy Operator runs once; a scan waits until it is back.',
  },
];

/** Of checks that ask for a second replica. */
const CHECKS = ['rec-multi-replica', 'cost-spot-safety'];

export const SINGLE_INSTANCE: readonly Exception[] = CHECKS.flatMap(check =>
  SINGLE_INSTANCES.flatMap(({ namespaces, name, reason }) =>
    namespaces.map(namespace => ({
      check,
      namespace,
      name,
      rule: 'single-replica',
      reason,
      origin: 'shipped' as const,
    })),
  ),
);
