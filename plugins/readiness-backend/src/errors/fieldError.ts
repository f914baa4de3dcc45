import { InputError } from '@backstage/errors';

/** An `InputError` (400) that names the field, in its message and as `field`. */
export function fieldError(field: string, problem: string): InputError {
  return Object.assign(new InputError(`${field}: ${problem}`), { field });
}
