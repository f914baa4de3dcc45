import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { lockWrites } from '../database/lockWrites';
import { selectWhereIn } from '../database/rows';
import type { DbSubjectRow } from '../database/tables';
import type { ScoreKeeper, ScoreWrite } from '../register/ScoreKeeper';
import {
  writeRoadmap,
  type WriteRoadmapOptions,
} from '../roadmap/writeRoadmap';
import { applyWaivers, type Touched } from './applyWaivers';

export interface WaiverKeeperOptions {
  knex: Knex;
  scores: ScoreKeeper;
  roadmap: Pick<
    WriteRoadmapOptions,
    'platformOwner' | 'capacity' | 'usedStageHours'
  >;
  rulesetVersion: () => string;
  now: () => number;
}

/** The entities of these clusters. */
async function everyEntity(
  tx: Knex,
  clusterUids: readonly string[],
): Promise<Touched> {
  const rows = await selectWhereIn<DbSubjectRow>(
    tx,
    'subjects',
    'cluster_uid',
    clusterUids,
    query =>
      query.whereNull('removed_at').distinct('cluster_uid', 'entity_ref'),
  );
  return new Map(
    clusterUids.map(uid => [
      uid,
      new Set(
        rows
          .filter(row => row.cluster_uid === uid)
          .flatMap(row => row.entity_ref ?? []),
      ),
    ]),
  );
}

/** Keeps register, scores and roadmap in line with waivers between scans. */
export class WaiverKeeper {
  readonly #options: WaiverKeeperOptions;

  static create(options: WaiverKeeperOptions) {
    return new WaiverKeeper(options);
  }

  private constructor(options: WaiverKeeperOptions) {
    this.#options = options;
  }

  /** Ends what has ended meanwhile; run by the scheduler. */
  async run(): Promise<void> {
    const { knex, now } = this.#options;
    const at = DateTime.fromMillis(now(), { zone: 'utc' }).toISO() as string;
    await knex.transaction(async tx => {
      await lockWrites(tx);
      await this.settle(tx, at);
    });
  }

  /** After a decision, in its transaction, under the lock of writes. */
  async settle(tx: Knex, at: string): Promise<void> {
    const touched = await applyWaivers(tx, at);
    // What tasks are predicted to change is asked of every entity there.
    const scores = await this.score(
      tx,
      await everyEntity(tx, [...touched.keys()]),
      at,
    );
    const [first] = touched.keys();
    if (scores && first !== undefined) {
      await writeRoadmap(tx, {
        at,
        clusterUid: first,
        scores,
        ...this.#options.roadmap,
      });
    }
  }

  /** Scores what was touched: the first cluster beside all entities. */
  async score(
    tx: Knex,
    touched: Touched,
    at: string,
  ): Promise<ScoreWrite | undefined> {
    const { scores, rulesetVersion } = this.#options;
    const writes: ScoreWrite[] = [];
    for (const [clusterUid, refs] of touched) {
      writes.push(
        await scores.write(tx, {
          clusterUid,
          entityRefs: [...refs],
          rulesetVersion: rulesetVersion(),
          at,
        }),
      );
    }
    const [first] = writes;
    return (
      first && {
        cluster: first.cluster,
        entities: new Map(writes.flatMap(write => [...write.entities])),
      }
    );
  }
}
