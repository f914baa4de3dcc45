import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import {
  chunks,
  differs,
  fromJson,
  insertAll,
  nullable,
  toJson,
} from '../database/rows';
import type { DbEntityRow } from '../database/tables';
import type { CatalogEntity } from './CatalogReader';

function rowOf(entity: CatalogEntity) {
  return {
    ref: entity.ref,
    kind: entity.kind,
    title: nullable(entity.title),
    owner: nullable(entity.owner),
    system: nullable(entity.system),
    domain: nullable(entity.domain),
    parent: nullable(entity.parent),
    tier: entity.tier,
    tier_declared: entity.tierDeclared,
    lifecycle: nullable(entity.lifecycle),
    type: nullable(entity.type),
    annotations: toJson(entity.annotations),
    removed_at: null,
  };
}

export function entityOf(row: DbEntityRow): CatalogEntity {
  return {
    ref: row.ref,
    kind: row.kind,
    title: row.title ?? undefined,
    owner: row.owner ?? undefined,
    system: row.system ?? undefined,
    domain: row.domain ?? undefined,
    parent: row.parent ?? undefined,
    tier: row.tier as Tier,
    tierDeclared: Boolean(row.tier_declared),
    lifecycle: row.lifecycle ?? undefined,
    type: row.type ?? undefined,
    annotations: fromJson(row.annotations),
  };
}

/**
 * Entities as the last scan read them, so that pages need no catalog. Writes
 * what changed only; entities that left the catalog are marked, not deleted,
 * for their history.
 */
export async function syncEntities(
  tx: Knex,
  entities: readonly CatalogEntity[],
  at: string,
): Promise<void> {
  const stored = new Map(
    (await tx<DbEntityRow>('entities').select()).map(row => [row.ref, row]),
  );
  const wanted = entities.map(rowOf);
  await insertAll(
    tx,
    'entities',
    wanted.filter(row => !stored.has(row.ref)),
  );
  for (const row of wanted) {
    const before = stored.get(row.ref);
    if (before && differs(before, row)) {
      await tx<DbEntityRow>('entities').where({ ref: row.ref }).update(row);
    }
    stored.delete(row.ref);
  }
  const gone = [...stored.values()].filter(row => row.removed_at === null);
  for (const part of chunks(gone.map(({ ref }) => ref))) {
    await tx<DbEntityRow>('entities')
      .whereIn('ref', part)
      .update({ removed_at: at });
  }
}
