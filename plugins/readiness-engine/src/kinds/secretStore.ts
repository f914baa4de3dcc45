import type { SecretStoreObject } from '../inventory/objects';
import { at, flag } from './fields';
import { objectMeta } from './metadata';
import { readiness } from './secretSource';

/** Neither its address nor how it signs in is kept. */
export function secretStore(raw: unknown): SecretStoreObject {
  // The Vault operator says `valid`, newer ones a condition as well.
  const ready = readiness(raw).ready ?? flag(at(raw, 'status', 'valid'));
  return { ...objectMeta(raw), ...(ready !== undefined && { ready }) };
}
