import type { Knex } from 'knex';
import type { DbEntityRow } from '../database/tables';

type Member = Pick<DbEntityRow, 'ref' | 'parent'>;

/** These owners and all groups below them. */
export function withGroupsBelow(
  owners: readonly string[],
  members: readonly Member[],
): Set<string> {
  const all = new Set(owners);
  let grown = true;
  while (grown) {
    // A user belongs to a group; what the user owns is not the group's peers'.
    const found = members.filter(
      ({ ref, parent }) =>
        ref.startsWith('group:') &&
        parent !== null &&
        all.has(parent) &&
        !all.has(ref),
    );
    found.forEach(({ ref }) => all.add(ref));
    grown = found.length > 0;
  }
  return all;
}

/** These groups and all groups above them: what somebody is a member of. */
export function withGroupsAbove(
  own: readonly string[],
  members: readonly Member[],
): Set<string> {
  const parents = new Map(members.map(({ ref, parent }) => [ref, parent]));
  const all = new Set<string>();
  const queue = [...own];
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    // Memberships may go in circles.
    if (all.has(ref)) continue;
    all.add(ref);
    const parent = parents.get(ref);
    if (parent) queue.push(parent);
  }
  return all;
}

/** Groups and users of the catalog with the group that they belong to. */
export function groupMembers(knex: Knex): Promise<Member[]> {
  return knex<DbEntityRow>('entities')
    .whereIn('kind', ['group', 'user'])
    .select('ref', 'parent');
}

/**
 * Tells who is of the platform: its group, the groups below it, and their
 * people. What they own is the platform's own service (`catalogue/50` B.8).
 */
export async function platformOwners(
  knex: Knex,
  platformOwner: string,
): Promise<(owner: string | null | undefined) => boolean> {
  const members = await groupMembers(knex);
  const groups = withGroupsBelow([platformOwner], members);
  const people = new Set(
    members.flatMap(({ ref, parent }) =>
      parent !== null && groups.has(parent) ? ref : [],
    ),
  );
  return owner =>
    typeof owner === 'string' && (groups.has(owner) || people.has(owner));
}
