import type { Schemas } from '@readiness/backstage-plugin-readiness-common';

export type Onboarding = Schemas['Onboarding'];
type Step = Onboarding['steps'][number];

/** What the steps are decided by, beside what the answer says itself. */
export interface OnboardingFacts extends Omit<Onboarding, 'steps'> {
  /** Components that name workloads, or for which a rule found some. */
  named: number;
  /** Of these those that match a workload. */
  namedAndMatched: number;
  /** Workloads of tenant namespaces. */
  tenantWorkloads: number;
  unownedWorkloads: number;
  evidence: number;
}

/** Share of the Components that name workloads. */
const ENOUGH_MATCHED = 0.8;

/** The steps in the order in which they help. */
export function onboardingSteps(facts: OnboardingFacts): Step[] {
  const { clusters, entities, rollout, evidence } = facts;
  const { named, namedAndMatched, tenantWorkloads, unownedWorkloads } = facts;
  return [
    {
      id: 'connect-cluster',
      done: clusters.scannable > 0,
      count: clusters.scannable,
      of: clusters.total,
    },
    {
      id: 'first-scan',
      done: clusters.scanned > 0,
      count: clusters.scanned,
      of: clusters.scannable,
    },
    {
      id: 'grant-reads',
      done: clusters.scanned > 0 && clusters.withUnreadable === 0,
      count: clusters.scanned - clusters.withUnreadable,
      of: clusters.scanned,
    },
    {
      id: 'match-entities',
      done:
        named > 0 &&
        namedAndMatched >= ENOUGH_MATCHED * named &&
        entities.ambiguous === 0,
      count: namedAndMatched,
      of: named,
    },
    {
      id: 'own-workloads',
      done: clusters.scanned > 0 && unownedWorkloads === 0,
      count: tenantWorkloads - unownedWorkloads,
      of: tenantWorkloads,
    },
    { id: 'publish', done: rollout !== 'private' },
    { id: 'record-proof', done: evidence > 0, count: evidence },
  ];
}
