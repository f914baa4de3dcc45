import {
  scoreCluster,
  scoreEntity,
  type CatalogueCheck,
  type ClusterScoreInput,
  type EntityScoreInput,
  type ScoreTree,
  type Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { selectWhereIn } from '../database/rows';
import type { DbEntityRow, DbSubjectRow } from '../database/tables';
import { clusterScoreInput, entityScoreInput } from './scoreInputs';
import { writeScore } from './writeScore';

/** A score with what it was computed from, for predictions and paths. */
export type Scored<I = EntityScoreInput | ClusterScoreInput> = {
  input: I;
  tree: ScoreTree;
};

/** Scores before and after a scan. */
export interface ScoreWrite {
  entities: ReadonlyMap<string, Scored<EntityScoreInput> & { before?: number }>;
  cluster: Scored<ClusterScoreInput> & { before?: number };
}

/** Computes scores from the register; the arithmetic is readiness-common's. */
export class ScoreKeeper {
  readonly #catalogue: readonly CatalogueCheck[];
  readonly #holdDays: number;

  static create(options: {
    catalogue: readonly CatalogueCheck[];
    holdDays: number;
  }) {
    return new ScoreKeeper(options.catalogue, options.holdDays);
  }

  private constructor(catalogue: readonly CatalogueCheck[], holdDays: number) {
    this.#catalogue = catalogue;
    this.#holdDays = holdDays;
  }

  /** The scores of entities as the register has them now. */
  async scoreEntities(
    knex: Knex,
    refs: readonly string[],
  ): Promise<Map<string, Scored<EntityScoreInput>>> {
    const rows = await selectWhereIn<DbSubjectRow>(
      knex,
      'subjects',
      'entity_ref',
      refs,
      query => query.whereNull('removed_at'),
    );
    return new Map(
      refs.map(ref => {
        const input = entityScoreInput(
          this.#catalogue,
          rows.filter(row => row.entity_ref === ref),
        );
        return [ref, { input, tree: scoreEntity(input) }];
      }),
    );
  }

  /** The score of a cluster as the register has it now. */
  async scoreCluster(
    knex: Knex,
    clusterUid: string,
  ): Promise<Scored<ClusterScoreInput>> {
    const rows = await knex<DbSubjectRow>('subjects')
      .where({ cluster_uid: clusterUid })
      .whereNull('removed_at')
      .select();
    const refs = [...new Set(rows.flatMap(row => row.entity_ref ?? []))];
    const entities = await selectWhereIn<DbEntityRow>(
      knex,
      'entities',
      'ref',
      refs,
    );
    const tiers = new Map(entities.map(e => [e.ref, e.tier as Tier]));
    const input = clusterScoreInput(this.#catalogue, rows, tiers);
    return { input, tree: scoreCluster(input) };
  }

  /** Scores what a scan may have changed, and stores what did. */
  async write(
    tx: Knex,
    options: {
      clusterUid: string;
      entityRefs: readonly string[];
      rulesetVersion: string;
      at: string;
    },
  ): Promise<ScoreWrite> {
    const { rulesetVersion, at } = options;
    const common = { rulesetVersion, at, holdDays: this.#holdDays };
    const entities = await this.scoreEntities(tx, options.entityRefs);
    const written = new Map<
      string,
      Scored<EntityScoreInput> & { before?: number }
    >();
    for (const [ref, scored] of entities) {
      const before = await writeScore(tx, {
        scope: 'entity',
        ref,
        tree: scored.tree,
        ...common,
      });
      written.set(ref, { ...scored, before: before?.verified });
      if (!before) {
        await tx<DbEntityRow>('entities')
          .where({ ref, first_scored_at: null })
          .update({ first_scored_at: at });
      }
    }
    const cluster = await this.scoreCluster(tx, options.clusterUid);
    const before = await writeScore(tx, {
      scope: 'cluster',
      ref: options.clusterUid,
      tree: cluster.tree,
      ...common,
    });
    return {
      entities: written,
      cluster: { ...cluster, before: before?.verified },
    };
  }
}
