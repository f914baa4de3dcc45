import type { SecretEnv } from '../inventory/Workload';
import { at, flag, items, word } from './fields';

/** Secrets that a container takes as environment, by name and never by value. */
export function secretEnv(container: unknown): readonly SecretEnv[] {
  const keys = items(at(container, 'env')).flatMap(entry => {
    const reference = at(entry, 'valueFrom', 'secretKeyRef');
    const secret = word(at(reference, 'name'));
    return secret === undefined
      ? []
      : [
          {
            secret,
            via: 'env' as const,
            variable: word(at(entry, 'name')),
            optional: flag(at(reference, 'optional')) ?? false,
          },
        ];
  });
  const whole = items(at(container, 'envFrom')).flatMap(entry => {
    const reference = at(entry, 'secretRef');
    const secret = word(at(reference, 'name'));
    return secret === undefined
      ? []
      : [
          {
            secret,
            via: 'envFrom' as const,
            optional: flag(at(reference, 'optional')) ?? false,
          },
        ];
  });
  return [...keys, ...whole];
}
