/**
 * Scorecard tab, leaderboard, clusters and remediation roadmap for production
 * readiness.
 *
 * @packageDocumentation
 */

export { readinessPlugin as default } from './plugin';
export { readinessApiRef } from './api/readinessApi';
export { entityContentRouteRef, rootRouteRef } from './routes';
export { readinessTranslationRef } from './translation';
