import type { Environment, Severity, Stage, Tier } from '../vocabulary';

/** ω, the weight of a severity (`catalogue/50` B.1). @public */
export const SEVERITY_WEIGHT: Readonly<Record<Severity, number>> = {
  critical: 8,
  high: 4,
  medium: 2,
  low: 1,
};

/** λ, the weight of a stage within its control (B.2). @public */
export const STAGE_WEIGHT: Readonly<Record<Stage, number>> = {
  configured: 0.4,
  used: 0.35,
  proven: 0.25,
};

/** τ, the weight of a service tier (B.7). @public */
export const TIER_WEIGHT: Readonly<Record<Tier, number>> = { 1: 4, 2: 2, 3: 1 };

/** The weight of an environment in the score of an entity (B.7). @public */
export const ENVIRONMENT_WEIGHT: Readonly<Record<Environment, number>> = {
  prod: 1,
  staging: 0.25,
  dev: 0.25,
};

/** The most that evidence of a grade can earn (B.1). @public */
export const GRADE_CAP = { E1: 1, E2: 1, E3: 0.9 } as const;

/** D of a dimension with an open critical fail (B.3). */
export const CRITICAL_FAIL_CAP = 49;
/** D of a dimension with a critical unknown (B.3). */
export const CRITICAL_UNKNOWN_CAP = 69;

/** Slack for comparisons of sums of fractions. */
export const EPSILON = 1e-9;

/**
 * Sums in ascending order, so that the result does not depend on the order in
 * which verdicts arrive.
 */
export function stableSum(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b).reduce((sum, v) => sum + v, 0);
}
