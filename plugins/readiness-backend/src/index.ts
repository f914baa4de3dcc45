/**
 * Reviews Kubernetes clusters for production readiness and keeps the findings.
 *
 * @packageDocumentation
 */

export { readinessPlugin as default } from './plugin';
export { readinessClockServiceRef, type ReadinessClock } from './clock';
