import type { Knex } from 'knex';

/** Bindings a statement; SQLite and PostgreSQL both take more. */
const CHUNK = 200;

/** `undefined` as the database's null. */
export function nullable<T>(value: T | undefined): T | null {
  return value ?? null;
}

/** Text of a JSON column; keys in a fixed order, so that equal is equal. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

export function chunks<T>(items: readonly T[], size = CHUNK): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    result.push(items.slice(start, start + size));
  }
  return result;
}

export async function insertAll<T extends {}>(
  tx: Knex,
  table: string,
  rows: readonly T[],
): Promise<void> {
  for (const part of chunks(rows, 100)) await tx(table).insert(part);
}

export async function selectWhereIn<T>(
  tx: Knex,
  table: string,
  column: string,
  values: readonly string[],
  narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder = query => query,
): Promise<T[]> {
  const rows: T[] = [];
  for (const part of chunks(values)) {
    rows.push(...(await narrow(tx(table).whereIn(column, part)).select()));
  }
  return rows;
}

/**
 * A condition `column in (values)` with one binding, however many values there
 * are: a set of readable entities may be larger than what a statement binds.
 */
export function inList(
  knex: Knex,
  column: string,
  values: readonly string[],
): Knex.Raw {
  return knex.client.config.client.includes('pg')
    ? knex.raw('?? = any(?::text[])', [column, [...values]])
    : knex.raw('?? in (select value from json_each(?))', [
        column,
        JSON.stringify(values),
      ]);
}

/** Whether the stored row differs from what it should say. */
export function differs<T extends {}>(stored: T, wanted: Partial<T>): boolean {
  return Object.entries(wanted).some(([key, value]) => {
    const before = stored[key as keyof T];
    return typeof value === 'boolean'
      ? Boolean(before) !== value
      : before !== value;
  });
}
