import type { Exception } from '../check';
import { globMatch } from '../matching/globMatch';

const DAY_ONLY = /^\d{4}-\d\d-\d\d$/;

/**
 * A date counts until its last moment in UTC. An expiry that is no date has
 * passed: an exception that cannot end must not hold.
 */
function hasExpired(expires: string | undefined, now: number): boolean {
  if (expires === undefined) return false;
  const end = Date.parse(
    DAY_ONLY.test(expires) ? `${expires}T23:59:59.999Z` : expires,
  );
  return Number.isNaN(end) || end < now;
}

const admits = (glob: string | undefined, text: string | undefined) =>
  glob === undefined || (text !== undefined && globMatch(glob, text));

/** The first row that covers a rule on an object (decision D7). */
export function findException(
  rows: readonly Exception[],
  where: { cluster: string; namespace?: string; name: string; rule?: string },
  now: number,
): Exception | undefined {
  return rows.find(
    row =>
      admits(row.cluster, where.cluster) &&
      admits(row.namespace, where.namespace) &&
      admits(row.name, where.name) &&
      admits(row.rule, where.rule) &&
      !hasExpired(row.expires, now),
  );
}
