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

/** What an entity asks for; `undefined` where it asks for nothing. */
export interface EntityDemand {
  selector?: LabelSelector;
  /** The selector as people write it. */
  text: string;
  namespace?: string;
  problems: readonly string[];
}

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

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

/** The selector and namespace of an entity, with what is wrong about them. */
export function entityDemand(entity: EntityFacts): EntityDemand | undefined {
  const { annotations } = entity;
  const id = annotations[ENTITY_ANNOTATIONS.id];
  const own = annotations[ENTITY_ANNOTATIONS.selector];
  if (own === undefined && id === undefined) return undefined;
  const text = own ?? `${ENTITY_ANNOTATIONS.id}=${id}`;
  const source = own === undefined ? 'id' : 'selector';
  const parsed = parseLabelSelector(text);
  const namespace = annotations[ENTITY_ANNOTATIONS.namespace]?.trim();
  const wrongNamespace = namespace !== undefined && !NAMESPACE.test(namespace);
  const problems = [
    ...(parsed.ok
      ? []
      : [
          `${ENTITY_ANNOTATIONS[source]}: ${parsed.message}; the entity matches nothing`,
        ]),
    ...(wrongNamespace
      ? [
          `${ENTITY_ANNOTATIONS.namespace}: "${namespace}" is no namespace name; the entity matches nothing`,
        ]
      : []),
    ...clusterProblems(annotations),
  ];
  return {
    text,
    namespace,
    problems,
    ...(parsed.ok && !wrongNamespace && { selector: parsed.selector }),
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
