import type { FindingFacts } from '../observedFindings';

/** A critical finding on a workload of tier 2 in production. */
export function findingFacts(facts: Partial<FindingFacts> = {}): FindingFacts {
  return {
    id: 'f1',
    cluster_uid: 'u1',
    cluster: 'prod',
    subject_key: 'workload:u1/shop/apps/Deployment/cart',
    namespace: 'shop',
    namespace_class: 'tenant',
    check_id: 'cost-requests-set',
    kind: 'check',
    dimension: 'cost',
    control: 'C1',
    stage: 'configured',
    severity: 'critical',
    severity_rank: 0,
    judged_state: 'fail',
    sticky: false,
    discriminator: null,
    entity_ref: 'component:default/cart',
    owner: 'group:default/shop',
    responsible: 'service',
    environment: 'prod',
    tier: 2,
    exposed: false,
    effort: 'M',
    fix_key: 'workload-resources',
    fix_root_key: 'workload:u1/shop/apps/Deployment/cart',
    fix_root: '{}',
    reasons: '[]',
    sources: '[]',
    remediation: '{}',
    hides: null,
    mode: 'enforce',
    ...facts,
  };
}
