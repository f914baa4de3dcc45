import { randomUUID } from 'node:crypto';
import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  differs,
  fromJson,
  nullable,
  selectWhereIn,
  toJson,
} from '../database/rows';
import type { DbEvidenceRow } from '../database/tables';

/** A record with when and by whom it was stored. Times are ISO in UTC. */
export interface StoredEvidence extends EvidenceRecord {
  recordedAt: string;
  recordedBy?: string;
}

/** What a scan saw by itself; the same object has the same key in every scan. */
export type ObservedRecord = Omit<StoredEvidence, 'id'> & {
  naturalKey: string;
};

export interface EvidenceFilter {
  check?: string;
  /** Subject key. */
  subject?: string;
}

const utc = (time: string) =>
  DateTime.fromISO(time, { zone: 'utc' }).toISO() as string;
const json = (value: unknown) => (value === undefined ? null : toJson(value));
const parsed = <T>(text: string | null) =>
  text === null ? undefined : fromJson<T>(text);

/** What a record says; the rest of a row is when and by whom it was stored. */
function contentOf(record: Omit<EvidenceRecord, 'id'>) {
  return {
    check_id: record.check,
    control: record.control,
    what: record.what,
    subjects: toJson(record.subjects),
    performed_at: utc(record.performedAt),
    performed_by: nullable(record.performedBy),
    attested_by: nullable(record.attestedBy),
    outcome: record.outcome,
    measured: json(record.measured),
    validation: json(record.validation),
    artefacts: toJson(record.artefacts),
    grade: record.grade,
    fingerprint: json(record.fingerprint),
    observed: json(record.observed),
    expires_at: utc(record.expiresAt),
  };
}

function evidenceOf(row: DbEvidenceRow): EvidenceRecord {
  const measured = parsed<EvidenceRecord['measured']>(row.measured);
  const validation = parsed<EvidenceRecord['validation']>(row.validation);
  const fingerprint = parsed<EvidenceRecord['fingerprint']>(row.fingerprint);
  const observed = parsed<EvidenceRecord['observed']>(row.observed);
  return {
    id: row.id,
    check: row.check_id,
    control: row.control,
    what: row.what,
    subjects: fromJson(row.subjects),
    performedAt: row.performed_at,
    ...(row.performed_by !== null && { performedBy: row.performed_by }),
    ...(row.attested_by !== null && { attestedBy: row.attested_by }),
    outcome: row.outcome,
    ...(measured && { measured }),
    ...(validation && { validation }),
    artefacts: fromJson(row.artefacts),
    grade: row.grade,
    ...(fingerprint && { fingerprint }),
    expiresAt: row.expires_at,
    ...(observed && { observed }),
  };
}

function storedOf(row: DbEvidenceRow): StoredEvidence {
  return {
    ...evidenceOf(row),
    recordedAt: row.recorded_at,
    ...(row.recorded_by !== null && { recordedBy: row.recorded_by }),
  };
}

/** Accepted evidence of the whole fleet. What people recorded never changes. */
export class DatabaseEvidenceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }) {
    return new DatabaseEvidenceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(record: Omit<StoredEvidence, 'id'>): Promise<StoredEvidence> {
    const row: DbEvidenceRow = {
      id: randomUUID(),
      natural_key: null,
      ...contentOf(record),
      recorded_at: utc(record.recordedAt),
      recorded_by: nullable(record.recordedBy),
    };
    await this.#knex<DbEvidenceRow>('evidence').insert(row);
    return storedOf(row);
  }

  /**
   * Keeps what a scan saw, because the cluster forgets. The same object is
   * stored once and rewritten only when it says something else.
   */
  async addObserved(
    tx: Knex,
    records: readonly ObservedRecord[],
  ): Promise<void> {
    // Of two sightings of one object in a scan, the last counts.
    const byKey = new Map(records.map(item => [item.naturalKey, item]));
    const rows = await selectWhereIn<DbEvidenceRow>(
      tx,
      'evidence',
      'natural_key',
      [...byKey.keys()],
    );
    const stored = new Map(rows.map(row => [row.natural_key, row]));
    for (const [naturalKey, item] of byKey) {
      const wanted = contentOf(item);
      const row = stored.get(naturalKey);
      if (!row) {
        await tx<DbEvidenceRow>('evidence')
          .insert({
            id: randomUUID(),
            natural_key: naturalKey,
            ...wanted,
            recorded_at: utc(item.recordedAt),
            recorded_by: nullable(item.recordedBy),
          })
          .onConflict('natural_key')
          .ignore();
      } else if (differs(row, wanted)) {
        await tx<DbEvidenceRow>('evidence')
          .where({ id: row.id })
          .update(wanted);
      }
    }
  }

  /** Newest first. */
  async list(
    filter: EvidenceFilter = {},
    knex: Knex = this.#knex,
  ): Promise<StoredEvidence[]> {
    const { check, subject } = filter;
    const query = knex<DbEvidenceRow>('evidence')
      .orderBy([
        { column: 'performed_at', order: 'desc' },
        { column: 'recorded_at', order: 'desc' },
        { column: 'id' },
      ])
      .select();
    if (check !== undefined) query.where({ check_id: check });
    const records = (await query).map(storedOf);
    return records.filter(
      ({ subjects }) => subject === undefined || subjects.includes(subject),
    );
  }
}
