import { randomUUID } from 'node:crypto';
import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { fromJson, nullable, toJson } from '../database/rows';
import type { DbEvidenceRow } from '../database/tables';

export interface StoredEvidence extends EvidenceRecord {
  recordedAt: string;
  recordedBy?: string;
}

function parsed<T>(text: string | null): T | undefined {
  return text === null ? undefined : fromJson<T>(text);
}

function recordOf(row: DbEvidenceRow): StoredEvidence {
  return {
    id: row.id,
    check: row.check_id,
    control: row.control,
    what: row.what,
    subjects: fromJson(row.subjects),
    performedAt: row.performed_at,
    performedBy: row.performed_by ?? undefined,
    attestedBy: row.attested_by ?? undefined,
    outcome: row.outcome,
    measured: parsed(row.measured),
    validation: parsed(row.validation),
    artefacts: fromJson(row.artefacts),
    grade: row.grade,
    fingerprint: parsed(row.fingerprint),
    observed: parsed(row.observed),
    expiresAt: row.expires_at,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by ?? undefined,
  };
}

function json(value: unknown): string | null {
  return value === undefined ? null : toJson(value);
}

function rowOf(record: StoredEvidence, naturalKey?: string): DbEvidenceRow {
  return {
    id: record.id,
    natural_key: nullable(naturalKey),
    check_id: record.check,
    control: record.control,
    what: record.what,
    subjects: toJson(record.subjects),
    performed_at: record.performedAt,
    performed_by: nullable(record.performedBy),
    attested_by: nullable(record.attestedBy),
    outcome: record.outcome,
    measured: json(record.measured),
    validation: json(record.validation),
    artefacts: toJson(record.artefacts),
    grade: record.grade,
    fingerprint: json(record.fingerprint),
    observed: json(record.observed),
    expires_at: record.expiresAt,
    recorded_at: record.recordedAt,
    recorded_by: nullable(record.recordedBy),
  };
}

/** Accepted evidence of the whole fleet. Nothing is ever changed or deleted. */
export class DatabaseEvidenceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }) {
    return new DatabaseEvidenceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(record: Omit<StoredEvidence, 'id'>): Promise<StoredEvidence> {
    const stored = { id: randomUUID(), ...record };
    await this.#knex<DbEvidenceRow>('evidence').insert(rowOf(stored));
    return stored;
  }

  /** What a scan saw by itself; the same object again changes nothing. */
  async addObserved(
    tx: Knex,
    records: readonly (Omit<StoredEvidence, 'id'> & { naturalKey: string })[],
  ): Promise<void> {
    const known = new Set(
      await tx<DbEvidenceRow>('evidence')
        .whereNotNull('natural_key')
        .pluck('natural_key'),
    );
    for (const { naturalKey, ...record } of records) {
      if (known.has(naturalKey)) continue;
      await tx<DbEvidenceRow>('evidence')
        .insert(rowOf({ id: randomUUID(), ...record }, naturalKey))
        .onConflict('natural_key')
        .ignore();
    }
  }

  /** Newest first. */
  async list(
    filter: { check?: string } = {},
    knex: Knex = this.#knex,
  ): Promise<StoredEvidence[]> {
    const query = knex<DbEvidenceRow>('evidence').orderBy([
      { column: 'performed_at', order: 'desc' },
      { column: 'id' },
    ]);
    if (filter.check) query.where({ check_id: filter.check });
    return (await query.select()).map(recordOf);
  }
}
