import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

const CHECK = 'sec-rbac-cluster-admin';

/** Subjects that are cluster-admin by design of a known project. */
export const CLUSTER_ADMINS: readonly Exception[] = [
  {
    check: CHECK,
    name: 'kubeadm:cluster-admins',
    rule: 'Group:kubeadm:cluster-admins',
    reason:
      'The group of the administrator certificate that kubeadm writes, kept for emergencies.',
    origin: 'shipped',
  },
  {
    check: CHECK,
    namespace: 'argocd',
    name: 'argocd-application-controller',
    rule: 'ServiceAccount:argocd/argocd-application-controller',
    reason:
      'The application controller of Argo CD applies whatever the applications hold: scope it by AppProjects and impersonation.',
    origin: 'shipped',
  },
  {
    check: CHECK,
    namespace: 'flux-system',
    name: 'kustomize-controller',
    rule: 'ServiceAccount:flux-system/kustomize-controller',
    reason:
      'The kustomize controller of Flux applies whatever the sources hold: scope it by spec.serviceAccountName and --no-cross-namespace-refs.',
    origin: 'shipped',
  },
  {
    check: CHECK,
    namespace: 'flux-system',
    name: 'helm-controller',
    rule: 'ServiceAccount:flux-system/helm-controller',
    reason:
      'The helm controller of Flux installs whatever the releases hold: scope it by spec.serviceAccountName.',
    origin: 'shipped',
  },
  {
    check: CHECK,
    namespace: 'velero',
    name: 'velero*',
    rule: 'ServiceAccount:velero/velero*',
    reason:
      'Velero reads every object for a backup and writes every object for a restore.',
    origin: 'shipped',
  },
];
