import { isError } from '@backstage/errors';

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

/** The permission that a refusal names, if it names one. */
export function namedPermission(error: unknown): string | undefined {
  return requestMessage(error).match(/\b(?:readiness|catalog)[\w.-]*\w/)?.[0];
}
