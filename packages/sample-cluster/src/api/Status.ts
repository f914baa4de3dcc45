import { type ApiKind, groupResource } from '../kinds/ApiKind';
import { type Attempt, ruleResource } from '../rbac/Attempt';

/** The answer to a request, before it is written to a socket. */
export interface Answer {
  status: number;
  /** Serialised as JSON unless `text` or `stream` is set. */
  body?: unknown;
  text?: string;
  /** A body that comes bit by bit until the signal or its own end stops it. */
  stream?(signal: AbortSignal): AsyncIterable<string>;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
}

function statusAnswer(
  code: number,
  reason: string,
  message: string,
  extra: {
    details?: object;
    metadata?: object;
    headers?: Answer['headers'];
  } = {},
): Answer {
  return {
    status: code,
    headers: extra.headers,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: extra.metadata ?? {},
      status: 'Failure',
      message,
      reason,
      ...(extra.details && { details: extra.details }),
      code,
    },
  };
}

const details = (kind: ApiKind, name?: string) => ({
  ...(name !== undefined && { name }),
  ...(kind.group && { group: kind.group }),
  kind: kind.resource,
});

export const unauthorized = (): Answer =>
  statusAnswer(401, 'Unauthorized', 'Unauthorized');

/** What the API server says to a user whose rights do not cover a request. */
export function forbidden(
  user: string,
  attempt: Attempt,
  reason?: string,
): Answer {
  const why = reason === undefined ? '' : `: ${reason}`;
  if ('path' in attempt) {
    return statusAnswer(
      403,
      'Forbidden',
      `forbidden: User "${user}" cannot ${attempt.verb} path "${attempt.path}"${why}`,
      { details: {} },
    );
  }
  const { verb, group, resource, namespace, name } = attempt;
  const scope =
    namespace === undefined
      ? 'at the cluster scope'
      : `in the namespace "${namespace}"`;
  const subject = `${groupResource({ group, resource })}${
    name === undefined ? '' : ` "${name}"`
  }`;
  return statusAnswer(
    403,
    'Forbidden',
    `${subject} is forbidden: User "${user}" cannot ${verb} resource "${ruleResource(
      attempt,
    )}" in API group "${group}" ${scope}${why}`,
    {
      details: {
        ...(name !== undefined && { name }),
        ...(group && { group }),
        kind: resource,
      },
    },
  );
}

export const notFound = (kind: ApiKind, name: string): Answer =>
  statusAnswer(404, 'NotFound', `${groupResource(kind)} "${name}" not found`, {
    details: details(kind, name),
  });

/** An address that no handler serves; no Status, as in the API server. */
export const noSuchPath = (): Answer => ({
  status: 404,
  text: '404 page not found\n',
  contentType: 'text/plain; charset=utf-8',
});

export const badRequest = (message: string): Answer =>
  statusAnswer(400, 'BadRequest', message);

export const conflict = (kind: ApiKind, name: string): Answer =>
  statusAnswer(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${groupResource(
      kind,
    )} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    { details: details(kind, name) },
  );

/** The answer to a deletion. */
export const success = (about: object): Answer => ({
  status: 200,
  body: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: about,
  },
});

/** A namespace that every cluster needs. */
export const undeletable = (kind: ApiKind, name: string): Answer =>
  statusAnswer(
    403,
    'Forbidden',
    `${groupResource(
      kind,
    )} "${name}" is forbidden: this namespace may not be deleted`,
    { details: details(kind, name) },
  );

export const alreadyExists = (kind: ApiKind, name: string): Answer =>
  statusAnswer(
    409,
    'AlreadyExists',
    `${groupResource(kind)} "${name}" already exists`,
    { details: details(kind, name) },
  );

export const invalid = (kind: ApiKind, name: string, message: string): Answer =>
  statusAnswer(
    422,
    'Invalid',
    `${
      kind.group ? `${kind.kind}.${kind.group}` : kind.kind
    } "${name}" is invalid: ${message}`,
    { details: details(kind, name) },
  );

export const methodNotAllowed = (message: string): Answer =>
  statusAnswer(405, 'MethodNotAllowed', message);

export const notAcceptable = (): Answer =>
  statusAnswer(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
  );

export const unsupportedMediaType = (accepted: string): Answer =>
  statusAnswer(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
  );

/** A page whose continue token is too old; `fresh` continues inconsistently. */
export function expired(fresh?: string): Answer {
  return statusAnswer(
    410,
    'Expired',
    fresh === undefined
      ? 'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.'
      : 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    { metadata: fresh === undefined ? {} : { continue: fresh } },
  );
}

/** A watch from a version whose changes are forgotten. */
export const expiredWatch = (version: number, oldest: number): Answer =>
  statusAnswer(
    410,
    'Expired',
    `too old resource version: ${version} (${oldest})`,
  );

/** A version that is yet to come. */
export const tooLargeVersion = (version: number, current: string): Answer =>
  statusAnswer(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${version}, current: ${current}`,
    {
      details: {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    },
  );

/** Options of a request that contradict each other. */
export const invalidOptions = (message: string): Answer =>
  statusAnswer(
    422,
    'Invalid',
    `ListOptions.meta.k8s.io "" is invalid: ${message}`,
    { details: { group: 'meta.k8s.io', kind: 'ListOptions' } },
  );

/** A failure that a test asked for. */
export function failure(
  code: number,
  retryAfterSeconds: number | undefined,
): Answer {
  const headers = retryAfterSeconds !== undefined && {
    'retry-after': String(retryAfterSeconds),
  };
  if (code === 401) return unauthorized();
  return statusAnswer(
    code,
    { 429: 'TooManyRequests', 503: 'ServiceUnavailable', 504: 'Timeout' }[
      code
    ] ?? 'InternalError',
    code === 429
      ? 'Too many requests, please try again later.'
      : `an error on the server ("simulated") has prevented the request from succeeding`,
    { ...(headers && { headers }) },
  );
}
