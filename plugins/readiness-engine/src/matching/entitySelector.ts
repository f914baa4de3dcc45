import type { EntityFacts } from '../facts';
import type { LabelSelector } from '../inventory/objects';
import { parseLabelSelector } from './parseLabelSelector';

/**
 * Annotations by which a catalog entity names its workloads (decision D2).
 *
 * @public
 */
export const ENTITY_ANNOTATIONS = {
  id: 'backstage.io/kubernetes-id',
  selector: 'backstage.io/kubernetes-label-selector',
  namespace: 'backstage.io/kubernetes-namespace',
  cluster: 'backstage.io/kubernetes-cluster',
  clusters: 'readiness.io/clusters',
} as const;

/** What an entity asks for, or a configured rule in its name. */
export interface EntityDemand {
  /** Absent where something about it is wrong: then it matches nothing. */
  selector?: LabelSelector;
  /** The selector as people write it. */
  text: string;
  namespace?: string;
  problems: readonly string[];
}

/** A name that Kubernetes takes for a namespace. */
export const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether the entity lives in this cluster; without an annotation in all. */
export function livesIn(entity: EntityFacts, cluster: string): boolean {
  const listed = entity.annotations[ENTITY_ANNOTATIONS.clusters]
    ?.split(',')
    .map(name => name.trim())
    .filter(Boolean);
  if (listed && listed.length > 0) return listed.includes(cluster);
  const single = entity.annotations[ENTITY_ANNOTATIONS.cluster]?.trim();
  return !single || single === cluster;
}

/**
 * Whether the entity says itself which workloads are its own, right or wrong.
 *
 * @public
 */
export function namesWorkloads({
  annotations,
}: Pick<EntityFacts, 'annotations'>): boolean {
  return (
    annotations[ENTITY_ANNOTATIONS.selector] !== undefined ||
    annotations[ENTITY_ANNOTATIONS.id] !== undefined
  );
}

/** The namespace that an entity narrows its workloads to, if any. */
export function namespaceDemand({
  annotations,
}: EntityFacts): Pick<EntityDemand, 'namespace' | 'problems'> {
  const namespace = annotations[ENTITY_ANNOTATIONS.namespace]?.trim();
  if (namespace === undefined || NAMESPACE.test(namespace)) {
    return { namespace, problems: [] };
  }
  return {
    namespace,
    problems: [
      `${ENTITY_ANNOTATIONS.namespace}: "${namespace}" is no namespace name; the entity matches nothing`,
    ],
  };
}

/** The selector and namespace of an entity, with what is wrong about them. */
export function entityDemand(entity: EntityFacts): EntityDemand | undefined {
  const { annotations } = entity;
  if (!namesWorkloads(entity)) return undefined;
  const own = annotations[ENTITY_ANNOTATIONS.selector];
  const text =
    own ?? `${ENTITY_ANNOTATIONS.id}=${annotations[ENTITY_ANNOTATIONS.id]}`;
  const source = own === undefined ? 'id' : 'selector';
  const parsed = parseLabelSelector(text);
  const within = namespaceDemand(entity);
  const problems = [
    ...(parsed.ok
      ? []
      : [
          `${ENTITY_ANNOTATIONS[source]}: ${parsed.message}; the entity matches nothing`,
        ]),
    ...within.problems,
    ...clusterProblems(annotations),
  ];
  return {
    text,
    namespace: within.namespace,
    problems,
    ...(parsed.ok &&
      within.problems.length === 0 && { selector: parsed.selector }),
  };
}

function clusterProblems(
  annotations: Readonly<Record<string, string>>,
): readonly string[] {
  const listed = annotations[ENTITY_ANNOTATIONS.clusters];
  return listed !== undefined && /^[\s,]*$/.test(listed)
    ? [`${ENTITY_ANNOTATIONS.clusters} names no cluster and is ignored`]
    : [];
}
