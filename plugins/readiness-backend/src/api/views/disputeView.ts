import type { Schemas } from '@readiness/backstage-plugin-readiness-common';
import type { DbDisputeRow } from '../../database/tables';

/** A dispute as the API answers it. */
export function disputeView(row: DbDisputeRow): Schemas['Dispute'] {
  return {
    reason: row.reason,
    by: row.disputed_by,
    at: row.disputed_at,
    state: row.state,
    ...(row.decided_by !== null &&
      row.decided_at !== null && {
        decision: {
          by: row.decided_by,
          at: row.decided_at,
          note: row.note ?? '',
          ...(row.expires !== null && { expires: row.expires }),
        },
      }),
  };
}
