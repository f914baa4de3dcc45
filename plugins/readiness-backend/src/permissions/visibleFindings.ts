import type { Knex } from 'knex';
import { inList } from '../database/rows';
import type { Viewer } from './Viewer';

/**
 * Restricts a query over a table with `entity_ref` and `owner` to what the
 * viewer may see.
 */
export function visibleRows<T extends Knex.QueryBuilder>(
  knex: Knex,
  query: T,
  table: 'findings' | 'waivers',
  viewer: Viewer,
): T {
  const { entities, owners, clusterRead } = viewer;
  if (!entities && !owners && clusterRead) return query;
  query.where(where => {
    where.where(owned => {
      owned.whereNotNull(`${table}.entity_ref`);
      if (entities) {
        owned.andWhere(inList(knex, `${table}.entity_ref`, [...entities]));
      }
    });
    if (clusterRead) {
      where.orWhere(unowned => {
        unowned.whereNull(`${table}.entity_ref`);
        if (owners) {
          unowned.andWhere(inList(knex, `${table}.owner`, [...owners]));
        }
      });
    }
  });
  return query;
}

/** Restricts a query over findings to what the viewer may see. */
export function visibleFindings<T extends Knex.QueryBuilder>(
  knex: Knex,
  query: T,
  viewer: Viewer,
): T {
  return visibleRows(knex, query, 'findings', viewer);
}

/**
 * Restricts a query over findings to what scorecards of the viewer show as
 * inherited context: of shared namespaces, and the criticals of clusters.
 */
export function inheritedFindings<T extends Knex.QueryBuilder>(
  knex: Knex,
  query: T,
  viewer: Viewer,
): T {
  const heirs = knex('subject_entities')
    .where({ relation: 'inherits' })
    .whereRaw('?? = ?? and ?? = ??', [
      'subject_entities.subject_key',
      'findings.subject_key',
      'subject_entities.cluster_uid',
      'findings.cluster_uid',
    ]);
  if (viewer.entities) {
    heirs.andWhere(
      inList(knex, 'subject_entities.entity_ref', [...viewer.entities]),
    );
  }
  query
    .where('findings.kind', 'check')
    .where(where =>
      where
        .where('findings.severity', 'critical')
        .orWhereNot('findings.subject_key', 'like', 'cluster:%'),
    )
    .whereExists(heirs);
  return query;
}
