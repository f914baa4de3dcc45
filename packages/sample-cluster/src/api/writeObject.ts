import type { ClusterSource } from '../ClusterSource';
import { type JsonObject, asString, at, isObject } from '../json';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';
import { type KubeObject, identityProblem } from '../objects/KubeObject';
import { mergePatch, strategicMergePatch } from '../objects/patch';
import type { ResourcePath } from './parsePath';
import {
  type Answer,
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  methodNotAllowed,
  noSuchPath,
  notFound,
  unsupportedMediaType,
} from './Status';

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

const mergers: Readonly<
  Record<string, (before: unknown, body: unknown) => unknown>
> = {
  put: (_before, body) => body,
  [MERGE]: mergePatch,
  [STRATEGIC]: strategicMergePatch,
};

export interface WriteRequest {
  method: string;
  kind: ApiKind;
  path: ResourcePath;
  contentType: string;
  body: string;
}

/** Answers POST, PUT, PATCH and DELETE, for demonstrations. */
export function writeObject(
  source: ClusterSource,
  request: WriteRequest,
): Answer {
  const { method, kind, path } = request;
  if (!source.writer) return methodNotAllowed('a recording is read-only');
  if (path.subresource !== undefined) return noSuchPath();
  const body = method === 'DELETE' ? {} : parseBody(request.body);
  if (!body) return badRequest('the body is not a JSON object');
  if (path.name === undefined) {
    return method === 'POST'
      ? createObject(source, kind, path, body)
      : methodNotAllowed('a name is needed');
  }
  return method === 'POST'
    ? methodNotAllowed('objects are created without a name in the address')
    : changeObject(source, request, path.name, body);
}

function createObject(
  source: ClusterSource,
  kind: ApiKind,
  path: ResourcePath,
  body: JsonObject,
): Answer {
  const object = {
    ...body,
    apiVersion: groupVersion(kind),
    kind: kind.kind,
    metadata: {
      ...(isObject(body.metadata) ? body.metadata : {}),
      ...(path.namespace !== undefined && { namespace: path.namespace }),
    },
  };
  const problem = identityProblem(object);
  if (problem) return badRequest(problem);
  const name = String(at(object, 'metadata', 'name'));
  if (find(source, kind, path.namespace, name)) {
    return alreadyExists(kind, name);
  }
  source.writer?.create(object as unknown as KubeObject);
  return { status: 201, body: find(source, kind, path.namespace, name) };
}

function changeObject(
  source: ClusterSource,
  request: WriteRequest,
  name: string,
  body: JsonObject,
): Answer {
  const { kind, path, method } = request;
  const current = find(source, kind, path.namespace, name);
  if (!current) return notFound(kind, name);
  const before = source.writer?.applied(current);
  if (!before) {
    return invalid(
      kind,
      name,
      'a controller of the sample cluster made this object: change its owner',
    );
  }
  if (method === 'DELETE') {
    source.writer?.delete(before);
    return {
      status: 200,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
      },
    };
  }
  const type = request.contentType.split(';')[0].trim();
  const merge = method === 'PUT' ? mergers.put : mergers[type];
  if (!merge || (kind.custom && type === STRATEGIC)) {
    return unsupportedMediaType(kind.custom ? MERGE : `${MERGE}, ${STRATEGIC}`);
  }
  const after = merge(before, body);
  const wanted = asString(at(body, 'metadata', 'resourceVersion'));
  if (wanted !== undefined && wanted !== current.metadata.resourceVersion) {
    return conflict(kind, name);
  }
  if (!isObject(after) || at(after, 'metadata', 'name') !== name) {
    return badRequest(
      `the name of the object does not match the name on the URL (${name})`,
    );
  }
  source.writer?.replace(before, after as unknown as KubeObject);
  return { status: 200, body: find(source, kind, path.namespace, name) };
}

function find(
  source: ClusterSource,
  kind: ApiKind,
  namespace: string | undefined,
  name: string,
): KubeObject | undefined {
  return source
    .list(kind)
    .find(
      object =>
        object.metadata.name === name &&
        (object.metadata.namespace ?? undefined) === namespace,
    );
}

function parseBody(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
