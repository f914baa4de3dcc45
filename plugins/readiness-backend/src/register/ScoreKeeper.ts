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
import { chunks, selectWhereIn } from '../database/rows';
import type { DbEntityRow, DbScoreRow, DbSubjectRow } from '../database/tables';
import { platformOwners } from '../scanning/platformOwners';
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

export interface ScoreKeeperOptions {
  /** The checks that count now. */
  catalogue: () => readonly CatalogueCheck[];
  holdDays: number;
  /** Its services answer for what is the platform's on them. */
  platformOwner: string;
}

/** Computes scores from the register; the arithmetic is readiness-common's. */
export class ScoreKeeper {
  readonly #catalogue: () => readonly CatalogueCheck[];
  readonly #holdDays: number;
  readonly #platformOwner: string;

  static create(options: ScoreKeeperOptions) {
    return new ScoreKeeper(options);
  }

  private constructor(options: ScoreKeeperOptions) {
    this.#catalogue = options.catalogue;
    this.#holdDays = options.holdDays;
    this.#platformOwner = options.platformOwner;
  }

  /** The scores of entities as the register has them now. */
  async scoreEntities(
    knex: Knex,
    refs: readonly string[],
  ): Promise<Map<string, Scored<EntityScoreInput>>> {
    return this.#scored(knex, refs, await this.#subjectsOf(knex, refs));
  }

  async #scored(
    knex: Knex,
    refs: readonly string[],
    subjects: ReadonlyMap<string, readonly DbSubjectRow[]>,
  ): Promise<Map<string, Scored<EntityScoreInput>>> {
    const catalogue = this.#catalogue();
    const isOfPlatform = await platformOwners(knex, this.#platformOwner);
    const entities = await selectWhereIn<DbEntityRow>(
      knex,
      'entities',
      'ref',
      refs,
    );
    const owners = new Map(entities.map(({ ref, owner }) => [ref, owner]));
    return new Map(
      refs.map(ref => {
        const own = subjects.get(ref) ?? [];
        const input = entityScoreInput(
          catalogue,
          own,
          isOfPlatform(owners.get(ref)),
        );
        return [ref, { input, tree: scoreEntity(input) }];
      }),
    );
  }

  async #subjectsOf(
    knex: Knex,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly DbSubjectRow[]>> {
    const rows = await selectWhereIn<DbSubjectRow>(
      knex,
      'subjects',
      'entity_ref',
      refs,
      query => query.whereNull('removed_at'),
    );
    const byEntity = new Map<string, DbSubjectRow[]>();
    for (const row of rows) {
      const own = byEntity.get(row.entity_ref as string) ?? [];
      byEntity.set(row.entity_ref as string, own);
      own.push(row);
    }
    return byEntity;
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
    const input = clusterScoreInput(this.#catalogue(), rows, tiers);
    return { input, tree: scoreCluster(input) };
  }

  /**
   * Scores what a scan may have changed, and stores what did. An entity of
   * which nothing is left, or nothing that is its alone, has no score.
   */
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
    const subjects = await this.#subjectsOf(tx, options.entityRefs);
    const [judged, gone] = [true, false].map(has =>
      options.entityRefs.filter(ref => subjects.has(ref) === has),
    );
    for (const part of chunks(gone)) {
      await tx<DbScoreRow>('scores')
        .where({ scope: 'entity' })
        .whereIn('ref', part)
        .delete();
    }
    const entities = await this.#scored(tx, judged, subjects);
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
