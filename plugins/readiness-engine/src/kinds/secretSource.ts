import type { SecretSourceObject } from '../inventory/objects';
import { at, word } from './fields';
import { condition, objectMeta } from './metadata';

/** Where an object says which Secret it makes. */
export interface SecretPlace {
  /** Path of the name; that of the object itself where it leads nowhere. */
  name?: readonly string[];
  /** Path of the namespace, where that may be another one. */
  namespace?: readonly string[];
}

/** What `Ready` or `Synced` says; absent where neither is there. */
function readiness(raw: unknown): boolean | undefined {
  const status = at(
    condition(raw, 'Ready') ?? condition(raw, 'Synced'),
    'status',
  );
  return status === undefined ? undefined : status === 'True';
}

/** An object that makes one Secret. */
export function secretSource(
  raw: unknown,
  { name, namespace }: SecretPlace = {},
): SecretSourceObject {
  const meta = objectMeta(raw);
  return {
    ...meta,
    ...(namespace && { target: word(at(raw, ...namespace)) }),
    secrets: [(name && word(at(raw, ...name))) ?? meta.name],
    owns: true,
    ready: readiness(raw),
  };
}
