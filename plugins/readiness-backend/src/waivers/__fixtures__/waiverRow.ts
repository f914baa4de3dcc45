import type { DbWaiverRow } from '../../database/tables';

/** A request for a finding of `findingRow`, with what a test says about it. */
export function waiverRow(row: Partial<DbWaiverRow> = {}): DbWaiverRow {
  return {
    id: 'w1',
    check_id: 'cost-requests-set',
    dimension: 'cost',
    severity: 'high',
    scope: 'finding',
    selector: 'x',
    finding_id: 'f1',
    cluster_uid: 'u1',
    subject_key: 'workload:u1/shop/apps/Deployment/checkout',
    discriminator: null,
    entity_ref: 'component:default/checkout',
    owner: 'group:default/shop',
    responsible: 'service',
    reason: 'The vendor fixes it in spring.',
    compensating_control: 'It runs apart from the rest.',
    requested_by: 'user:default/ana',
    requested_at: '2026-11-01T00:00:00.000Z',
    expires: '2026-12-31',
    round: 0,
    renews: null,
    state: 'requested',
    open_key: null,
    decided_by: null,
    decided_at: null,
    decision_note: null,
    approved_findings: null,
    ended_by: null,
    ended_at: null,
    end_note: null,
    version: 1,
    ...row,
  };
}
