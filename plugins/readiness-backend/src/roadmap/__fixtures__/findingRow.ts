import type { DbFindingRow } from '../../database/tables';

const AT = '2026-11-01T00:00:00.000Z';

/** An open finding of a service in production, with what a test says about it. */
export function findingRow(
  row: Partial<DbFindingRow> & { id: string },
): DbFindingRow {
  const root = row.fix_root_key ?? 'argo:shop/checkout';
  return {
    cluster_uid: 'u1',
    cluster: 'prod-eu',
    subject_key: 'workload:u1/shop/apps/Deployment/checkout',
    namespace: 'shop',
    check_id: 'cost-requests-set',
    kind: 'check',
    dimension: 'cost',
    control: 'C1',
    stage: 'configured',
    severity: 'high',
    severity_rank: 1,
    state: 'fail',
    judged_state: 'fail',
    waiver_id: null,
    sticky: false,
    discriminator: null,
    entity_ref: 'component:default/checkout',
    owner: 'group:default/shop',
    responsible: 'service',
    environment: 'prod',
    tier: 1,
    exposed: false,
    effort: 'S',
    fix_key: 'workload-resources',
    fix_root_key: root,
    fix_root: JSON.stringify({ key: root, title: root, type: 'gitops' }),
    reasons: '[]',
    sources: '[]',
    remediation: '{}',
    hides: null,
    shared: null,
    first_seen_at: AT,
    last_seen_at: AT,
    reopened_at: null,
    due_at: '2026-12-01T00:00:00.000Z',
    closed_at: null,
    close_reason: null,
    regressions: 0,
    disputed: false,
    mode: 'enforce',
    enforced_at: null,
    paused_ms: 0,
    namespace_class: 'tenant',
    origin: null,
    title: null,
    also_reported: null,
    ...row,
  };
}
