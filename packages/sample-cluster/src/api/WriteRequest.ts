import type { ClusterSource, ClusterWriter } from '../ClusterSource';
import { type JsonObject, asArray, isObject } from '../json';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';
import type { ResourcePath } from './parsePath';
import { type Answer, badRequest, unsupportedMediaType } from './Status';

/** A request that changes something, and where. */
export interface WriteRequest {
  source: ClusterSource;
  writer: ClusterWriter;
  kind: ApiKind;
  path: ResourcePath;
  query: URLSearchParams;
  contentType: string;
  /** The object, the patch, or the options of a deletion. */
  body: JsonObject;
}

/** The body as an object; an empty one where there is none. */
export function parseBody(text: string): JsonObject | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function mediaTypeOf({ contentType }: WriteRequest): string {
  return contentType.split(';')[0].trim();
}

/** Refuses bodies in protobuf, as some commands of kubectl send them. */
export function bodyTypeProblem(request: WriteRequest): Answer | undefined {
  return ['', 'application/json'].includes(mediaTypeOf(request))
    ? undefined
    : unsupportedMediaType('application/json');
}

/** Whether the request is only to be tried. */
export function isDryRun({ query, body }: WriteRequest): boolean {
  return (
    query.getAll('dryRun').includes('All') ||
    asArray(body.dryRun).includes('All')
  );
}

/** Says where the body names another kind than the address. */
export function kindProblem({ kind, body }: WriteRequest): Answer | undefined {
  const expected = groupVersion(kind);
  const { apiVersion = expected } = body;
  if (apiVersion !== expected) {
    return badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  return body.kind === undefined || body.kind === kind.kind
    ? undefined
    : badRequest(
        `${body.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}`,
      );
}
