/**
 * Where images come from that those who run them did not build: registries of
 * vendors, and projects on registries that everybody uses. Globs of registry
 * and repository.
 */
export const THIRD_PARTY_IMAGES: readonly string[] = [
  'docker.io/library/*',
  'docker.io/bitnami*/*',
  'docker.io/envoyproxy/*',
  'docker.io/grafana/*',
  'docker.io/istio/*',
  'docker.io/velero/*',
  'ghcr.io/cloudnative-pg/*',
  'ghcr.io/dexidp/*',
  'ghcr.io/external-secrets/*',
  'ghcr.io/fluxcd/*',
  'ghcr.io/kyverno/*',
  'ghcr.io/open-telemetry/*',
  'cr.fluentbit.io/*',
  'cr.l5d.io/*',
  'gcr.io/distroless/*',
  'gke.gcr.io/*',
  'mcr.microsoft.com/*',
  'public.ecr.aws/*',
  'quay.io/*',
  'registry.gitlab.com/gitlab-org/*',
  'registry.istio.io/*',
  'registry.k8s.io/*',
];
