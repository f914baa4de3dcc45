import { type ApiKind, groupResource } from '../kinds/ApiKind';

/** The answer to a request, before it is written to a socket. */
export interface Answer {
  status: number;
  /** Serialised as JSON unless `text` is set. */
  body?: unknown;
  text?: string;
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
export function forbidden(request: {
  user: string;
  verb: string;
  group: string;
  resource: string;
  namespace?: string;
  name?: string;
}): Answer {
  const { user, verb, group, resource, namespace, name } = request;
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
    `${subject} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`,
    {
      details: {
        ...(name !== undefined && { name }),
        ...(group && { group }),
        kind: resource,
      },
    },
  );
}

/** For paths that are no resources. */
export const forbiddenPath = (
  user: string,
  verb: string,
  path: string,
): Answer =>
  statusAnswer(
    403,
    'Forbidden',
    `forbidden: User "${user}" cannot ${verb} path "${path}"`,
    { details: {} },
  );

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
    `${kind.kind}.${kind.group} "${name}" is invalid: ${message}`,
    { details: details(kind, name) },
  );

export const methodNotAllowed = (message: string): Answer =>
  statusAnswer(405, 'MethodNotAllowed', message);

export const notAcceptable = (): Answer =>
  statusAnswer(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
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
