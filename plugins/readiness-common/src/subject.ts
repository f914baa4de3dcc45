import type { SubjectType } from './vocabulary';

/**
 * What a check judges (decision D4). `cluster` is the uid of the `kube-system`
 * namespace, so that a subject survives a rename of the cluster in the portal.
 *
 * @public
 */
export interface Subject {
  type: SubjectType;
  cluster?: string;
  namespace?: string;
  apiGroup?: string;
  kind: string;
  /** For an entity its full ref, e.g. `component:default/checkout`. */
  name: string;
}

/**
 * The stable text form of a subject, as evidence records name it:
 * `cluster:<uid>`, `ns:<uid>/<namespace>`,
 * `workload:<uid>/<namespace>/<group>/<Kind>/<name>`, `entity:<ref>`.
 *
 * @public
 */
export function subjectKey(subject: Subject): string {
  switch (subject.type) {
    case 'cluster':
      return `cluster:${subject.cluster}`;
    case 'namespace':
      return `ns:${subject.cluster}/${subject.name}`;
    case 'workload':
      return `workload:${subject.cluster}/${subject.namespace}/${
        subject.apiGroup ?? ''
      }/${subject.kind}/${subject.name}`;
    default:
      return `entity:${subject.name}`;
  }
}

/**
 * The inverse of {@link subjectKey}; `undefined` for text that is no subject.
 *
 * @public
 */
export function parseSubjectKey(key: string): Subject | undefined {
  const colon = key.indexOf(':');
  const type = key.slice(0, colon);
  const rest = key.slice(colon + 1);
  if (colon < 0 || rest === '') return undefined;
  const parts = rest.split('/');
  if (type === 'cluster' && parts.length === 1) {
    return { type, cluster: rest, kind: 'Cluster', name: rest };
  }
  if (type === 'ns' && parts.length === 2 && parts.every(Boolean)) {
    return {
      type: 'namespace',
      cluster: parts[0],
      namespace: parts[1],
      kind: 'Namespace',
      name: parts[1],
    };
  }
  if (type === 'workload' && parts.length === 5) {
    const [cluster, namespace, apiGroup, kind, name] = parts;
    if (!cluster || !namespace || !kind || !name) return undefined;
    return { type, cluster, namespace, apiGroup, kind, name };
  }
  if (type === 'entity' && /^[^:/]+:[^:/]+\/[^:/]+$/.test(rest)) {
    return { type, kind: rest.split(':')[0], name: rest };
  }
  return undefined;
}
