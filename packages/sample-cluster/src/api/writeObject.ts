import type { ClusterSource } from '../ClusterSource';
import type { ApiKind } from '../kinds/ApiKind';
import { patchObject, patchTypeProblem, replaceObject } from './changeObject';
import { createObject } from './createObject';
import { deleteCollection, deleteObject } from './deleteObject';
import { findObject } from './findObject';
import type { ResourcePath } from './parsePath';
import {
  type Answer,
  badRequest,
  invalid,
  methodNotAllowed,
  noSuchPath,
  notFound,
} from './Status';
import { type WriteRequest, bodyTypeProblem, parseBody } from './WriteRequest';

/** Answers POST, PUT, PATCH and DELETE. */
export function writeObject(
  source: ClusterSource,
  given: {
    method: string;
    kind: ApiKind;
    path: ResourcePath;
    query: URLSearchParams;
    contentType: string;
    body: string;
  },
): Answer {
  const { method, kind, path } = given;
  const { writer } = source;
  if (!writer) return methodNotAllowed('a recording is read-only');
  if (path.subresource !== undefined) return noSuchPath();
  const parsed = parseBody(given.body);
  const request: WriteRequest = {
    ...given,
    source,
    writer,
    body: parsed ?? {},
  };
  const refused =
    method === 'PATCH' ? patchTypeProblem(request) : bodyTypeProblem(request);
  if (refused) return refused;
  if (!parsed) return badRequest('the body is not a JSON object');
  if (path.name === undefined) return onCollection(method, request);
  if (method === 'POST') {
    return methodNotAllowed(
      'objects are created without a name in the address',
    );
  }
  const current = findObject(source, kind, path.namespace, path.name);
  if (!current) return notFound(kind, path.name);
  const applied = writer.applied(current);
  if (!applied) {
    return invalid(
      kind,
      path.name,
      'a controller of the sample cluster made this object: change its owner',
    );
  }
  if (method === 'DELETE') return deleteObject(request, applied);
  return method === 'PUT'
    ? replaceObject(request, applied, current)
    : patchObject(request, applied, current);
}

function onCollection(method: string, request: WriteRequest): Answer {
  if (method === 'POST') return createObject(request);
  return method === 'DELETE'
    ? deleteCollection(request)
    : methodNotAllowed('a name is needed');
}
