import { createApiRef } from '@backstage/core-plugin-api';
import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';

/**
 * The client of the readiness backend.
 *
 * @public
 */
export const readinessApiRef = createApiRef<ReadinessApi>({
  id: 'plugin.readiness.client',
});
