import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { reasonSignature } from '@readiness/backstage-plugin-readiness-engine';
import type { Reason } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { lockWrites } from '../database/lockWrites';
import { fromJson, toJson } from '../database/rows';
import type {
  DbClusterRow,
  DbDisputeRow,
  DbFindingEventRow,
  DbFindingRow,
} from '../database/tables';
import { fieldError } from '../errors/fieldError';
import { clockStart, findingDueAt } from '../register/reconcileFindings';

/** For how long an accepted dispute excepts what it was about. */
const VALID_DAYS = 180;
const MAX_VALID_DAYS = 365;

/** What the platform group decided. */
export interface Decision {
  outcome: 'accepted' | 'rejected';
  note: string;
  /** Date. */
  expires?: string;
  /** Entity ref, or the subject of a service. */
  by: string;
}

/** How long the clock of a finding stood still: it runs once it is published. */
function pausedMs(
  row: DbFindingRow,
  dispute: DbDisputeRow,
  publishedAt: string | null,
  at: string,
): number {
  if (publishedAt === null || row.mode === 'observe') return 0;
  const from = [dispute.disputed_at, clockStart(row, publishedAt)].sort()[1];
  return Math.max(
    0,
    DateTime.fromISO(at).toMillis() - DateTime.fromISO(from).toMillis(),
  );
}

/**
 * "This is wrong": sets a finding aside until the platform group decides. Its
 * verdict and the score stay; only its due date stands still (decision D7).
 */
export class DisputeService {
  readonly #knex: Knex;
  readonly #now: () => number;

  static create(options: { knex: Knex; now: () => number }) {
    return new DisputeService(options.knex, options.now);
  }

  private constructor(knex: Knex, now: () => number) {
    this.#knex = knex;
    this.#now = now;
  }

  /** Throws a ConflictError where a dispute of the finding is open already. */
  async dispute(
    findingId: string,
    input: { reason: string; by: string },
  ): Promise<void> {
    const reason = input.reason.trim();
    if (!reason) throw fieldError('reason', 'is empty');
    const at = this.#at();
    await this.#knex.transaction(async tx => {
      await lockWrites(tx);
      const row = await this.#finding(tx, findingId);
      if (row.kind === 'visibility') {
        throw new InputError(
          'Only what a check found can be disputed; a source that is not seen is opened or connected',
        );
      }
      if (row.kind === 'import') {
        throw new InputError(
          `What ${row.origin} reports is disputed there; it counts for nothing here`,
        );
      }
      if (row.closed_at !== null) {
        throw new ConflictError(`Finding "${findingId}" is closed`);
      }
      if (await this.#open(tx, findingId)) {
        throw new ConflictError(
          `Finding "${findingId}" is disputed already and waits for a decision`,
        );
      }
      const dispute: DbDisputeRow = {
        id: randomUUID(),
        finding_id: findingId,
        check_id: row.check_id,
        cluster_uid: row.cluster_uid,
        subject_key: row.subject_key,
        discriminator: row.discriminator,
        saw: toJson(fromJson<Reason[]>(row.reasons).map(reasonSignature)),
        reason,
        disputed_by: input.by,
        disputed_at: at,
        state: 'open',
        open_key: findingId,
        decided_by: null,
        decided_at: null,
        note: null,
        expires: null,
      };
      await tx('disputes').insert(dispute);
      await tx<DbFindingRow>('findings')
        .where({ id: findingId })
        .update({ disputed: true, due_at: null });
      await this.#event(tx, {
        finding_id: findingId,
        at,
        type: 'disputed',
        actor: input.by,
        scan_id: null,
        message: `Called wrong: ${reason}`,
      });
    });
  }

  /**
   * An accepted dispute excepts what it was about, until it expires: the next
   * scan closes the finding. After a rejected one the clock goes on.
   */
  async decide(findingId: string, decision: Decision): Promise<void> {
    const note = decision.note.trim();
    if (!note) throw fieldError('note', 'is empty');
    const expires = this.#expires(decision);
    const at = this.#at();
    await this.#knex.transaction(async tx => {
      await lockWrites(tx);
      const row = await this.#finding(tx, findingId);
      const dispute = await this.#open(tx, findingId);
      if (!dispute) {
        throw new ConflictError(
          `Finding "${findingId}" has no dispute that waits for a decision`,
        );
      }
      if (dispute.disputed_by === decision.by) {
        throw new NotAllowedError(
          'Who disputes a finding does not decide about it; somebody else of the platform group has to',
        );
      }
      await tx<DbDisputeRow>('disputes').where({ id: dispute.id }).update({
        state: decision.outcome,
        open_key: null,
        decided_by: decision.by,
        decided_at: at,
        note,
        expires,
      });
      await this.#resume(tx, row, dispute, decision.outcome, at);
      await this.#event(tx, {
        finding_id: findingId,
        at,
        type: `dispute_${decision.outcome}`,
        actor: decision.by,
        scan_id: null,
        message:
          expires === null
            ? `The dispute is rejected, the due date holds again: ${note}`
            : `The dispute is accepted until ${expires}, the next scan closes the finding: ${note}`,
      });
    });
  }

  /** The clock goes on by the time that it stood still. */
  async #resume(
    tx: Knex,
    row: DbFindingRow,
    dispute: DbDisputeRow,
    outcome: Decision['outcome'],
    at: string,
  ): Promise<void> {
    const cluster = await tx<DbClusterRow>('clusters')
      .where({ uid: row.cluster_uid })
      .whereNull('removed_at')
      .first();
    const publishedAt = cluster?.published_at ?? null;
    const next = {
      ...row,
      paused_ms: row.paused_ms + pausedMs(row, dispute, publishedAt, at),
      // What is accepted has no due date until a scan closes it.
      disputed: outcome === 'accepted',
    };
    await tx<DbFindingRow>('findings')
      .where({ id: row.id })
      .update({
        disputed: next.disputed,
        paused_ms: next.paused_ms,
        due_at: findingDueAt(next, publishedAt ?? undefined),
      });
  }

  #expires({ outcome, expires }: Decision): string | null {
    if (outcome === 'rejected') {
      if (expires === undefined) return null;
      throw fieldError('expires', 'is for an accepted dispute only');
    }
    const today = DateTime.fromMillis(this.#now(), { zone: 'utc' }).startOf(
      'day',
    );
    const day =
      expires === undefined
        ? today.plus({ days: VALID_DAYS })
        : DateTime.fromISO(expires, { zone: 'utc' });
    if (!day.isValid || day <= today) {
      throw fieldError('expires', 'has to be a day to come');
    }
    if (day > today.plus({ days: MAX_VALID_DAYS })) {
      throw fieldError('expires', `is more than ${MAX_VALID_DAYS} days ahead`);
    }
    return day.toISODate() as string;
  }

  async #finding(tx: Knex, id: string): Promise<DbFindingRow> {
    const row = await tx<DbFindingRow>('findings').where({ id }).first();
    if (!row) throw new NotFoundError(`There is no finding "${id}"`);
    return row;
  }

  #open(tx: Knex, findingId: string): Promise<DbDisputeRow | undefined> {
    return tx<DbDisputeRow>('disputes').where({ open_key: findingId }).first();
  }

  async #event(tx: Knex, event: DbFindingEventRow): Promise<void> {
    await tx('finding_events').insert(event);
  }

  #at(): string {
    return DateTime.fromMillis(this.#now(), {
      zone: 'utc',
    }).toISO() as string;
  }
}
