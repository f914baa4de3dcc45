import { type RouteRef, useRouteRef } from '@backstage/core-plugin-api';
import { entityContentRouteRef, rootRouteRef } from '../routes';

/** `undefined` where it is not mounted, for which the legacy system throws. */
function useMountedPath(routeRef: RouteRef): string | undefined {
  try {
    return useRouteRef(routeRef)();
  } catch {
    return undefined;
  }
}

/**
 * Where the Readiness page is mounted; `undefined` where a portal shows the
 * entity tab only.
 */
export function useReadinessPath(): string | undefined {
  return useMountedPath(rootRouteRef);
}

/**
 * Where the Readiness tab of the entity of this page is; `undefined` where a
 * portal shows the card only.
 */
export function useEntityTabPath(): string | undefined {
  return useMountedPath(entityContentRouteRef);
}
