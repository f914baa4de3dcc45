import { at, text, textMap } from './fields';

const REFLECTOR = 'reflector.v1.k8s.emberstack.com/';
const REPLICATOR = 'replicator.v1.mittwald.de/replicate-to';

/** Where an object says what is written on the Secret that it makes. */
export type AnnotationsPath = readonly string[];

const listed = (value: string): readonly string[] =>
  value
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');

/** Names and `.*` alone; what else an expression may say is not followed. */
const asGlob = (pattern: string): readonly string[] =>
  /^(?:[a-z0-9-]|\.\*)+$/.test(pattern) ? [pattern.replaceAll('.*', '*')] : [];

/**
 * Namespaces into which reflector or kubernetes-replicator copy the Secret, as
 * globs, by the annotations that the object gives it.
 */
export function secretCopies(
  raw: unknown,
  path: AnnotationsPath,
): readonly string[] {
  const annotations = textMap(at(raw, ...path));
  const pushes =
    text(annotations[`${REFLECTOR}reflection-allowed`]) === 'true' &&
    annotations[`${REFLECTOR}reflection-auto-enabled`] === 'true';
  const reflected = listed(
    annotations[`${REFLECTOR}reflection-auto-namespaces`] ?? '',
  );
  const everywhere = pushes && reflected.length === 0 ? ['.*'] : [];
  return [
    ...(pushes ? reflected : []),
    ...everywhere,
    ...listed(annotations[REPLICATOR] ?? ''),
  ].flatMap(asGlob);
}
