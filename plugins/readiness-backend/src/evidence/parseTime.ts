import { DateTime } from 'luxon';
import { fieldError } from '../errors/fieldError';

const RFC_3339 =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** A moment as RFC 3339 with its offset, in UTC; other forms are refused by field. */
export function parseTime(field: string, value: unknown): DateTime {
  const time =
    typeof value === 'string' && RFC_3339.test(value)
      ? DateTime.fromISO(value.toUpperCase(), { zone: 'utc' })
      : undefined;
  if (!time?.isValid) {
    throw fieldError(
      field,
      'must be an RFC 3339 time with an offset, e.g. 2026-09-14T10:00:00Z',
    );
  }
  return time;
}
