import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { costChecks } from './cost';
import { observabilityChecks } from './observability';
import { recoveryChecks } from './recovery';
import { securityChecks } from './security';

/**
 * Stored with every score, so that a change of the rules shows as a step in
 * the trend. It changes with every check, rule or allow-list that changes a
 * verdict.
 *
 * @public
 */
export const RULESET_VERSION = '2026.11.2';

/**
 * The checks of the catalogue that are built.
 *
 * @public
 */
export const builtInChecks: readonly AnyCheck[] = [
  ...observabilityChecks,
  ...securityChecks,
  ...costChecks,
  ...recoveryChecks,
];
