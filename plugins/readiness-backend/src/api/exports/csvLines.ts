import { stringify } from 'csv-stringify/sync';

/**
 * Lines of comma-separated values. A cell that a spreadsheet would take for a
 * formula (`=`, `+`, `-`, `@`, tab, carriage return) gets an apostrophe before
 * it: what it holds comes from clusters, and those are not ours.
 */
export function csvLines(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map(cells => [...cells]),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
}
