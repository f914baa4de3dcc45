import type { Tier } from '../vocabulary';
import { TIER_WEIGHT, stableSum } from './weights';

/** κ of B.7: the prior weighs as four entities of tier 2. */
const PRIOR_WEIGHT = 8;

/** @public */
export interface WeighedEntity {
  tier: Tier;
  /** Verified score, 0–100. */
  verified: number;
}

function tierSums(entities: readonly WeighedEntity[]) {
  return {
    weight: stableSum(entities.map(({ tier }) => TIER_WEIGHT[tier])),
    score: stableSum(
      entities.map(({ tier, verified }) => TIER_WEIGHT[tier] * verified),
    ),
  };
}

/** μ of B.7: the mean of all entities of a scan by tier weight, 0–100. @public */
export function organisationMean(entities: readonly WeighedEntity[]): number {
  const { weight, score } = tierSums(entities);
  return weight > 0 ? score / weight : 0;
}

/**
 * The score of an owner, shrunk to the mean of the organisation so that one
 * good or bad service decides little (`catalogue/50` B.7):
 * `R = (Σ τ·s + κ·μ) / (Σ τ + κ)`, κ = 8.
 *
 * @public
 */
export function ownerScore(options: {
  entities: readonly WeighedEntity[];
  /** μ, 0–100. */
  mean: number;
}): number {
  const { weight, score } = tierSums(options.entities);
  return (score + PRIOR_WEIGHT * options.mean) / (weight + PRIOR_WEIGHT);
}
