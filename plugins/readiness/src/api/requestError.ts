import { isError } from '@backstage/errors';
import {
  readinessPermissions,
  type TaskBulkRow,
  type TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';

export type RequestProblem =
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'badInput'
  | 'other';

const BY_STATUS: Record<number, RequestProblem> = {
  400: 'badInput',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
};

const BY_NAME: Record<string, RequestProblem> = {
  InputError: 'badInput',
  NotAllowedError: 'forbidden',
  NotFoundError: 'notFound',
  ConflictError: 'conflict',
};

function statusOf(error: Error): number | undefined {
  if (!('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** What kind of refusal an error of the readiness API is. */
export function requestProblem(error: unknown): RequestProblem {
  if (!(error instanceof Error)) return 'other';
  const status = statusOf(error);
  if (status !== undefined) return BY_STATUS[status] ?? 'other';
  return BY_NAME[error.name] ?? 'other';
}

/** The server's own words, without the client's "Request failed with 400". */
export function requestMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return isError(cause) ? cause.message : error.message;
}

/** Dotted names of permissions and settings in the words of a refusal. */
function namesIn(error: unknown): string[] {
  return requestMessage(error).match(/\b(?:readiness|catalog)[\w.-]*\w/g) ?? [];
}

function isPermission(name: string): boolean {
  return (
    name.startsWith('catalog.') ||
    readinessPermissions.some(permission => permission.name === name)
  );
}

/** The permission that a refusal names, if it names one. */
export function namedPermission(error: unknown): string | undefined {
  return namesIn(error).find(isPermission);
}

/**
 * The words of a refusal that no permission would change: it names a setting of
 * the portal, such as `readiness.rollout`.
 */
export function refusedBySetting(error: unknown): string | undefined {
  const names = namesIn(error);
  return names.length > 0 && !names.some(isPermission)
    ? requestMessage(error)
    : undefined;
}

/** The one of these fields that a refusal names, the first in its sentence. */
export function refusedField<F extends string>(
  message: string,
  fields: readonly F[],
): F | undefined {
  const named = fields
    .map(field => ({
      field,
      at: message.search(new RegExp(`\\b${field}\\b`)),
    }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return named[0]?.field;
}

function bodyOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error) || !('body' in error)) return {};
  const { body } = error;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** The task as it is now, which a lost race carries. */
export function newerTask(error: unknown): TaskDetail | undefined {
  return bodyOf(error).task as TaskDetail | undefined;
}

/** Which of many tasks could not be changed, and why. */
export function refusedRows(error: unknown): readonly TaskBulkRow[] {
  const { items } = bodyOf(error);
  return Array.isArray(items) ? items : [];
}
