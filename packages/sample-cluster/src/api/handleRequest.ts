import type { ClusterSource } from '../ClusterSource';
import {
  AGGREGATED_TYPE,
  aggregatedDiscovery,
  apiGroupList,
  apiResourceList,
  apiVersions,
  wantsAggregated,
} from '../kinds/discovery';
import type { ApiKind } from '../kinds/ApiKind';
import type { Access, Attempt, SampleUser } from './Access';
import type { Faults } from './Faults';
import { listObjects } from './listObjects';
import { type ResourcePath, parsePath } from './parsePath';
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
import { writeObject } from './writeObject';

/** A request as it came in, header names in lower case. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

export interface ApiContext {
  source: ClusterSource;
  access: Access;
  faults: Faults;
  now: number;
  continueTtlMs: number;
}

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
    : { answer: discover(request, context) };
}

function discover(request: ApiRequest, context: ApiContext): Answer {
  const { source, faults } = context;
  const path = request.path.replace(/\/$/, '');
  if (request.method !== 'GET') return noSuchPath();
  const wants = wantsAggregated(request.headers.accept);
  const isRoot = path === '/api' || path === '/apis';
  if (isRoot && wants === 'unacceptable') return notAcceptable();
  const aggregated = isRoot && wants === 'yes';
  const contentType = aggregated ? AGGREGATED_TYPE : 'application/json';
  const recorded = source.recordedDiscovery?.(path, aggregated);
  if (recorded !== undefined) {
    return { status: 200, text: recorded, contentType };
  }
  const kinds = source.kinds();
  if (aggregated) {
    const part = path === '/api' ? 'core' : 'groups';
    const body = aggregatedDiscovery(kinds, part, faults.staleGroups);
    return { status: 200, body, contentType };
  }
  if (path === '/api') return { status: 200, body: apiVersions() };
  if (path === '/apis') return { status: 200, body: apiGroupList(kinds) };
  const [, group = '', version] =
    /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path) ?? [];
  if (faults.staleGroups.has(group)) return failure(503, undefined);
  const body = version && apiResourceList(kinds, group, version);
  return body ? { status: 200, body } : noSuchPath();
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
  if (
    !context.access.may(user, attempt) ||
    (kind && context.source.closed(kind))
  ) {
    return { answer: forbidden({ user: user.name, ...attempt }), delayMs };
  }
  return {
    answer: kind ? serve(request, path, kind, context) : noSuchPath(),
    delayMs,
  };
}

function serve(
  request: ApiRequest,
  path: ResourcePath,
  kind: ApiKind,
  context: ApiContext,
): Answer {
  if (!kind.namespaced && path.namespace !== undefined) return noSuchPath();
  if (request.method !== 'GET') {
    return writeObject(context.source, {
      method: request.method,
      kind,
      path,
      contentType: request.headers['content-type'] ?? '',
      body: request.body,
    });
  }
  if (['1', 'true'].includes(request.query.get('watch') ?? '')) {
    return methodNotAllowed('the sample cluster does not serve watches');
  }
  if (path.name === undefined) {
    return listObjects(context.source, {
      kind,
      namespace: path.namespace,
      query: request.query,
      now: context.now,
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
  const object = context.source
    .list(kind)
    .find(
      candidate =>
        candidate.metadata.name === path.name &&
        candidate.metadata.namespace === path.namespace,
    );
  return object ? { status: 200, body: object } : notFound(kind, path.name);
}

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function attemptOf(
  request: ApiRequest,
  path: ResourcePath,
): Attempt | undefined {
  const reading = path.name === undefined ? 'list' : 'get';
  const verb = request.method === 'GET' ? reading : VERBS[request.method];
  if (!verb) return undefined;
  return {
    verb,
    group: path.group,
    resource: path.subresource
      ? `${path.resource}/${path.subresource}`
      : path.resource,
    namespace: path.resource === 'namespaces' ? path.name : path.namespace,
    name: path.name,
  };
}
