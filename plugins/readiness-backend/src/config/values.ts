import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';

/** A mistake in the configuration; the message begins with the key. */
export class ConfigError extends Error {
  constructor(key: string, problem: string) {
    super(`Invalid configuration: ${key} ${problem}`);
    this.name = 'ConfigError';
  }
}

/** A misspelt key would silently do nothing: it stops the start. */
export function refuseOtherKeys(
  key: string,
  config: Config | undefined,
  known: readonly string[],
): void {
  const other = config?.keys().find(name => !known.includes(name));
  if (other) {
    throw new ConfigError(
      `${key}.${other}`,
      `is not known, expected one of ${known.join(', ')}`,
    );
  }
}

/** Text that says something. */
export function textOf(key: string, value: string): string {
  const text = value.trim();
  if (!text) throw new ConfigError(key, 'is empty');
  return text;
}

export function oneOf<T extends string>(
  key: string,
  value: string,
  allowed: readonly T[],
): T {
  if (!allowed.includes(value as T)) {
    throw new ConfigError(
      key,
      `is "${value}", expected one of ${allowed.join(', ')}`,
    );
  }
  return value as T;
}

export function positive(key: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new ConfigError(key, `is ${value}, expected 0 or more`);
  }
  return value;
}

const ENTITY_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

/** A full entity ref, lower-cased as the catalog writes it. */
export function entityRef(key: string, value: string): string {
  const ref = stringifyEntityRef(
    parseEntityRef(value || '?', {
      defaultKind: 'group',
      defaultNamespace: 'default',
    }),
  );
  if (!ENTITY_REF.test(ref)) {
    throw new ConfigError(key, `is "${value}", expected an entity ref`);
  }
  return ref;
}
