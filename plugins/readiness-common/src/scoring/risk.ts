import { Duration } from 'luxon';
import type { Environment, Severity, Tier } from '../vocabulary';
import { SEVERITY_WEIGHT, TIER_WEIGHT } from './weights';

/** What the risk of a finding depends on. @public */
export interface RiskFactors {
  severity: Severity;
  tier: Tier;
  environment: Environment;
  /** Reachable from the internet. */
  exposed: boolean;
  /** Holds cluster-wide secrets or escalation rights. */
  privileged: boolean;
  /** Epoch ms. */
  dueAt?: number;
  /** It stands for a check that could not be judged. */
  visibility?: boolean;
}

const ENVIRONMENT_FACTOR: Readonly<Record<Environment, number>> = {
  prod: 1,
  staging: 0.5,
  dev: 0.25,
};
const DAY_MS = Duration.fromObject({ days: 1 }).toMillis();

function exposureFactor({ exposed, privileged }: RiskFactors): number {
  if (exposed) return 1.5;
  return privileged ? 1.25 : 1;
}

/** 1, growing to 1.5 over the first 30 days past the due date. */
function ageFactor(dueAt: number | undefined, now: number): number {
  if (dueAt === undefined) return 1;
  const overdueDays = Math.max(0, now - dueAt) / DAY_MS;
  return 1 + Math.min(0.5, overdueDays / 60);
}

/**
 * ρ of a finding (`catalogue/60` C.3): severity · tier · environment · exposure
 * · age. A visibility finding weighs half of what it hides.
 *
 * @public
 */
export function risk(finding: RiskFactors, now: number): number {
  return (
    SEVERITY_WEIGHT[finding.severity] *
    TIER_WEIGHT[finding.tier] *
    ENVIRONMENT_FACTOR[finding.environment] *
    exposureFactor(finding) *
    ageFactor(finding.dueAt, now) *
    (finding.visibility ? 0.5 : 1)
  );
}
