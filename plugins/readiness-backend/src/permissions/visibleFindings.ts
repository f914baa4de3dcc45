import type { Knex } from 'knex';
import { inList } from '../database/rows';
import type { Viewer } from './Viewer';

/** Restricts a query over findings to what the viewer may see. */
export function visibleFindings<T extends Knex.QueryBuilder>(
  knex: Knex,
  query: T,
  viewer: Viewer,
): T {
  const { entities, owners, clusterRead } = viewer;
  if (!entities && !owners && clusterRead) return query;
  query.where(where => {
    where.where(owned => {
      owned.whereNotNull('findings.entity_ref');
      if (entities) {
        owned.andWhere(inList(knex, 'findings.entity_ref', [...entities]));
      }
    });
    if (clusterRead) {
      where.orWhere(unowned => {
        unowned.whereNull('findings.entity_ref');
        if (owners) {
          unowned.andWhere(inList(knex, 'findings.owner', [...owners]));
        }
      });
    }
  });
  return query;
}
