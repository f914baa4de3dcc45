import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  SEVERITIES,
  type WaiverInput,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { lockWrites } from '../database/lockWrites';
import type { DbFindingRow, DbWaiverRow } from '../database/tables';
import { fieldError } from '../errors/fieldError';
import {
  covers,
  findingsAbout,
  selectorOf,
  type WaiverTarget,
} from './coverage';
import type { WaiverKeeper } from './WaiverKeeper';
import {
  hasEnded,
  isApprover,
  isEscalated,
  lastDay,
  roundOf,
  whyNotDecide,
  type Person,
  type WaiverGroups,
} from './waiverRules';

/** Who acts; a service has no person behind it. */
export interface WaiverActor {
  /** Entity ref, or the subject of a service. */
  ref: string;
  person?: Person;
}

export interface WaiverServiceOptions {
  knex: Knex;
  keeper: Pick<WaiverKeeper, 'settle'>;
  groups: WaiverGroups;
  now: () => number;
}

type Changed = Partial<DbWaiverRow>;

/** What a waiver came to, for who was slower. */
function stateText(row: DbWaiverRow): string {
  const who = row.ended_by ?? row.decided_by;
  const at = row.ended_at ?? row.decided_at;
  return row.state === 'requested'
    ? `waits for a decision since ${row.requested_at}`
    : `is ${row.state}${who ? ` by ${who}` : ''}${at ? ` at ${at}` : ''}`;
}

function conflict(row: DbWaiverRow): ConflictError {
  return new ConflictError(
    `The waiver ${stateText(row)}; it is at version ${row.version}`,
  );
}

function required(field: string, text: string | undefined): string {
  const value = text?.trim();
  if (!value) throw fieldError(field, 'is empty');
  return value;
}

/**
 * Accepting the risk of a finding for a while: asked for by one person,
 * decided by another from a configured group (`catalogue/50` B.6). A waiver
 * acts on findings only, and never on what is unknown.
 */
export class WaiverService {
  readonly #options: WaiverServiceOptions;

  static create(options: WaiverServiceOptions) {
    return new WaiverService(options);
  }

  private constructor(options: WaiverServiceOptions) {
    this.#options = options;
  }

