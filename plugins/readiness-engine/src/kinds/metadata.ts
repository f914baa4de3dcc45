import type { LabelSelector, ObjectMeta } from '../inventory/objects';
import { at, fields, items, text, textMap, texts, time, word } from './fields';
import { ProjectionError } from './ProjectionError';

/** Who delivered an object (`catalogue/00` §0.7). */
const PROVENANCE_ANNOTATIONS = [
  'argocd.argoproj.io/tracking-id',
  'meta.helm.sh/release-name',
  'meta.helm.sh/release-namespace',
] as const;

/** By which a plain Prometheus is asked to scrape. */
export const SCRAPE_ANNOTATIONS = [
  'prometheus.io/scrape',
  'prometheus.io/port',
  'prometheus.io/path',
] as const;

/**
 * Name, labels and the allowed annotations of an object; who delivered it is
 * always among them. An entry of `allowed` that ends in `/` admits every
 * annotation with that prefix.
 *
 * @throws ProjectionError where the object has no name.
 */
export function objectMeta(
  raw: unknown,
  allowed: readonly string[] = [],
): ObjectMeta {
  const metadata = at(raw, 'metadata');
  const name = word(at(metadata, 'name'));
  if (name === undefined) {
    throw new ProjectionError('the object has no metadata.name');
  }
  return {
    name,
    namespace: word(at(metadata, 'namespace')),
    uid: word(at(metadata, 'uid')),
    createdAt: time(at(metadata, 'creationTimestamp')),
    labels: textMap(at(metadata, 'labels')),
    annotations: allowedAnnotations(at(metadata, 'annotations'), [
      ...PROVENANCE_ANNOTATIONS,
      ...allowed,
    ]),
    ...(items(at(metadata, 'ownerReferences')).length > 0 && { owned: true }),
  };
}

/** The annotations of an allow-list and no others. */
export function allowedAnnotations(
  raw: unknown,
  allowed: readonly string[],
): Readonly<Record<string, string>> {
  const admits = (key: string) =>
    allowed.some(entry =>
      entry.endsWith('/') ? key.startsWith(entry) : key === entry,
    );
  return Object.fromEntries(
    Object.entries(fields(raw)).flatMap(([key, value]) => {
      const found = text(value);
      return found !== undefined && admits(key) ? [[key, found]] : [];
    }),
  );
}

/** A LabelSelector; `undefined` where the field is not set. */
export function labelSelector(raw: unknown): LabelSelector | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const matchLabels = at(raw, 'matchLabels');
  const expressions = at(raw, 'matchExpressions');
  return {
    ...(matchLabels !== undefined && { matchLabels: textMap(matchLabels) }),
    ...(expressions !== undefined && {
      matchExpressions: items(expressions).map(entry => ({
        key: text(at(entry, 'key')) ?? '',
        operator: text(at(entry, 'operator')) ?? '',
        values: texts(at(entry, 'values')),
      })),
    }),
  };
}

/** Whether an operator calls its object available; absent where it does not say. */
export function availability(raw: unknown): boolean | undefined {
  const status = at(condition(raw, 'Available'), 'status');
  return status === undefined ? undefined : status === 'True';
}

/** `status` of the condition of this type, e.g. `True`. */
export function condition(raw: unknown, type: string): unknown {
  return items(at(raw, 'status', 'conditions')).find(
    entry => at(entry, 'type') === type,
  );
}
