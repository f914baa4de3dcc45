import type {
  CatalogueCheck,
  ClusterScoreInput,
  EntityScoreInput,
  ScoredVerdict,
  Tier,
} from '@readiness/backstage-plugin-readiness-common';
import { fromJson } from '../database/rows';
import type { DbSubjectRow } from '../database/tables';
import { scoredVerdict, type StoredVerdict } from './StoredVerdict';

/** Namespaces of class `system` are shown and not scored (`catalogue/00` §0.3). */
function isScored(row: DbSubjectRow): boolean {
  return row.removed_at === null && row.namespace_class !== 'system';
}

/** What is observed only counts for nothing (decision D7). */
function verdictsOf(
  row: DbSubjectRow,
  keep: (verdict: StoredVerdict) => boolean = () => true,
): ScoredVerdict[] {
  return fromJson<StoredVerdict[]>(row.verdicts)
    .filter(verdict => !verdict.o && keep(verdict))
    .map(verdict => scoredVerdict(verdict, row));
}

/**
 * What an entity is scored from: the verdicts that its team answers for (B.7).
 * For what the platform owns that is all of them.
 */
export function entityScoreInput(
  catalogue: readonly CatalogueCheck[],
  rows: readonly DbSubjectRow[],
  isPlatforms = false,
): EntityScoreInput {
  return {
    catalogue,
    verdicts: rows
      .filter(isScored)
      .flatMap(row =>
        verdictsOf(row, verdict => isPlatforms || verdict.r !== 'platform'),
      ),
  };
}

function grouped(
  rows: readonly DbSubjectRow[],
  by: (row: DbSubjectRow) => string,
): Map<string, ScoredVerdict[]> {
  const groups = new Map<string, ScoredVerdict[]>();
  for (const row of rows) {
    const verdicts = groups.get(by(row)) ?? [];
    groups.set(by(row), verdicts);
    verdicts.push(...verdictsOf(row));
  }
  return groups;
}

/** What a cluster is scored from, by entity and by unowned namespace (B.7). */
export function clusterScoreInput(
  catalogue: readonly CatalogueCheck[],
  rows: readonly DbSubjectRow[],
  tiers: ReadonlyMap<string, Tier>,
): ClusterScoreInput {
  const scored = rows.filter(isScored);
  const inside = scored.filter(row => row.type !== 'cluster');
  const owned = grouped(
    inside.filter(row => row.entity_ref !== null),
    row => row.entity_ref as string,
  );
  const unowned = grouped(
    inside.filter(row => row.entity_ref === null),
    row => row.namespace ?? '',
  );
  return {
    catalogue,
    clusterVerdicts: scored
      .filter(row => row.type === 'cluster')
      .flatMap(row => verdictsOf(row)),
    entityVerdicts: [...owned].map(([ref, verdicts]) => ({
      tier: tiers.get(ref) ?? 2,
      verdicts,
    })),
    unowned: [...unowned.values()],
  };
}