  /** Returns the id of the request. */
  async request(input: WaiverInput, actor: WaiverActor): Promise<string> {
    return this.#write(async (tx, at) => {
      const finding = await this.#waivable(tx, input.findingId);
      const scope = input.scope ?? 'finding';
      if (scope === 'entity' && finding.entity_ref === null) {
        throw fieldError('scope', 'the finding belongs to no entity');
      }
      if (finding.waiver_id !== null) {
        throw new ConflictError(
          `Finding "${finding.id}" is waived already; its waiver can be renewed`,
        );
      }
      const target: WaiverTarget = {
        check_id: finding.check_id,
        scope,
        finding_id: finding.id,
        cluster_uid: finding.cluster_uid,
        subject_key: finding.subject_key,
        entity_ref: finding.entity_ref,
        responsible: finding.responsible,
      };
      return this.#insert(tx, at, { finding, target, input, actor });
    });
  }

  /** Asks to go on with a waiver that is in force or has ended. */
  async renew(
    id: string,
    input: { reason: string; compensatingControl?: string; expires: string },
    actor: WaiverActor,
  ): Promise<string> {
    return this.#write(async (tx, at) => {
      const row = await this.#get(tx, id);
      if (row.state !== 'approved' && row.state !== 'expired') {
        throw conflict(row);
      }
      const finding = await this.#waivable(tx, row.finding_id);
      return this.#insert(tx, at, {
        finding,
        target: row,
        input: {
          ...input,
          compensatingControl:
            input.compensatingControl ?? row.compensating_control,
        },
        actor,
        renews: row,
      });
    });
  }

  async approve(
    id: string,
    input: { note?: string; version?: number },
    actor: WaiverActor,
  ): Promise<void> {
    await this.#write(async (tx, at) => {
      const row = await this.#decidable(tx, id, input.version, actor);
      if (hasEnded(row, at)) {
        throw new ConflictError(
          `The last day of the waiver, ${row.expires}, has passed`,
        );
      }
      const open = await this.#open(tx, row.check_id);
      const covered = open.filter(finding => covers(row, finding));
      if (!covered.some(finding => !finding.sticky)) {
        throw new ConflictError(
          'No finding that the waiver would cover is open and can be observed',
        );
      }
      if (row.renews !== null) await this.#endRenewed(tx, row, at, actor);
      const note = input.note?.trim() || null;
      await this.#update(tx, row, {
        state: 'approved',
        open_key: row.selector,
        decided_by: actor.ref,
        decided_at: at,
        decision_note: note,
        approved_findings: covered.length,
      });
      await this.#event(
        tx,
        row,
        at,
        'approved',
        actor,
        `Accepted until ${row.expires}.${note ? ` ${note}` : ''}`,
      );
      await this.#options.keeper.settle(tx, at);
    });
  }

  async reject(
    id: string,
    input: { note: string; version?: number },
    actor: WaiverActor,
  ): Promise<void> {
    const note = required('note', input.note);
    await this.#write(async (tx, at) => {
      const row = await this.#decidable(tx, id, input.version, actor);
      await this.#update(tx, row, {
        state: 'rejected',
        open_key: null,
        decided_by: actor.ref,
        decided_at: at,
        decision_note: note,
      });
      await this.#event(tx, row, at, 'rejected', actor, note);
    });
  }

  /** By an approver, or by who asked for it: a request is withdrawn. */
  async revoke(
    id: string,
    input: { note: string; version?: number },
    actor: WaiverActor,
  ): Promise<void> {
    const note = required('note', input.note);
    await this.#write(async (tx, at) => {
      const row = await this.#get(tx, id);
      if (!mayRevoke(row, actor, this.#options.groups)) {
        throw new NotAllowedError(
          'A waiver is revoked by who asked for it, or by who may decide about it',
        );
      }
      this.#assertVersion(row, input.version);
      if (row.state !== 'requested' && row.state !== 'approved') {
        throw conflict(row);
      }
      await this.#update(tx, row, {
        state: 'revoked',
        open_key: null,
        ended_by: actor.ref,
        ended_at: at,
        end_note: note,
      });
      await this.#event(tx, row, at, 'revoked', actor, note);
      await this.#options.keeper.settle(tx, at);
    });
  }

  async #insert(
    tx: Knex,
    at: string,
    request: {
      finding: DbFindingRow;
      target: WaiverTarget;
      input: Pick<WaiverInput, 'reason' | 'compensatingControl' | 'expires'>;
      actor: WaiverActor;
      renews?: DbWaiverRow;
    },
  ): Promise<string> {
    const { finding, target, input, actor, renews } = request;
    const reason = required('reason', input.reason);
    const control = required('compensatingControl', input.compensatingControl);
    const about = findingsAbout(target, await this.#open(tx, target.check_id));
    const severity =
      SEVERITIES.find(s => about.some(row => row.severity === s)) ??
      finding.severity;
    const expires = lastDay(input.expires, severity, at);
    const round = roundOf(await this.#before(tx, finding), at);
    if (
      isEscalated({ round }) &&
      this.#options.groups.escalation.length === 0
    ) {
      throw new ConflictError(
        'It was renewed once already. Fix it: nobody may accept it for longer (readiness.waivers.escalation)',
      );
    }
    const selector = selectorOf(target);
    const key = renews?.state === 'approved' ? `renew:${selector}` : selector;
    const other = await tx<DbWaiverRow>('waivers')
      .where({ open_key: key })
      .first();
    if (other) throw conflict(other);
    const id = randomUUID();
    const row: DbWaiverRow = {
      id,
      check_id: target.check_id,
      scope: target.scope,
      selector,
      finding_id: finding.id,
      cluster_uid: finding.cluster_uid,
      subject_key: finding.subject_key,
      discriminator: finding.discriminator,
      entity_ref: finding.entity_ref,
      responsible: finding.responsible,
      owner: finding.owner,
      dimension: finding.dimension,
      severity,
      reason,
      compensating_control: control,
      requested_by: actor.ref,
      requested_at: at,
      expires,
      round,
      renews: renews?.id ?? null,
      state: 'requested',
      open_key: key,
      decided_by: null,
      decided_at: null,
      decision_note: null,
      approved_findings: null,
      ended_by: null,
      ended_at: null,
      end_note: null,
      version: 1,
    };
    await tx('waivers').insert(row);
    await this.#event(
      tx,
      row,
      at,
      'requested',
      actor,
      `Asked for until ${expires}: ${reason}`,
    );
    await tx('finding_events').insert({
      finding_id: finding.id,
      at,
      type: 'waiver_requested',
      actor: actor.ref,
      scan_id: null,
      message: `A waiver until ${expires} is asked for: ${reason}`,
    });
    return id;
  }

  /** The renewal goes on where the waiver before it ends. */
  async #endRenewed(
    tx: Knex,
    row: DbWaiverRow,
    at: string,
    actor: WaiverActor,
  ): Promise<void> {
    const renewed = await this.#get(tx, row.renews as string);
    if (renewed.state !== 'approved') return;
    const note = `Renewed until ${row.expires}.`;
    await this.#update(tx, renewed, {
      state: 'renewed',
      open_key: null,
      ended_by: actor.ref,
      ended_at: at,
      end_note: note,
    });
    await this.#event(tx, renewed, at, 'renewed', actor, note);
  }

  /** A finding whose risk can be accepted. */
  async #waivable(tx: Knex, id: string): Promise<DbFindingRow> {
    const row = await tx<DbFindingRow>('findings').where({ id }).first();
    if (!row) throw new NotFoundError(`There is no finding "${id}"`);
    if (row.kind === 'visibility') {
      throw new InputError(
        'findingId: what is not seen cannot be accepted; the source is opened or connected',
      );
    }
    if (row.kind === 'import') {
      throw new InputError(
        `findingId: what ${row.origin} reports is excepted there; it counts for nothing here`,
      );
    }
    if (row.closed_at !== null) {
      throw new ConflictError(`Finding "${id}" is closed`);
    }
    if (row.mode === 'observe' || row.namespace_class === 'system') {
      throw new InputError(
        'findingId: the finding counts for nothing, so there is nothing to accept',
      );
    }
    if (row.sticky) {
      throw new ConflictError(
        `Finding "${id}" cannot be observed now; a waiver changes nothing about what is unknown`,
      );
    }
    if (row.disputed) {
      throw new ConflictError(
        `Finding "${id}" is disputed and waits for a decision`,
      );
    }
    return row;
  }

  /** Waivers that were in force for the finding, under whatever scope. */
  async #before(tx: Knex, finding: DbFindingRow): Promise<DbWaiverRow[]> {
    const rows = await tx<DbWaiverRow>('waivers')
      .where({ check_id: finding.check_id })
      .whereNotNull('approved_findings')
      .select();
    return rows.filter(row => findingsAbout(row, [finding]).length > 0);
  }

  /** A request that this person may decide about. */
  async #decidable(
    tx: Knex,
    id: string,
    version: number | undefined,
    { person }: WaiverActor,
  ): Promise<DbWaiverRow> {
    const row = await this.#get(tx, id);
    const finding = await tx<DbFindingRow>('findings')
      .where({ id: row.finding_id })
      .first('owner');
    for (const owner of new Set([row.owner, finding?.owner ?? row.owner])) {
      const refusal = whyNotDecide(
        { ...row, owner },
        person,
        this.#options.groups,
      );
      if (refusal) throw new NotAllowedError(refusal);
    }
    this.#assertVersion(row, version);
    if (row.state !== 'requested') throw conflict(row);
    return row;
  }

  #assertVersion(row: DbWaiverRow, version: number | undefined): void {
    if (version !== undefined && version !== row.version) throw conflict(row);
  }

  #open(tx: Knex, check: string): Promise<DbFindingRow[]> {
    return tx<DbFindingRow>('findings')
      .where({ check_id: check, kind: 'check' })
      .whereNull('closed_at')
      .select();
  }

  async #get(tx: Knex, id: string): Promise<DbWaiverRow> {
    const row = await tx<DbWaiverRow>('waivers').where({ id }).first();
    if (!row) throw new NotFoundError(`There is no waiver "${id}"`);
    return row;
  }

  async #update(tx: Knex, row: DbWaiverRow, changed: Changed): Promise<void> {
    await tx<DbWaiverRow>('waivers')
      .where({ id: row.id })
      .update({ ...changed, version: row.version + 1 });
  }

  async #event(
    tx: Knex,
    row: DbWaiverRow,
    at: string,
    type: string,
    actor: WaiverActor,
    message: string,
  ): Promise<void> {
    await tx('waiver_events').insert({
      waiver_id: row.id,
      at,
      type,
      actor: actor.ref,
      message,
    });
  }

  /** Decisions and scans follow one another: the second sees the first. */
  async #write<T>(work: (tx: Knex, at: string) => Promise<T>): Promise<T> {
    const { knex, now } = this.#options;
    const at = DateTime.fromMillis(now(), { zone: 'utc' }).toISO() as string;
    return knex.transaction(async tx => {
      await lockWrites(tx);
      return work(tx, at);
    });
  }
}

/** Who asked takes it back; who decides ends it. */
export function mayRevoke(
  row: DbWaiverRow,
  { ref, person }: WaiverActor,
  groups: WaiverGroups,
): boolean {
  return (
    row.requested_by === ref ||
    (person !== undefined && isApprover(row, person, groups))
  );
}
