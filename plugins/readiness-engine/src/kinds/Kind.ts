/** Stands for every resource of a group, whose kinds others define. */
export const ANY_RESOURCE = '*';

/**
 * A kind of the Kubernetes API that the inventory knows, with the projection
 * that is the only way of its objects into memory (law 5). One file a kind.
 *
 * @public
 */
export interface Kind<T = unknown> {
  group: string;
  resource: string;
  kind: string;
  namespaced: boolean;
  /** Versions that the projection understands, preferred first. */
  versions: readonly string[];
  /**
   * Objects of this kind speak of other namespaces than their own, e.g. a
   * backup schedule. A list of one namespace would say nothing about it.
   */
  reachesOtherNamespaces?: true;
  /** What a list has to be asked beside its page, where that is not all. */
  listQuery?: Readonly<Record<string, string>>;
  /**
   * When a set of manifests answers whether there are such objects in a
   * namespace: with any object of that namespace, as they are delivered with
   * the workloads; or with the Namespace itself. Without it their absence from
   * the set says nothing, for they may be delivered by somebody else or be made
   * by the cluster.
   */
  shownBy?: 'workload' | 'namespace';
  /**
   * The allow-list of fields. Throws `ProjectionError` where the object is
   * malformed beyond use; the object is then reported and left out.
   */
  project(raw: unknown): T;
}

/** @public */
export function defineKind<T>(kind: Kind<T>): Kind<T> {
  return kind;
}
