import type {
  LeaderboardBy,
  LeaderboardItem,
} from '@readiness/backstage-plugin-readiness-common';

/** A service without a score. */
export interface UnreviewedEntity {
  ref: string;
  title?: string;
  /** The owner, then groups above it that have a row. */
  owners: readonly string[];
  system?: string;
  domain?: string;
  /** Why it has no score. */
  message: string;
}

function groupsOf(
  entity: UnreviewedEntity,
  by: Exclude<LeaderboardBy, 'entity'>,
): readonly string[] {
  if (by === 'owner') return entity.owners;
  return [entity[by] ?? []].flat();
}

function row(
  ref: string,
  reason: string,
  entities: number,
  title?: string,
): LeaderboardItem {
  return {
    ref,
    rank: null,
    reason: `not reviewed: ${reason}`,
    verified: 0,
    coverage: 0,
    level: 'unverified',
    entities,
    notReviewed: entities,
    delta28d: null,
    ...(title && { title }),
    trend: [],
  };
}

const byRef = (a: LeaderboardItem, b: LeaderboardItem) =>
  a.ref < b.ref ? -1 : 1;

/**
 * Adds services that have no score to the rows of those that have one: as a
 * number where their group has a row, as a row of its own where it has none.
 * They change no figure.
 */
export function withNotReviewed(
  items: readonly LeaderboardItem[],
  unreviewed: readonly UnreviewedEntity[],
  by: LeaderboardBy,
  titleOf: (ref: string) => string | undefined,
): LeaderboardItem[] {
  if (by === 'entity') {
    const rows = unreviewed.map(({ ref, title, message }) =>
      row(ref, message, 1, title),
    );
    return [...items, ...rows.sort(byRef)];
  }
  const counts = new Map<string, number>();
  for (const ref of unreviewed.flatMap(entity => groupsOf(entity, by))) {
    counts.set(ref, (counts.get(ref) ?? 0) + 1);
  }
  const known = new Set(items.map(({ ref }) => ref));
  const rows = [...counts]
    .filter(([ref]) => !known.has(ref))
    .map(([ref, count]) =>
      row(
        ref,
        count === 1
          ? 'its service has no workload of its own'
          : `none of its ${count} services has a workload of its own`,
        count,
        titleOf(ref),
      ),
    );
  return [
    ...items.map(item => {
      const notReviewed = counts.get(item.ref);
      return notReviewed ? { ...item, notReviewed } : item;
    }),
    ...rows.sort(byRef),
  ];
}
