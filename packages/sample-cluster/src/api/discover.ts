import {
  AGGREGATED_TYPE,
  aggregatedDiscovery,
  apiGroupList,
  apiResourceList,
  apiVersions,
  wantsAggregated,
} from '../kinds/discovery';
import { openApiDocument, openApiIndex } from '../openapi/openApi';
import type { ApiContext, ApiRequest } from './ApiRequest';
import { type Answer, failure, noSuchPath, notAcceptable } from './Status';

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Answers the addresses that describe the API: `/api`, `/apis`, `/openapi`, and
 * `/metrics`.
 */
export function discover(request: ApiRequest, context: ApiContext): Answer {
  const { source, faults } = context;
  const path = request.path.replace(/\/$/, '');
  if (request.method !== 'GET') return noSuchPath();
  if (path === '/openapi/v3') {
    return { status: 200, body: openApiIndex(source.kinds()) };
  }
  if (path === '/metrics') {
    const text = source.metrics?.();
    return text === undefined
      ? noSuchPath()
      : { status: 200, text, contentType: METRICS_TYPE };
  }
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
  const [, openapi, group = '', version] =
    /^(\/openapi\/v3)?\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path) ?? [];
  if (version === undefined) return noSuchPath();
  if (faults.staleGroups.has(group)) return failure(503, undefined);
  const body = openapi
    ? openApiDocument(kinds, group, version)
    : apiResourceList(kinds, group, version);
  return body ? { status: 200, body } : noSuchPath();
}
