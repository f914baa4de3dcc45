import type { ClusterSource } from '../ClusterSource';
import type { JsonObject } from '../json';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';
import { type KubeObject, listKey } from '../objects/KubeObject';
import { decodeContinue, encodeContinue } from './continueTokens';
import { type View, representList } from './represent';
import { type ObjectFilter, SelectorError, filterOf } from './selectors';
import { type Answer, badRequest, expired } from './Status';

export interface ListRequest {
  kind: ApiKind;
  namespace?: string;
  query: URLSearchParams;
  view: View;
  now: number;
  continueTtlMs: number;
  /** Asked when a page is continued. */
  expireContinue(): 'fresh' | 'none' | undefined;
}

/** Answers a LIST: selectors, namespaces, pages and representations. */
export function listObjects(
  source: ClusterSource,
  request: ListRequest,
): Answer {
  const { kind, namespace, query } = request;
  const recorded =
    namespace === undefined && isWhole(query) && request.view.as === 'object'
      ? source.recordedList?.(kind)
      : undefined;
  if (recorded !== undefined) {
    return { status: 200, text: recorded, contentType: 'application/json' };
  }

  let filter: ObjectFilter;
  try {
    filter = filterOf(kind, namespace, query);
  } catch (error) {
    if (error instanceof SelectorError) return badRequest(error.message);
    throw error;
  }
  const limit = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(limit) || limit < 0) {
    return badRequest(`limit: Invalid value: "${query.get('limit')}"`);
  }

  const version = source.listVersion(kind);
  const token = query.get('continue') ?? '';
  const position = token === '' ? undefined : decodeContinue(token);
  if (token !== '' && !position) {
    return badRequest('continue key is not valid');
  }
  if (position?.version !== undefined) {
    const old = request.now - position.issued > request.continueTtlMs;
    const mode = request.expireContinue() ?? (old ? 'fresh' : undefined);
    if (mode === 'none') return expired();
    if (mode === 'fresh') {
      return expired(
        encodeContinue({ after: position.after, issued: request.now }),
      );
    }
  }

  const matching = source.list(kind).filter(filter);
  const rest = position
    ? matching.filter(object => listKey(object) > position.after)
    : matching;
  const page = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - page.length;
  const shown = position?.version ?? version;
  const selected = query.has('labelSelector') || query.has('fieldSelector');
  return {
    status: 200,
    body: representList(request.view, {
      kind: `${kind.kind}List`,
      apiVersion: groupVersion(kind),
      metadata: {
        resourceVersion: shown,
        ...(remaining > 0 && {
          continue: encodeContinue({
            after: listKey(page[page.length - 1]),
            version: shown,
            issued: request.now,
          }),
          ...(!selected && { remainingItemCount: remaining }),
        }),
      },
      items: page.map(object => listItem(kind, object)),
    }),
  };
}

/** Items of built-in kinds carry no kind and apiVersion in a list. */
function listItem(kind: ApiKind, object: KubeObject): JsonObject {
  if (kind.custom) return object;
  const { apiVersion, kind: _kind, ...rest } = object;
  return rest;
}

function isWhole(query: URLSearchParams): boolean {
  return ['limit', 'continue', 'labelSelector', 'fieldSelector'].every(
    key => (query.get(key) ?? '') === '',
  );
}
