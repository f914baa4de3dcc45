import type { Knex } from 'knex';

/** Any number will do. */
const WRITE_LOCK = 7_241_055;

/**
 * Lets the writes of scans, and of decisions about what they write, follow one
 * another over all replicas. SQLite has one connection for writing anyway.
 */
export async function lockWrites(tx: Knex.Transaction): Promise<void> {
  if (tx.client.config.client.includes('pg')) {
    await tx.raw('select pg_advisory_xact_lock(?)', [WRITE_LOCK]);
  }
}
