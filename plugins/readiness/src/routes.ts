import { createRouteRef } from '@backstage/core-plugin-api';

/**
 * The Readiness page, parent of its tabs. Made with core-plugin-api, which
 * both frontend systems accept.
 *
 * @public
 */
export const rootRouteRef = createRouteRef({ id: 'readiness' });

/** The Readiness tab of an entity. @public */
export const entityContentRouteRef = createRouteRef({
  id: 'readiness.entity',
});
