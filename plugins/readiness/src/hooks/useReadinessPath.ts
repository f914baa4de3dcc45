import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from '../routes';

/**
 * Where the Readiness page is mounted; `undefined` where a portal shows the
 * entity tab only, for which the legacy system throws.
 */
export function useReadinessPath(): string | undefined {
  try {
    return useRouteRef(rootRouteRef)();
  } catch {
    return undefined;
  }
}
