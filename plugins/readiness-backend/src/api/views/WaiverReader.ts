import { InputError } from '@backstage/errors';
import {
  parseSubjectKey,
  type Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { fromJson, inList, selectWhereIn } from '../../database/rows';
import type {
  DbClusterRow,
  DbFindingRow,
  DbWaiverEventRow,
  DbWaiverRow,
} from '../../database/tables';
import type { Viewer } from '../../permissions/Viewer';
import { visibleRows } from '../../permissions/visibleFindings';
import { covers } from '../../waivers/coverage';
import { mayRevoke, type WaiverActor } from '../../waivers/WaiverService';
import {
  endsSoon,
  whyNotDecide,
  type WaiverGroups,
} from '../../waivers/waiverRules';
import { subjectView } from './findingView';

export interface WaiverFilter {
  state?: string;
  entityRef?: string;
  owner?: string;
  check?: string;
  findingId?: string;
  /** Only what waits for a decision or holds. */
  open?: boolean;
  limit?: number;
  cursor?: string;
}

/** Who looks: what they may see, and as whom they act. */
export interface WaiverCaller {
  viewer: Viewer;
  actor: WaiverActor;
}

export interface WaiverReaderOptions {
  knex: Knex;
  groups: WaiverGroups;
  titleOf(check: string): string;
  now: () => number;
}

interface Context {
  findings: ReadonlyMap<string, DbFindingRow>;
  /** Open findings by check. */
  open: ReadonlyMap<string, readonly DbFindingRow[]>;
  clusters: ReadonlyMap<string, string>;
  events: ReadonlyMap<string, readonly DbWaiverEventRow[]>;
  renewing: ReadonlySet<string>;
  at: string;
}

const DEFAULT_LIMIT = 100;
const CURSOR = /^(\d{4}-[\d:.T-]+Z) ([\w-]+)$/;

function grouped<T>(rows: readonly T[], key: (row: T) => string) {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const list = groups.get(key(row)) ?? [];
    groups.set(key(row), list);
    list.push(row);
  }
  return groups;
}

/** Reads waivers as the API answers them. */
export class WaiverReader {
  readonly #options: WaiverReaderOptions;

  static create(options: WaiverReaderOptions) {
    return new WaiverReader(options);
  }

  private constructor(options: WaiverReaderOptions) {
    this.#options = options;
  }

  /** A page, the newest request first, with the number of all that match. */
  async list(
    filter: WaiverFilter,
    caller: WaiverCaller,
  ): Promise<{ items: Waiver[]; nextCursor?: string; totalItems: number }> {
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const [{ count }] = await this.#query(filter, caller).count({ count: '*' });
    const page = this.#query(filter, caller)
      .orderBy([{ column: 'requested_at', order: 'desc' }, { column: 'id' }])
      .limit(limit + 1);
    if (filter.cursor) {
      const [, at, id] =
        CURSOR.exec(Buffer.from(filter.cursor, 'base64url').toString()) ?? [];
      if (!at)
        throw new InputError('cursor: is not one that this API gave out');
      page.whereRaw('(requested_at < ? or (requested_at = ? and id > ?))', [
        at,
        at,
        id,
      ]);
    }
    const rows: DbWaiverRow[] = await page.select();
    const shown = rows.slice(0, limit);
    const last = shown[shown.length - 1];
    return {
      items: await this.#views(shown, caller),
      ...(rows.length > limit && {
        nextCursor: Buffer.from(`${last.requested_at} ${last.id}`).toString(
          'base64url',
        ),
      }),
      totalItems: Number(count),
    };
  }

  /** One waiver; `undefined` when it may not be seen. */
  async get(id: string, caller: WaiverCaller): Promise<Waiver | undefined> {
    const row: DbWaiverRow | undefined = await this.#query({}, caller)
      .where({ id })
      .first();
    return row && (await this.#views([row], caller))[0];
  }

  #query(filter: WaiverFilter, { viewer, actor }: WaiverCaller) {
    const { knex, groups } = this.#options;
    const query = visibleRows(
      knex,
      knex('waivers') as Knex.QueryBuilder,
      'waivers',
      this.#decides(actor, groups) ? asApprover(viewer) : viewer,
    );
    const columns = {
      state: filter.state,
      entity_ref: filter.entityRef?.toLocaleLowerCase('en-US'),
      owner: filter.owner?.toLocaleLowerCase('en-US'),
      check_id: filter.check,
      finding_id: filter.findingId,
    };
    for (const [column, value] of Object.entries(columns)) {
      if (value !== undefined) query.where(column, value);
    }
    if (filter.open) query.whereIn('state', ['requested', 'approved']);
    return query;
  }

