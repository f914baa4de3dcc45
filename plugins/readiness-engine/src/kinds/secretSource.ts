import type { SecretSourceObject } from '../inventory/objects';
import { at, time, word } from './fields';
import { condition, objectMeta } from './metadata';
import { secretCopies, type AnnotationsPath } from './secretCopies';

/** Where an object says which Secret it makes. */
export interface SecretPlace {
  /** Path of the name; that of the object itself where it leads nowhere. */
  name?: readonly string[];
  /** Path of the namespace, where that may be another one. */
  namespace?: readonly string[];
  /** Path of the annotations that the Secret gets. */
  annotations?: AnnotationsPath;
}

/** What `Ready` or `Synced` says; absent where neither is there. */
export function readiness(
  raw: unknown,
): Pick<SecretSourceObject, 'ready' | 'readySince'> {
  const said = condition(raw, 'Ready') ?? condition(raw, 'Synced');
  const status = at(said, 'status');
  const since = time(at(said, 'lastTransitionTime'));
  return {
    ready: status === undefined ? undefined : status === 'True',
    ...(since !== undefined && { readySince: since }),
  };
}

/** An object that makes one Secret. */
export function secretSource(
  raw: unknown,
  { name, namespace, annotations }: SecretPlace = {},
): SecretSourceObject {
  const meta = objectMeta(raw);
  const copiedTo = annotations ? secretCopies(raw, annotations) : [];
  return {
    ...meta,
    ...(namespace && { target: word(at(raw, ...namespace)) }),
    secrets: [(name && word(at(raw, ...name))) ?? meta.name],
    owns: true,
    ...(copiedTo.length > 0 && { copiedTo }),
    ...readiness(raw),
  };
}
