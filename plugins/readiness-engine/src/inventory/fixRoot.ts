import type { FixRoot } from '../finding';
import type { ControllerObject, OwnerReference } from './folded';

interface Located {
  cluster: string;
  namespace: string;
  apiGroup: string;
  kind: string;
  name: string;
}

/** The group of an apiVersion: `apps/v1` → `apps`, `v1` → ``. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/**
 * The application of a tracking id, where it names this very object: operators
 * copy annotations from a custom resource to what they make of it.
 */
function argoApplication(
  trackingId: string | undefined,
  { apiGroup, kind, namespace, name }: Located,
): string | undefined {
  const [application, gvk, object] = trackingId?.split(':') ?? [];
  return application &&
    gvk === `${apiGroup}/${kind}` &&
    (object === `${namespace}/${name}` || object === name)
    ? application
    : undefined;
}

const FLUX = [
  { tool: 'kustomization', prefix: 'kustomize.toolkit.fluxcd.io' },
  { tool: 'helmrelease', prefix: 'helm.toolkit.fluxcd.io' },
] as const;

const FLUX_TITLES = {
  kustomization: 'Flux Kustomization',
  helmrelease: 'Flux HelmRelease',
} as const;

function fluxRoot(
  labels: Readonly<Record<string, string>>,
  cluster: string,
): FixRoot | undefined {
  for (const { tool, prefix } of FLUX) {
    const name = labels[`${prefix}/name`];
    if (name) {
      const namespace = labels[`${prefix}/namespace`] ?? '';
      return {
        type: 'gitops',
        key: `gitops:${cluster}/flux/${tool}/${namespace}/${name}`,
        title: `${FLUX_TITLES[tool]} ${namespace}/${name}`,
      };
    }
  }
  return undefined;
}

function helmRoot(
  annotations: Readonly<Record<string, string>>,
  { cluster, namespace }: Located,
): FixRoot | undefined {
  const release = annotations['meta.helm.sh/release-name'];
  if (!release) return undefined;
  const home = annotations['meta.helm.sh/release-namespace'] ?? namespace;
  return {
    type: 'helm',
    key: `helm:${cluster}/${home}/${release}`,
    title: `Helm release ${home}/${release}`,
  };
}

function operatorRoot(owner: OwnerReference, located: Located): FixRoot {
  const { cluster, namespace } = located;
  const group = groupOf(owner.apiVersion);
  return {
    type: 'operator',
    key: `operator:${cluster}/${namespace}/${group}/${owner.kind}/${owner.name}`,
    title: `${owner.kind} ${namespace}/${owner.name}`,
  };
}

/**
 * Where a change to a workload has to be made (`catalogue/60` C.1): the custom
 * resource of its operator, else what delivers it, else the controller itself.
 */
export function fixRootOf(
  located: Located,
  controller: ControllerObject | undefined,
  owner: OwnerReference | undefined,
): FixRoot {
  if (owner) return operatorRoot(owner, located);
  const { cluster, namespace, apiGroup, kind, name } = located;
  const application = argoApplication(
    controller?.annotations['argocd.argoproj.io/tracking-id'],
    located,
  );
  if (application) {
    return {
      type: 'gitops',
      key: `gitops:${cluster}/argocd/${application}`,
      title: `Argo CD application ${application}`,
    };
  }
  return (
    (controller && fluxRoot(controller.labels, cluster)) ??
    (controller && helmRoot(controller.annotations, located)) ?? {
      type: 'controller',
      key: `workload:${cluster}/${namespace}/${apiGroup}/${kind}/${name}`,
      title: `${kind} ${namespace}/${name}`,
    }
  );
}
