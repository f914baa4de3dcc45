import type { DeliveryKind } from '../check';
import type { FixRoot } from '../finding';
import type { ControllerObject, OwnerReference } from './folded';
import { type Provenance, provenanceOf } from './provenance';

interface Located {
  cluster: string;
  namespace: string;
  apiGroup: string;
  kind: string;
  name: string;
}

/** The group of an apiVersion: `apps/v1` → `apps`, `v1` → ``. @public */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

const argoKey = (cluster: string, application: string) =>
  `gitops:${cluster}/argocd/${application}`;

const FLUX_TITLES = {
  kustomization: 'Flux Kustomization',
  helmrelease: 'Flux HelmRelease',
} as const;

const fluxKey = (
  cluster: string,
  tool: keyof typeof FLUX_TITLES,
  namespace: string,
  name: string,
) => `gitops:${cluster}/flux/${tool}/${namespace}/${name}`;

/**
 * The keys under which what such an object delivers has its fix root. Argo CD
 * prefixes applications outside its own namespace with theirs.
 */
export function deliveryKeys(
  kind: DeliveryKind,
  { namespace = '', name }: { namespace?: string; name: string },
  cluster: string,
): readonly string[] {
  return kind === 'applications'
    ? [argoKey(cluster, name), argoKey(cluster, `${namespace}_${name}`)]
    : [fluxKey(cluster, 'helmrelease', namespace, name)];
}

/** What delivers an object, as the place where it is changed. @public */
export function deliveryRoot(provenance: Provenance, cluster: string): FixRoot {
  switch (provenance.tool) {
    case 'argocd': {
      const { application } = provenance;
      return {
        type: 'gitops',
        key: argoKey(cluster, application),
        title: `Argo CD application ${application}`,
      };
    }
    case 'helm': {
      const { namespace, release } = provenance;
      return {
        type: 'helm',
        key: `helm:${cluster}/${namespace}/${release}`,
        title: `Helm release ${namespace}/${release}`,
      };
    }
    default: {
      const { tool, namespace, name } = provenance;
      return {
        type: 'gitops',
        key: fluxKey(cluster, tool, namespace, name),
        title: `${FLUX_TITLES[tool]} ${namespace}/${name}`,
      };
    }
  }
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
  const { cluster, ...identity } = located;
  const provenance = controller && provenanceOf({ ...controller, ...identity });
  if (provenance) return deliveryRoot(provenance, cluster);
  const { namespace, apiGroup, kind, name } = identity;
  return {
    type: 'controller',
    key: `workload:${cluster}/${namespace}/${apiGroup}/${kind}/${name}`,
    title: `${kind} ${namespace}/${name}`,
  };
}
