import type { Exception } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { fromJson, selectWhereIn } from '../database/rows';
import type { DbDisputeRow, DbFindingRow } from '../database/tables';

/** Of the findings of some time, how many were called wrong and how many were. */
export interface DisputeRate {
  findings: number;
  disputed: number;
  open: number;
  accepted: number;
}

const NONE: DisputeRate = { findings: 0, disputed: 0, open: 0, accepted: 0 };

/** Disputes; an accepted one excepts what it was about. */
export class DatabaseDisputeStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }) {
    return new DatabaseDisputeStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What accepted disputes except on a cluster; expired rows act no more. */
  async exceptions(clusterUid: string): Promise<Exception[]> {
    const rows = await this.#knex<DbDisputeRow>('disputes')
      .where({ cluster_uid: clusterUid, state: 'accepted' })
      .orderBy(['disputed_at', 'id'])
      .select();
    return rows.map(row => ({
      check: row.check_id,
      disputed: {
        subject: row.subject_key,
        ...(row.discriminator !== null && {
          discriminator: row.discriminator,
        }),
        saw: fromJson<string[]>(row.saw),
      },
      reason: row.reason,
      ...(row.expires !== null && { expires: row.expires }),
      origin: 'dispute',
    }));
  }

  /** The last dispute of each finding. */
  async latest(
    findingIds: readonly string[],
  ): Promise<ReadonlyMap<string, DbDisputeRow>> {
    const rows = await selectWhereIn<DbDisputeRow>(
      this.#knex,
      'disputes',
      'finding_id',
      findingIds,
      query => query.orderBy('disputed_at'),
    );
    return new Map(rows.map(row => [row.finding_id, row]));
  }

  /**
   * By check, over the findings that were open at some time since then.
   *
   * @param since - ISO time
   */
  async rates(since: string): Promise<ReadonlyMap<string, DisputeRate>> {
    const findings: { check_id: string; count: string | number }[] =
      await this.#knex<DbFindingRow>('findings')
        .where({ kind: 'check' })
        .where(query =>
          query.whereNull('closed_at').orWhere('closed_at', '>=', since),
        )
        .groupBy('check_id')
        .select('check_id')
        .count({ count: '*' });
    const disputes = await this.#knex<DbDisputeRow>('disputes')
      .where('disputed_at', '>=', since)
      .orderBy('disputed_at')
      .select('check_id', 'finding_id', 'state');
    const rates = new Map(
      findings.map(({ check_id: check, count }) => [
        check,
        { ...NONE, findings: Number(count) },
      ]),
    );
    // A finding that was disputed again counts once, by its last dispute.
    const last = new Map(disputes.map(row => [row.finding_id, row]));
    for (const { check_id: check, state } of last.values()) {
      const rate = rates.get(check) ?? NONE;
      rates.set(check, {
        ...rate,
        disputed: rate.disputed + 1,
        open: rate.open + (state === 'open' ? 1 : 0),
        accepted: rate.accepted + (state === 'accepted' ? 1 : 0),
      });
    }
    return rates;
  }
}
