import {
  SEVERITIES,
  type Severity,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { fromJson, insertAll, selectWhereIn, toJson } from '../database/rows';
import type {
  DbFindingEventRow,
  DbFindingRow,
  DbSubjectRow,
  DbWaiverEventRow,
  DbWaiverRow,
} from '../database/tables';
import type { StoredVerdict } from '../register/StoredVerdict';
import { waiverOf } from '../register/waivedVerdict';
import { covers } from './coverage';
import { hasEnded, hasGrown } from './waiverRules';

/** Entities whose scores may have changed, by the uid of the cluster. */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>;

const subjectId = (row: { cluster_uid: string; subject_key: string }) =>
  `${row.cluster_uid} ${row.subject_key}`;

/** Ends waivers: those whose last day has passed, and those that cover more now. */
class Ending {
  readonly #tx: Knex;
  readonly #at: string;
  readonly #events: DbWaiverEventRow[] = [];

  constructor(tx: Knex, at: string) {
    this.#tx = tx;
    this.#at = at;
  }

  async end(
    row: DbWaiverRow,
    state: 'expired' | 'void',
    note: string,
  ): Promise<void> {
    await this.#tx<DbWaiverRow>('waivers')
      .where({ id: row.id })
      .update({
        state,
        open_key: null,
        ended_at: this.#at,
        end_note: note,
        version: row.version + 1,
      });
    this.#events.push({
      waiver_id: row.id,
      at: this.#at,
      type: state,
      actor: null,
      message: note,
    });
  }

  async flush(): Promise<void> {
    await insertAll(this.#tx, 'waiver_events', this.#events);
  }
}

/** The waivers that are in force from here on. */
async function inForce(
  tx: Knex,
  at: string,
): Promise<{ waivers: DbWaiverRow[]; findings: DbFindingRow[] }> {
  const open = await tx<DbWaiverRow>('waivers')
    .whereIn('state', ['requested', 'approved'])
    .orderBy('id')
    .select();
  const ending = new Ending(tx, at);
  const lasting: DbWaiverRow[] = [];
  for (const row of open) {
    if (!hasEnded(row, at)) {
      if (row.state === 'approved') lasting.push(row);
    } else {
      await ending.end(
        row,
        'expired',
        row.state === 'approved'
          ? 'Its last day has passed.'
          : 'Nobody decided about it before its last day.',
      );
    }
  }
  const findings = await coverable(tx, lasting);
  const waivers: DbWaiverRow[] = [];
  for (const row of lasting) {
    const covered = findings.filter(finding => covers(row, finding)).length;
    if (!hasGrown(row, covered)) {
      waivers.push(row);
      continue;
    }
    await ending.end(
      row,
      'void',
      `It covered ${row.approved_findings} when it was approved and would cover ${covered} now.`,
    );
  }
  await ending.flush();
  return { waivers, findings };
}

/** Open findings that a waiver may cover, and those that one did. */
async function coverable(
  tx: Knex,
  waivers: readonly DbWaiverRow[],
): Promise<DbFindingRow[]> {
  const open = (query: Knex.QueryBuilder) =>
    query.whereNull('closed_at').where({ kind: 'check' });
  const checks = [...new Set(waivers.map(row => row.check_id))];
  const rows: DbFindingRow[] = [
    ...(await selectWhereIn<DbFindingRow>(
      tx,
      'findings',
      'check_id',
      checks,
      open,
    )),
    ...((await open(
      tx('findings').whereNotNull('waiver_id'),
    ).select()) as DbFindingRow[]),
  ];
  return [...new Map(rows.map(row => [row.id, row])).values()];
}

/**
 * The waiver that holds for a finding. What cannot be observed keeps the one
 * that it had: a waiver turns nothing that is unknown into anything (B.6).
 */
function waiverFor(
  finding: DbFindingRow,
  waivers: readonly DbWaiverRow[],
): DbWaiverRow | undefined {
  if (finding.mode === 'observe') return undefined;
  const covering = waivers.filter(waiver => covers(waiver, finding));
  const same = covering.find(({ id }) => id === finding.waiver_id);
  if (same) return same;
  if (Boolean(finding.sticky) && finding.waiver_id === null) return undefined;
  return covering.sort((a, b) => (a.expires < b.expires ? 1 : -1))[0];
}

