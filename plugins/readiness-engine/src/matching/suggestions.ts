import type { Workload } from '../inventory/Workload';
import { ENTITY_ANNOTATIONS } from './entitySelector';

const NAME_LABELS = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app',
];

/** Names under which people may know a workload, the likeliest first. */
function namesOf({ fixRoot, labels, template, name }: Workload): string[] {
  const delivered =
    fixRoot.type === 'gitops' || fixRoot.type === 'helm'
      ? [fixRoot.key.slice(fixRoot.key.lastIndexOf('/') + 1)]
      : [];
  const labelled = NAME_LABELS.flatMap(
    label => labels[label] ?? template?.labels[label] ?? [],
  );
  return [...delivered, ...labelled, name];
}

/** The annotation that would match the workload, to paste into catalog-info. */
export function suggestionFor(workload: Workload): string {
  const { labels, template, kind, namespace, name } = workload;
  for (const label of NAME_LABELS) {
    const value = labels[label] ?? template?.labels[label];
    if (value) return `${ENTITY_ANNOTATIONS.selector}: ${label}=${value}`;
  }
  return `label ${kind} ${namespace}/${name} with ${ENTITY_ANNOTATIONS.id}`;
}

/** Annotations for an entity without workloads, from workloads called alike. */
export function suggestionsFor(
  entityName: string,
  unowned: readonly Workload[],
): string[] {
  const alike = unowned.filter(workload =>
    namesOf(workload).includes(entityName),
  );
  return [...new Set(alike.map(suggestionFor))].sort();
}
