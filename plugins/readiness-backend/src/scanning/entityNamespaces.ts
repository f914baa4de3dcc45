import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { DbSubjectRow } from '../database/tables';
import type { CatalogEntity } from './CatalogReader';

/**
 * The namespaces that a scan of one entity reads: those of its workloads in
 * the last scan, and the one that its annotation names.
 */
export async function entityNamespaces(
  knex: Knex,
  entityRef: string,
  clusterUid: string | null,
  entities: readonly CatalogEntity[],
): Promise<string[]> {
  const rows = clusterUid
    ? await knex<DbSubjectRow>('subjects')
        .where({ cluster_uid: clusterUid, entity_ref: entityRef })
        .whereNull('removed_at')
        .distinct('namespace')
    : [];
  const seen = rows.flatMap(row => row.namespace ?? []);
  const annotated = entities.find(({ ref }) => ref === entityRef)?.annotations[
    'backstage.io/kubernetes-namespace'
  ];
  const namespaces = [...new Set([...seen, ...(annotated ? [annotated] : [])])];
  if (namespaces.length === 0) {
    throw new InputError(
      `entityRef: no namespace of ${entityRef} is known in this cluster; scan the whole cluster first`,
    );
  }
  return namespaces.sort();
}
