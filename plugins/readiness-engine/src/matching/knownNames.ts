import type { MatchingSuggestion } from '../facts';
import type { Workload } from '../inventory/Workload';
import { ENTITY_ANNOTATIONS } from './entitySelector';

/** A name under which people may know a workload, and what says so. */
export interface KnownName {
  /** In lower case, as entity refs are. */
  name: string;
  basis: MatchingSuggestion['basis'];
}

/** What software it is. */
const SOFTWARE_LABELS = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'run',
] as const;

/** Which deployment of it, then what delivers it. */
const DELIVERY_LABELS = [
  'app.kubernetes.io/instance',
  'kustomize.toolkit.fluxcd.io/name',
] as const;

/** The values of a label on the controller and on its template. */
export function labelValues(
  { labels, template }: Workload,
  label: string,
): readonly string[] {
  const values = [labels[label], template?.labels[label]];
  return [...new Set(values)].filter((value): value is string =>
    Boolean(value),
  );
}

/** Argo CD writes `<namespace>_<name>` for an application of another namespace. */
const afterUnderscore = (name: string) => name.slice(name.indexOf('_') + 1);

/** The Argo CD application or Helm release that makes the workload. */
export function deliveredBy({ fixRoot }: Workload): KnownName | undefined {
  const name = fixRoot.key.slice(fixRoot.key.lastIndexOf('/') + 1);
  if (fixRoot.type === 'helm') return { name, basis: 'helm' };
  if (fixRoot.type !== 'gitops') return undefined;
  if (fixRoot.key.includes('/argocd/')) {
    return { name: afterUnderscore(name), basis: 'argocd' };
  }
  return fixRoot.key.includes('/flux/helmrelease/')
    ? { name, basis: 'helm' }
    : undefined;
}

/** From what names the workload alone to what it is delivered with. */
export function knownNames(workload: Workload): readonly KnownName[] {
  const labelled = (labels: readonly string[]): readonly KnownName[] =>
    labels
      .flatMap(label => labelValues(workload, label))
      .map(name => ({ name, basis: 'label' }));
  const names: readonly KnownName[] = [
    ...labelled([ENTITY_ANNOTATIONS.id]),
    { name: workload.name, basis: 'name' },
    ...labelled(SOFTWARE_LABELS),
    ...labelled(DELIVERY_LABELS),
    ...[deliveredBy(workload) ?? []].flat(),
  ];
  return names.map(({ name, basis }) => ({ name: name.toLowerCase(), basis }));
}
