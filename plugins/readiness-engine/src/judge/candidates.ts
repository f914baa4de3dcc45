import {
  type SubjectType,
  subjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import type { JudgeOptions } from '../contracts';
import type { Candidate, Scope } from './Scope';
import { isUnreadable, type SourceTable } from './SourceTable';

/**
 * Namespaces as they were listed; where they could not be listed, those of the
 * workloads that were seen.
 */
function namespaceNames(
  { inventory, namespaces }: JudgeOptions,
  sources: SourceTable,
): readonly string[] {
  const listed = inventory.namespaces.map(({ name }) => name);
  const seen = isUnreadable(sources.get('namespaces').state)
    ? inventory.workloads.map(({ namespace }) => namespace)
    : [];
  return [...new Set([...listed, ...seen])]
    .filter(name => !namespaces || namespaces.includes(name))
    .sort();
}

/** Whether a scan of one entity may change what is known of a subject. */
function belongsTo(ref: string, { row, judged }: Candidate, scope: Scope) {
  switch (judged.type) {
    case 'workload':
      return scope.matches.entitiesOf
        .get(subjectKey(judged.subject))
        ?.includes(ref);
    case 'cluster':
      return false;
    default:
      return row.entityRef === ref;
  }
}

/**
 * The subjects of these types in a scan. A scan of some namespaces says
 * nothing of the cluster, and of entities only of the one it was made for.
 */
export function candidatesOf(
  options: JudgeOptions,
  types: ReadonlySet<SubjectType>,
  scope: Scope,
  sources: SourceTable,
): readonly Candidate[] {
  const { namespaces, entityRef, inventory } = options;
  const isWhole = !namespaces && !entityRef;
  const workloads = inventory.workloads.filter(
    ({ namespace }) => !namespaces || namespaces.includes(namespace),
  );
  const refs = isWhole
    ? scope.entityRefs()
    : scope.entityRefs().filter(ref => ref === entityRef);
  const candidates = [
    ...(isWhole ? [scope.cluster()] : []),
    ...namespaceNames(options, sources).map(name => scope.namespace(name)),
    ...workloads.map(workload => scope.workload(workload)),
    ...(types.has('entity') ? refs : []).flatMap(
      ref => scope.entity(ref) ?? [],
    ),
  ];
  return entityRef === undefined
    ? candidates
    : candidates.filter(candidate => belongsTo(entityRef, candidate, scope));
}
