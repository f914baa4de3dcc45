import type { ApiKind } from '../kinds/ApiKind';
import type { ResourceAttempt } from '../rbac/Attempt';
import type { ApiContext, ApiRequest } from './ApiRequest';
import { discover } from './discover';
import { findObject } from './findObject';
import { listObjects } from './listObjects';
import { negotiate } from './negotiate';
import { type ResourcePath, parsePath } from './parsePath';
import {
  OFFERS,
  type View,
  representObject,
  rowObjectOf,
  unknownRowObject,
} from './represent';
import { selectedName } from './selectors';
import {
  type Answer,
  failure,
  forbidden,
  methodNotAllowed,
  noSuchPath,
  notAcceptable,
  notFound,
  unauthorized,
} from './Status';
import type { SampleUser } from './Users';
import { watchObjects } from './watchObjects';
import { writeObject } from './writeObject';

/** An answer and how long to wait before it is given. */
export interface TimedAnswer {
  answer: Answer;
  delayMs?: number;
}

const OPEN_PATHS = ['/healthz', '/livez', '/readyz'];

/** Answers a request the way an API server does. */
export function handleRequest(
  request: ApiRequest,
  user: SampleUser | undefined,
  context: ApiContext,
): TimedAnswer {
  if (OPEN_PATHS.includes(request.path)) {
    return { answer: { status: 200, text: 'ok', contentType: 'text/plain' } };
  }
  if (request.path === '/version') {
    return { answer: { status: 200, body: context.source.version() } };
  }
  if (!user) return { answer: unauthorized() };
  const resource = parsePath(request.path);
  return resource
    ? onResource(request, resource, user, context)
    : { answer: onPath(request, user, context) };
}

function onPath(
  request: ApiRequest,
  user: SampleUser,
  context: ApiContext,
): Answer {
  const attempt = { verb: request.method.toLowerCase(), path: request.path };
  const { allowed, reason } = context.authorizer.decide(user, attempt);
  return allowed
    ? discover(request, context)
    : forbidden(user.name, attempt, reason);
}

function onResource(
  request: ApiRequest,
  path: ResourcePath,
  user: SampleUser,
  context: ApiContext,
): TimedAnswer {
  const attempt = attemptOf(request, path);
  if (!attempt) return { answer: methodNotAllowed('unknown method') };
  const fault = context.faults.take(
    path.resource,
    candidate => candidate.expireContinue === undefined,
  );
  const delayMs = fault?.delayMs;
  if (fault?.status) {
    return { answer: failure(fault.status, fault.retryAfterSeconds), delayMs };
  }
  const kind = context.source.find(path.group, path.version, path.resource);
  const { allowed, reason } = context.authorizer.decide(user, attempt);
  if (!allowed || (kind && context.source.closed(kind))) {
    return { answer: forbidden(user.name, attempt, reason), delayMs };
  }
  return {
    answer: kind
      ? serve(request, { path, kind, verb: attempt.verb }, context)
      : noSuchPath(),
    delayMs,
  };
}

interface Target {
  path: ResourcePath;
  kind: ApiKind;
  verb: string;
}

function serve(
  request: ApiRequest,
  target: Target,
  context: ApiContext,
): Answer {
  const { path, kind, verb } = target;
  if (!kind.namespaced && path.namespace !== undefined) return noSuchPath();
  if (verb === 'get' || verb === 'list' || verb === 'watch') {
    return read(request, { ...target, verb }, context);
  }
  return writeObject(context.source, {
    method: request.method,
    kind,
    path,
    query: request.query,
    contentType: request.headers['content-type'] ?? '',
    body: request.body,
  });
}

function read(
  { query, headers }: ApiRequest,
  { path, kind, verb }: Target & { verb: 'get' | 'list' | 'watch' },
  context: ApiContext,
): Answer {
  const { source } = context;
  const as = negotiate(headers.accept, OFFERS[verb]);
  if (!as) return notAcceptable();
  const rowObject = rowObjectOf(query);
  if (!rowObject) return unknownRowObject(query);
  const view: View = { kind, as, rowObject, now: context.now() };
  const collection = { kind, namespace: path.namespace, query, view };
  if (verb === 'watch') {
    return watchObjects(source, { ...collection, now: context.now });
  }
  if (verb === 'list' || path.name === undefined) {
    return listObjects(source, {
      ...collection,
      now: view.now,
      continueTtlMs: context.continueTtlMs,
      expireContinue: () =>
        context.faults.take(
          path.resource,
          fault => fault.expireContinue !== undefined,
        )?.expireContinue,
    });
  }
  if (path.subresource !== undefined && path.subresource !== 'status') {
    return noSuchPath();
  }
  const object = findObject(source, kind, path.namespace, path.name);
  return object
    ? { status: 200, body: representObject(view, object) }
    : notFound(kind, path.name);
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};
/** The verbs of a request without a name. */
const COLLECTION_VERBS: Readonly<Record<string, string>> = {
  get: 'list',
  delete: 'deletecollection',
};

function attemptOf(
  { method, query }: ApiRequest,
  path: ResourcePath,
): ResourceAttempt | undefined {
  const verb = VERBS[method];
  if (!verb) return undefined;
  const onCollection = path.name === undefined;
  const watches = ['1', 'true'].includes(query.get('watch') ?? '');
  const collectionVerb =
    watches && verb === 'get' ? 'watch' : COLLECTION_VERBS[verb] ?? verb;
  const { group, resource, subresource } = path;
  // A selector of one name is a request for that name, as RBAC sees it.
  const name = path.name ?? selectedName(query);
  const namespace = resource === 'namespaces' ? path.name : path.namespace;
  return {
    verb: onCollection ? collectionVerb : verb,
    group,
    resource,
    ...(subresource !== undefined && { subresource }),
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
  };
}
