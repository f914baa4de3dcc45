/**
 * The built-in catalogue of readiness checks.
 *
 * @packageDocumentation
 */

export { shippedExceptions } from './allowLists';
export { builtInChecks, RULESET_VERSION } from './builtInChecks';
export { catalogueFor } from './catalogue';
export { plannedChecks, type PlannedCheck } from './planned';
export { sameRules } from './sameRules';
