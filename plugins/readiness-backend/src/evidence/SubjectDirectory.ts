import {
  parseSubjectKey,
  type Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { selectWhereIn } from '../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbSubjectRow,
} from '../database/tables';
import { fieldError } from '../errors/fieldError';
import { storedFingerprints, type Fingerprint } from './fingerprint';

const DEFAULT_TIER: Tier = 2;

/** A scan that judges a subject again. */
export interface Rejudge {
  cluster: string;
  entityRef?: string;
}

/** Finds the subjects that evidence names among those that scans have seen. */
export class SubjectDirectory {
  readonly #knex: Knex;

  static create(options: { knex: Knex }) {
    return new SubjectDirectory(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * The lowest tier number among the entities of the subjects; a namespace
   * belongs to the entities of its workloads as well.
   */
  async strictestTier(keys: readonly string[]): Promise<Tier> {
    const refs = [
      ...(await this.entityRefs(keys)).values(),
      ...(await this.#entitiesInNamespaces(keys)),
    ];
    const entities = await selectWhereIn<DbEntityRow>(
      this.#knex,
      'entities',
      'ref',
      [...new Set(refs)],
    );
    const tiers = entities.map(({ tier }) => tier as Tier);
    return tiers.length > 0 ? (Math.min(...tiers) as Tier) : DEFAULT_TIER;
  }

  /**
   * What the proof is bound to, as of the last scan: version and identity of
   * the cluster, its storage and what is backed up.
   */
  async fingerprint(keys: readonly string[]): Promise<Fingerprint | undefined> {
    const uids = new Set(
      keys.flatMap(key => parseSubjectKey(key)?.cluster ?? []),
    );
    // Of several clusters, no single one could outdate the proof.
    const [uid] = uids;
    return uids.size === 1 ? storedFingerprints(this.#knex)(uid) : undefined;
  }

  /** Throws for a subject that no scan has seen. */
  async assertKnown(keys: readonly string[]): Promise<void> {
    const known = new Set((await this.#subjects(keys)).map(({ key }) => key));
    for (const key of keys) {
      if (!known.has(key) && !(await this.#isListed(key))) {
        throw fieldError('subjects', `no scan has seen ${key}`);
      }
    }
  }

  /** Entities that the subjects count for, by subject key. */
  async entityRefs(keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#subjects(keys);
    return new Map([
      ...rows.flatMap(row =>
        row.entity_ref ? [[row.key, row.entity_ref] as const] : [],
      ),
      ...keys.flatMap(key => {
        const ref = entityRefOf(key);
        return ref ? [[key, ref] as const] : [];
      }),
    ]);
  }

  /** The smallest scans that judge these subjects again. */
  async rejudges(keys: readonly string[]): Promise<Rejudge[]> {
    const rows = await this.#subjects(keys);
    const scans = new Map<string, Rejudge>();
    for (const row of rows) {
      const cluster = await this.#cluster(row.cluster_uid);
      if (!cluster || !cluster.scannable) continue;
      const entityRef = row.entity_ref ?? undefined;
      scans.set(`${cluster.name} ${entityRef ?? ''}`, {
        cluster: cluster.name,
        entityRef,
      });
    }
    const all = [...scans.values()];
    const whole = new Set(
      all.filter(scan => !scan.entityRef).map(({ cluster }) => cluster),
    );
    return all.filter(scan => !scan.entityRef || !whole.has(scan.cluster));
  }

  /** Clusters and entities are known without a verdict of their own. */
  async #isListed(key: string): Promise<boolean> {
    const subject = parseSubjectKey(key);
    if (subject?.type === 'cluster') {
      return (await this.#cluster(subject.name)) !== undefined;
    }
    if (subject?.type !== 'entity') return false;
    const entity = await this.#knex<DbEntityRow>('entities')
      .where({ ref: subject.name })
      .whereNull('removed_at')
      .first();
    return entity !== undefined;
  }

  async #entitiesInNamespaces(keys: readonly string[]): Promise<string[]> {
    const refs: string[] = [];
    for (const key of keys) {
      const subject = parseSubjectKey(key);
      if (subject?.type !== 'namespace') continue;
      const inside = await this.#knex<DbSubjectRow>('subjects')
        .where({ cluster_uid: subject.cluster, namespace: subject.name })
        .whereNotNull('entity_ref')
        .whereNull('removed_at')
        .distinct('entity_ref')
        .pluck('entity_ref');
      refs.push(...inside.flatMap(ref => ref ?? []));
    }
    return refs;
  }

  async #subjects(keys: readonly string[]): Promise<DbSubjectRow[]> {
    return selectWhereIn<DbSubjectRow>(
      this.#knex,
      'subjects',
      'key',
      keys,
      query => query.whereNull('removed_at'),
    );
  }

  async #cluster(uid: string): Promise<DbClusterRow | undefined> {
    return this.#knex<DbClusterRow>('clusters')
      .where({ uid })
      .whereNull('removed_at')
      .first();
  }
}

function entityRefOf(key: string): string | undefined {
  const subject = parseSubjectKey(key);
  return subject?.type === 'entity' ? subject.name : undefined;
}
