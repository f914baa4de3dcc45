import { DateTime } from 'luxon';

/** A day as people write it; days of waivers have no time. */
export function dayText(day: string): string {
  const date = DateTime.fromISO(day);
  return date.isValid ? date.toLocaleString(DateTime.DATE_MED) : day;
}
