import type { Waiver } from '@readiness/backstage-plugin-readiness-common';
import { checkoutWorkload, literalSecret } from './findings';

/** A request of Alice's that the person who looks may decide about. */
export const requestedWaiver: Waiver = {
  id: 'w1',
  check: literalSecret.check,
  title: literalSecret.title,
  dimension: 'security',
  severity: 'critical',
  scope: 'finding',
  findingId: literalSecret.id,
  subject: checkoutWorkload,
  entityRef: 'component:default/checkout',
  owner: 'group:default/payments',
  responsible: 'service',
  reasons: [{ code: 'literal', message: 'DB_PASSWORD is a literal.' }],
  firstSeen: '2026-10-01T08:00:00.000Z',
  state: 'requested',
  reason: 'The vendor reads it from there until May.',
  compensatingControl: 'The account may only read.',
  requestedBy: 'user:default/alice',
  requestedAt: '2026-11-20T08:00:00.000Z',
  expires: '2026-12-20',
  round: 0,
  findings: 1,
  actions: ['approve', 'reject'],
  history: [
    {
      at: '2026-11-20T08:00:00.000Z',
      type: 'requested',
      message: 'Asked for until 2026-12-20.',
      actor: 'user:default/alice',
    },
  ],
  version: 1,
};

/** It holds, ends soon, and was asked for by who looks. */
export const heldWaiver: Waiver = {
  ...requestedWaiver,
  id: 'w2',
  title: 'No requests are set',
  state: 'approved',
  severity: 'high',
  scope: 'entity',
  requestedBy: 'user:default/guest',
  approvedFindings: 5,
  findings: 6,
  expiring: true,
  decision: { by: 'user:default/alice', at: '2026-11-21T08:00:00.000Z' },
  actions: ['revoke', 'renew'],
  version: 2,
};
