import type { Messages } from '../translation';
import {
  namedPermission,
  refusedBySetting,
  requestMessage,
  requestProblem,
} from './requestError';

/**
 * Why something was not done, for the person who asked for it: the permission
 * that is missing, else the server's own words in the sentence of the place.
 *
 * @param permission - what a refusal that names none is about; without it such
 * a refusal speaks for itself
 */
export function failureText(
  t: Messages,
  error: unknown,
  permission: string | undefined,
  sentence: (reason: string) => string,
): string {
  const missing =
    requestProblem(error) === 'forbidden' && !refusedBySetting(error)
      ? namedPermission(error) ?? permission
      : undefined;
  return missing
    ? t('state.needs', { permission: missing })
    : sentence(requestMessage(error));
}
