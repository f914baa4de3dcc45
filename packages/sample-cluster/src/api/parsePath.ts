/** An address of a resource, taken apart. */
export interface ResourcePath {
  group: string;
  version: string;
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
}

/**
 * Takes `/api/v1/…` and `/apis/<group>/<version>/…` apart; undefined for
 * addresses that are no resource, discovery included.
 */
export function parsePath(path: string): ResourcePath | undefined {
  const parts = path.split('/').slice(1).map(decodeSegment);
  const root = parts.shift();
  const group = root === 'apis' ? parts.shift() : '';
  const version = parts.shift();
  if ((root !== 'api' && root !== 'apis') || group === undefined || !version) {
    return undefined;
  }
  // `namespaces/<name>` alone and its subresources belong to the namespace.
  const inNamespace =
    parts[0] === 'namespaces' &&
    parts.length > 2 &&
    !['status', 'finalize'].includes(parts[2]);
  const namespace = inNamespace ? parts[1] : undefined;
  const [resource, name, subresource, ...more] = inNamespace
    ? parts.slice(2)
    : parts;
  if (!resource || more.length > 0 || name === '') return undefined;
  return {
    group,
    version,
    resource,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
