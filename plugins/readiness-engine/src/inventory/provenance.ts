/** What of an object tells who delivered it. @public */
export interface DeliveredObject {
  apiGroup: string;
  kind: string;
  /** Absent for cluster-scoped objects. */
  namespace?: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/** Who delivered an object, by its own marks (`catalogue/00` §0.7). @public */
export type Provenance =
  | { tool: 'argocd'; application: string }
  | { tool: 'kustomization' | 'helmrelease'; namespace: string; name: string }
  | { tool: 'helm'; namespace: string; release: string };

const FLUX = [
  { tool: 'kustomization', prefix: 'kustomize.toolkit.fluxcd.io' },
  { tool: 'helmrelease', prefix: 'helm.toolkit.fluxcd.io' },
] as const;

/**
 * The application of a tracking id, where it names this very object: operators
 * copy annotations from a custom resource to what they make of it.
 */
function argoApplication({
  apiGroup,
  kind,
  namespace,
  name,
  annotations,
}: DeliveredObject): string | undefined {
  const trackingId = annotations['argocd.argoproj.io/tracking-id'];
  const [application, gvk, object] = trackingId?.split(':') ?? [];
  if (!application || gvk !== `${apiGroup}/${kind}`) return undefined;
  // Of cluster-scoped objects the id names the namespace of the application.
  const named =
    object === name ||
    (namespace === undefined
      ? object?.endsWith(`/${name}`)
      : object === `${namespace}/${name}`);
  return named ? application : undefined;
}

/** By its own marks alone; `undefined` where it carries none that is its own. @public */
export function provenanceOf(object: DeliveredObject): Provenance | undefined {
  const application = argoApplication(object);
  if (application) return { tool: 'argocd', application };
  const { labels, annotations } = object;
  for (const { tool, prefix } of FLUX) {
    const name = labels[`${prefix}/name`];
    if (name) {
      return { tool, namespace: labels[`${prefix}/namespace`] ?? '', name };
    }
  }
  const release = annotations['meta.helm.sh/release-name'];
  return release
    ? {
        tool: 'helm',
        namespace:
          annotations['meta.helm.sh/release-namespace'] ??
          object.namespace ??
          '',
        release,
      }
    : undefined;
}
