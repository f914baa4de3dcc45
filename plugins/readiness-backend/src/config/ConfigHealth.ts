import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  MatchingReport,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { fromJson, selectWhereIn } from '../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbSubjectRow,
} from '../database/tables';
import {
  configProblems,
  type ConfigProblem,
  type KnownFacts,
} from './configProblems';
import type { ReadinessConfig } from './ReadinessConfig';

const CACHE_MS = Duration.fromObject({ seconds: 60 }).toMillis();

export interface ConfigHealthOptions {
  knex: Knex;
  /** As the operator wrote it, without what is shipped. */
  config: ReadinessConfig;
  checks: readonly AnyCheck[];
  now: () => number;
}

/** Compares the configuration with what the register has seen. */
export class ConfigHealth {
  readonly #options: ConfigHealthOptions;
  #cached?: { until: number; problems: Promise<ConfigProblem[]> };

  static create(options: ConfigHealthOptions) {
    return new ConfigHealth(options);
  }

  private constructor(options: ConfigHealthOptions) {
    this.#options = options;
  }

  /** Kept for a minute: it looks at every subject. */
  async problems(): Promise<ConfigProblem[]> {
    const { now } = this.#options;
    if (this.#cached && this.#cached.until > now()) {
      return this.#cached.problems;
    }
    const problems = this.#read();
    this.#cached = { until: now() + CACHE_MS, problems };
    problems.catch(() => {
      this.#cached = undefined;
    });
    return problems;
  }

  async #read(): Promise<ConfigProblem[]> {
    const { config, checks, now } = this.#options;
    return configProblems({
      config,
      checks,
      known: await this.#known(),
      now: now(),
    });
  }

  async #known(): Promise<KnownFacts> {
    const { knex } = this.#options;
    const clusters = await knex<DbClusterRow>('clusters')
      .whereNull('removed_at')
      .select('name', 'uid', 'last_whole_scan_at', 'matching');
    const nameOf = new Map(clusters.map(({ uid, name }) => [uid, name]));
    const subjects: Pick<DbSubjectRow, 'cluster_uid' | 'key'>[] =
      await knex<DbSubjectRow>('subjects')
        .whereNull('removed_at')
        .select('cluster_uid', 'key');
    return {
      clusters: clusters.map(({ name, last_whole_scan_at: at }) => ({
        name,
        scanned: at !== null,
      })),
      subjects: subjects.flatMap(({ cluster_uid: uid, key }) => {
        const subject = parseSubjectKey(key);
        const cluster = nameOf.get(uid);
        if (!subject || cluster === undefined) return [];
        // Clusters go by the name that the portal gives them.
        return subject.type === 'cluster'
          ? [{ cluster, subject: { ...subject, name: cluster } }]
          : [{ cluster, subject }];
      }),
      entities: await this.#entities(),
      matching: clusters.flatMap(({ matching }) =>
        matching === null ? [] : [fromJson<MatchingReport>(matching)],
      ),
    };
  }

  /** Of the owners that the configuration names, those that the catalog has. */
  async #entities(): Promise<ReadonlySet<string> | undefined> {
    const { knex, config } = this.#options;
    const any = await knex<DbEntityRow>('entities')
      .whereNull('removed_at')
      .first('ref');
    if (!any) return undefined;
    const named = [
      config.platformOwner,
      ...config.clusters.flatMap(({ owner }) => owner ?? []),
      ...Object.keys(config.capacity.owners),
      ...config.waivers.approvers,
      ...config.waivers.escalation,
    ];
    const rows = await selectWhereIn<DbEntityRow>(
      knex,
      'entities',
      'ref',
      [...new Set(named)],
      query => query.whereNull('removed_at'),
    );
    return new Set(rows.map(({ ref }) => ref));
  }
}