  /** Who decides has to see what it is about, whatever the rollout shows them. */
  #decides({ person }: WaiverActor, groups: WaiverGroups): boolean {
    return [...groups.approvers, ...groups.escalation].some(group =>
      person?.groups.has(group),
    );
  }

  async #views(
    rows: readonly DbWaiverRow[],
    caller: WaiverCaller,
  ): Promise<Waiver[]> {
    if (rows.length === 0) return [];
    const context = await this.#context(rows);
    return rows.map(row => this.#view(row, caller, context));
  }

  async #context(rows: readonly DbWaiverRow[]): Promise<Context> {
    const { knex, now } = this.#options;
    const ids = rows.map(({ id }) => id);
    const checks = [...new Set(rows.map(row => row.check_id))];
    const [findings, open, clusters, events, renewing] = await Promise.all([
      selectWhereIn<DbFindingRow>(
        knex,
        'findings',
        'id',
        rows.map(row => row.finding_id),
      ),
      selectWhereIn<DbFindingRow>(knex, 'findings', 'check_id', checks, query =>
        query.whereNull('closed_at').where({ kind: 'check' }),
      ),
      knex<DbClusterRow>('clusters').whereNotNull('uid').select('uid', 'name'),
      selectWhereIn<DbWaiverEventRow>(
        knex,
        'waiver_events',
        'waiver_id',
        ids,
        query => query.orderBy('id'),
      ),
      knex<DbWaiverRow>('waivers')
        .where({ state: 'requested' })
        .andWhere(inList(knex, 'renews', ids))
        .pluck('renews'),
    ]);
    return {
      findings: new Map(findings.map(row => [row.id, row])),
      open: grouped(open, row => row.check_id),
      clusters: new Map(clusters.map(({ uid, name }) => [uid as string, name])),
      events: grouped(events, row => row.waiver_id),
      renewing: new Set(renewing.flatMap(id => id ?? [])),
      at: DateTime.fromMillis(now(), { zone: 'utc' }).toISO() as string,
    };
  }

  #view(row: DbWaiverRow, { actor }: WaiverCaller, context: Context): Waiver {
    const finding = context.findings.get(row.finding_id);
    const owner = finding?.owner ?? row.owner;
    const subject = parseSubjectKey(row.subject_key);
    const open = context.open.get(row.check_id) ?? [];
    const refusal = whyNotDecide(
      { ...row, owner },
      actor.person,
      this.#options.groups,
    );
    const renewing = context.renewing.has(row.id);
    return {
      id: row.id,
      check: row.check_id,
      title: this.#options.titleOf(row.check_id),
      dimension: row.dimension,
      severity: row.severity,
      scope: row.scope,
      findingId: row.finding_id,
      ...(subject && {
        subject: subjectView(subject, context.clusters.get(row.cluster_uid)),
      }),
      ...(row.discriminator && { discriminator: row.discriminator }),
      ...(row.entity_ref && { entityRef: row.entity_ref }),
      owner,
      responsible: row.responsible,
      reasons: finding ? fromJson(finding.reasons) : [],
      firstSeen: finding?.first_seen_at ?? row.requested_at,
      state: row.state,
      reason: row.reason,
      compensatingControl: row.compensating_control,
      requestedBy: row.requested_by,
      requestedAt: row.requested_at,
      expires: row.expires,
      ...(endsSoon(row, context.at) && !renewing && { expiring: true }),
      round: row.round,
      ...(row.renews && { renews: row.renews }),
      findings: open.filter(other => covers(row, other)).length,
      ...(row.approved_findings !== null && {
        approvedFindings: row.approved_findings,
      }),
      ...decisionOf(row),
      ...endOf(row),
      actions: actionsOf(row, {
        decides: refusal === undefined,
        revokes: mayRevoke(row, actor, this.#options.groups),
        renewing,
      }),
      ...(row.state === 'requested' &&
        refusal !== undefined && { undecidable: refusal }),
      history: (context.events.get(row.id) ?? []).map(
        ({ at, type, actor: by, message }) => ({
          at,
          type,
          message,
          ...(by && { actor: by }),
        }),
      ),
      version: row.version,
    };
  }
}

/** Without what the rollout keeps to owners; the policy of the portal still holds. */
function asApprover({ readable, owners: _, ...viewer }: Viewer): Viewer {
  return {
    ...viewer,
    ...(readable && { entities: readable }),
    clusterRead: true,
  };
}

function decisionOf(row: DbWaiverRow): Pick<Waiver, 'decision'> {
  const { decided_by: by, decided_at: at, decision_note: note } = row;
  if (by === null || at === null) return {};
  return { decision: { by, at, ...(note !== null && { note }) } };
}

function endOf(row: DbWaiverRow): Pick<Waiver, 'ended'> {
  const { ended_by: by, ended_at: at, end_note: note } = row;
  if (at === null) return {};
  return { ended: { at, note: note ?? '', ...(by !== null && { by }) } };
}

function actionsOf(
  row: DbWaiverRow,
  caller: { decides: boolean; revokes: boolean; renewing: boolean },
): Waiver['actions'] {
  const isOpen = row.state === 'requested' || row.state === 'approved';
  const isRenewable = row.state === 'approved' && !caller.renewing;
  return [
    ...(row.state === 'requested' && caller.decides
      ? (['approve', 'reject'] as const)
      : []),
    ...(isOpen && caller.revokes ? (['revoke'] as const) : []),
    ...(isRenewable ? (['renew'] as const) : []),
  ];
}
