/**
 * Globs of namespaces that hold where the operator names none: `system` by
 * `catalogue/00` §0.3, `platform` by decision D7.
 *
 * @public
 */
export const DEFAULT_NAMESPACES: Readonly<
  Record<'system' | 'platform', readonly string[]>
> = {
  system: [
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'gke-managed-*',
    'gmp-*',
    'config-management-*',
    'openshift',
    'openshift-*',
    'calico-*',
    'tigera-*',
    'cilium-*',
    'amazon-*',
    'azure-*',
    'aks-*',
    'gatekeeper-system',
    'karpenter',
  ],
  platform: [
    'monitoring',
    'argocd',
    'flux-system',
    'velero',
    'ingress-nginx',
    'cert-manager',
    'external-secrets',
    'trivy-system',
    'kyverno',
    'istio-system',
  ],
};
