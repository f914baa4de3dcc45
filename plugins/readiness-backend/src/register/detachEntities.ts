import type { Knex } from 'knex';
import { chunks, selectWhereIn } from '../database/rows';
import type {
  DbEntityRow,
  DbFindingRow,
  DbScoreRow,
  DbSubjectRow,
} from '../database/tables';

/**
 * Entities that left the catalog take their scores with them; what they owned
 * falls to the platform until a scan matches it again.
 */
export async function detachEntities(
  tx: Knex,
  options: { platformOwner: string; at: string; scanId: string },
): Promise<void> {
  const scored = await tx<DbScoreRow>('scores')
    .where({ scope: 'entity' })
    .pluck('ref');
  const present = new Set(
    (
      await selectWhereIn<DbEntityRow>(tx, 'entities', 'ref', scored, query =>
        query.whereNull('removed_at'),
      )
    ).map(({ ref }) => ref),
  );
  for (const refs of chunks(scored.filter(ref => !present.has(ref)))) {
    await tx<DbScoreRow>('scores')
      .where({ scope: 'entity' })
      .whereIn('ref', refs)
      .delete();
    const closed = await tx<DbFindingRow>('findings')
      .whereIn(
        'subject_key',
        refs.map(ref => `entity:${ref}`),
      )
      .whereNull('closed_at')
      .pluck('id');
    for (const id of closed) {
      await tx<DbFindingRow>('findings').where({ id }).update({
        closed_at: options.at,
        close_reason: 'subject_removed',
      });
      await tx('finding_events').insert({
        finding_id: id,
        at: options.at,
        type: 'closed',
        actor: null,
        scan_id: options.scanId,
        message: 'The entity left the catalog.',
      });
    }
    await tx<DbFindingRow>('findings')
      .whereIn('entity_ref', refs)
      .whereNull('closed_at')
      .update({ entity_ref: null, owner: options.platformOwner });
    await tx<DbSubjectRow>('subjects')
      .whereIn('entity_ref', refs)
      .update({ entity_ref: null });
  }
}
