import { BASE_NAMESPACES } from '../derive/impliedNamespaces';
import { asString } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import { SelectorError, filterOf } from './selectors';
import { type Answer, badRequest, success, undeletable } from './Status';
import { type WriteRequest, isDryRun } from './WriteRequest';

/**
 * Answers a DELETE of one object. Finalizers do not hold it back; its
 * dependents go with it, also where `Foreground` is asked for.
 */
export function deleteObject(
  request: WriteRequest,
  object: KubeObject,
): Answer {
  const { writer, kind, query, body } = request;
  const { name, uid } = object.metadata;
  if (kind.resource === 'namespaces' && BASE_NAMESPACES.includes(name)) {
    return undeletable(kind, name);
  }
  const policy =
    asString(body.propagationPolicy) ?? query.get('propagationPolicy');
  if (!isDryRun(request)) {
    writer.delete(object, { orphan: policy === 'Orphan' });
  }
  return success({
    name,
    ...(kind.group && { group: kind.group }),
    kind: kind.resource,
    uid,
  });
}

/** Answers a DELETE of a collection: all that the selectors leave. */
export function deleteCollection(request: WriteRequest): Answer {
  const { source, writer, kind, path, query } = request;
  try {
    const filter = filterOf(kind, path.namespace, query);
    for (const object of source.list(kind).filter(filter)) {
      const applied = writer.applied(object);
      if (applied) deleteObject(request, applied);
    }
  } catch (error) {
    if (error instanceof SelectorError) return badRequest(error.message);
    throw error;
  }
  return success({
    ...(kind.group && { group: kind.group }),
    kind: kind.resource,
  });
}
