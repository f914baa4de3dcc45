import { createHash } from 'node:crypto';
import { catalogueFor } from '@readiness/backstage-plugin-readiness-checks';
import type {
  CatalogueCheck,
  CheckMode,
} from '@readiness/backstage-plugin-readiness-common';
import type { RuleConfig } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { DbClusterRow, DbKnownCheckRow } from '../database/tables';
import type { CheckRegistry } from './CheckRegistry';

/** What holds of the rules at one moment. */
export interface RulesNow {
  /** Stored with every score, so that a step in a trend has its cause. */
  version: string;
  modeOf(check: string): CheckMode;
  /** The configuration with the mode of every check that is observed. */
  config: RuleConfig;
  /** The checks that count. */
  catalogue: readonly CatalogueCheck[];
}

/** The rules over time: checks that an upgrade brought start observed. */
export class Ruleset {
  readonly #registry: CheckRegistry;
  readonly #rules: RuleConfig;
  /** Until when a check is observed for being new, epoch ms. */
  readonly #newUntil: ReadonlyMap<string, number>;

  /**
   * Remembers which checks this installation knows. One that it did not know
   * when it already had scanned a cluster was brought by an upgrade.
   */
  static async load(
    knex: Knex,
    options: {
      registry: CheckRegistry;
      rules: RuleConfig;
      observeDays: number;
      now: number;
    },
  ): Promise<Ruleset> {
    const { registry, rules, observeDays, now } = options;
    const known = await knex<DbKnownCheckRow>('known_checks').select();
    const ids = new Set(known.map(row => row.check_id));
    const missing = registry.all.filter(({ id }) => !ids.has(id));
    const hasScanned =
      missing.length > 0 &&
      (await knex<DbClusterRow>('clusters')
        .whereNotNull('last_whole_scan_at')
        .first('name')) !== undefined;
    const added = missing.map(({ id }) => ({
      check_id: id,
      known_at: DateTime.fromMillis(now, { zone: 'utc' }).toISO() as string,
      by_upgrade: hasScanned,
    }));
    // Another replica may have started with the same checks.
    for (const row of added) {
      await knex<DbKnownCheckRow>('known_checks')
        .insert(row)
        .onConflict('check_id')
        .ignore();
    }
    return new Ruleset(
      registry,
      rules,
      new Map(
        [...known, ...added]
          .filter(row => Boolean(row.by_upgrade))
          .map(row => [
            row.check_id,
            DateTime.fromISO(row.known_at)
              .plus({ hours: 24 * observeDays })
              .toMillis(),
          ]),
      ),
    );
  }

  private constructor(
    registry: CheckRegistry,
    rules: RuleConfig,
    newUntil: ReadonlyMap<string, number>,
  ) {
    this.#registry = registry;
    this.#rules = rules;
    this.#newUntil = newUntil;
  }

  /** @param now - epoch ms */
  at(now: number): RulesNow {
    const configured = (id: string) => this.#rules.checks[id]?.mode;
    const isNew = (id: string) => now < (this.#newUntil.get(id) ?? now);
    const modeOf = (id: string): CheckMode =>
      configured(id) ?? (isNew(id) ? 'observe' : 'enforce');
    const byNovelty = this.#registry.enabled
      .map(({ id }) => id)
      .filter(id => configured(id) === undefined && isNew(id))
      .sort();
    return {
      version: this.#version(byNovelty),
      modeOf,
      catalogue: this.#catalogue(modeOf, byNovelty),
      config: {
        ...this.#rules,
        checks: {
          ...this.#rules.checks,
          ...Object.fromEntries(
            byNovelty.map(id => [
              id,
              { ...this.#rules.checks[id], mode: 'observe' as const },
            ]),
          ),
        },
      },
    };
  }

  /**
   * What is observed is out of the score, as if it were turned off. A check of
   * the catalogue that an upgrade brought stays "not judged yet", as it was
   * before: the upgrade moves no score.
   */
  #catalogue(
    modeOf: (id: string) => CheckMode,
    byNovelty: readonly string[],
  ): readonly CatalogueCheck[] {
    const waits = (id: string) =>
      byNovelty.includes(id) && this.#registry.isBuiltIn(id);
    return catalogueFor(
      this.#registry.enabled.filter(
        ({ id }) => modeOf(id) === 'enforce' || waits(id),
      ),
    ).map(check => (waits(check.id) ? { ...check, built: false } : check));
  }

  /** What is observed counts for nothing: when that ends, scores take a step. */
  #version(observed: readonly string[]): string {
    const { rulesetVersion } = this.#registry;
    return observed.length === 0
      ? rulesetVersion
      : `${rulesetVersion}~${createHash('sha256')
          .update(observed.join(' '))
          .digest('hex')
          .slice(0, 8)}`;
  }
}