const worst = (rows: readonly DbFindingRow[]): Severity | undefined =>
  SEVERITIES.find(severity => rows.some(row => row.severity === severity));

/** The verdict with what is waived of the findings behind it. */
function waivedVerdict(
  verdict: StoredVerdict,
  findings: readonly DbFindingRow[],
): StoredVerdict {
  const { w: _, ...bare } = verdict;
  const own = findings.filter(
    row =>
      row.check_id === verdict.c &&
      row.responsible === (verdict.r ?? 'service') &&
      (verdict.s === 'unknown' || !row.sticky),
  );
  if (own.length === 0) return bare;
  const w = waiverOf(
    own.map(row => ({
      state: row.judged_state === 'fail' ? 'fail' : 'warn',
      waived: row.waiver_id !== null,
    })),
  );
  if (verdict.s === 'unknown') return { ...bare, ...(w && { w }) };
  const left = own.filter(row => row.waiver_id === null);
  const v = worst(left.length > 0 ? left : own);
  return { ...bare, ...(v && { v }), ...(w && { w }) };
}

/** Brings the stored verdicts of subjects in line with their findings. */
async function writeVerdicts(
  tx: Knex,
  changed: readonly DbFindingRow[],
): Promise<DbSubjectRow[]> {
  const touched = new Set(changed.map(subjectId));
  const keys = [...new Set(changed.map(row => row.subject_key))];
  const findings = await selectWhereIn<DbFindingRow>(
    tx,
    'findings',
    'subject_key',
    keys,
    query => query.whereNull('closed_at').where({ kind: 'check' }),
  );
  const subjects = (
    await selectWhereIn<DbSubjectRow>(tx, 'subjects', 'key', keys, query =>
      query.whereNull('removed_at'),
    )
  ).filter(row => touched.has(subjectId({ ...row, subject_key: row.key })));
  const checks = new Set(changed.map(row => row.check_id));
  for (const row of subjects) {
    const own = findings.filter(
      finding =>
        finding.subject_key === row.key &&
        finding.cluster_uid === row.cluster_uid,
    );
    const verdicts = toJson(
      fromJson<StoredVerdict[]>(row.verdicts).map(verdict =>
        checks.has(verdict.c) ? waivedVerdict(verdict, own) : verdict,
      ),
    );
    if (verdicts === row.verdicts) continue;
    await tx<DbSubjectRow>('subjects')
      .where({ cluster_uid: row.cluster_uid, key: row.key })
      .update({ verdicts });
  }
  return subjects;
}

function change(
  finding: DbFindingRow,
  waiver: DbWaiverRow | undefined,
  at: string,
): DbFindingEventRow {
  const message = waiver
    ? `Its risk is accepted until ${waiver.expires}: ${waiver.reason}`
    : 'Its risk is no longer accepted.';
  return {
    finding_id: finding.id,
    at,
    type: waiver ? 'waived' : 'waiver_ended',
    actor: waiver?.decided_by ?? null,
    scan_id: null,
    message,
  };
}

/**
 * Ends what has ended and brings findings and verdicts in line with the waivers
 * that are in force. Runs in the transaction of a scan or of a decision; where
 * nothing changed it writes nothing.
 *
 * @param at - ISO time
 */
export async function applyWaivers(tx: Knex, at: string): Promise<Touched> {
  const { waivers, findings } = await inForce(tx, at);
  const changed: DbFindingRow[] = [];
  const events: DbFindingEventRow[] = [];
  for (const finding of findings) {
    const waiver = waiverFor(finding, waivers);
    const wanted = {
      waiver_id: waiver?.id ?? null,
      state: waiver ? ('waived' as const) : finding.judged_state,
    };
    if (
      finding.waiver_id === wanted.waiver_id &&
      finding.state === wanted.state
    ) {
      continue;
    }
    await tx<DbFindingRow>('findings').where({ id: finding.id }).update(wanted);
    changed.push(finding);
    events.push(change(finding, waiver, at));
  }
  await insertAll(tx, 'finding_events', events);
  const touched = new Map<string, Set<string>>();
  for (const row of await writeVerdicts(tx, changed)) {
    const refs = touched.get(row.cluster_uid) ?? new Set<string>();
    touched.set(row.cluster_uid, refs);
    if (row.entity_ref !== null) refs.add(row.entity_ref);
  }
  return touched;
}
