import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

const CHECK = 'sec-rbac-node-proxy';

/** Names under which API servers reach their kubelets. */
const CONTROL_PLANES = [
  { name: 'kube-apiserver', by: 'GKE, k3s, RKE2 and others' },
  { name: 'kube-apiserver-kubelet-client', by: 'kubeadm' },
  { name: 'kubelet-api', by: 'kOps' },
];

/** Subjects that hold nodes/proxy by design. */
export const NODE_PROXIES: readonly Exception[] = [
  ...CONTROL_PLANES.map(({ name, by }) => ({
    check: CHECK,
    name,
    rule: `User:${name}`,
    reason: `The API server of ${by} reaches the kubelets under this name.`,
    origin: 'shipped' as const,
  })),
  {
    check: CHECK,
    namespace: 'argocd',
    name: 'argocd-server',
    rule: 'ServiceAccount:argocd/argocd-server',
    reason:
      'The server of Argo CD shows, patches and deletes whatever an application holds, by get, patch and delete on everything: replace its ClusterRole where the applications are known.',
    origin: 'shipped',
  },
];
