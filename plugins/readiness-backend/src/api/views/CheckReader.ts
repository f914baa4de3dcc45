import type { CheckInfo } from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { CheckRegistry } from '../../config/CheckRegistry';
import type { Ruleset } from '../../config/Ruleset';
import type { DatabaseDisputeStore } from '../../disputes/DatabaseDisputeStore';
import { checkView } from './checkView';

/** The findings that the rate of disputes is over. */
const RATE_WINDOW = { days: 90 };

export interface CheckReaderOptions {
  registry: CheckRegistry;
  ruleset: Ruleset;
  disputes: DatabaseDisputeStore;
  now: () => number;
}

/** Reads the catalogue of checks as the API answers it. */
export class CheckReader {
  readonly #options: CheckReaderOptions;

  static create(options: CheckReaderOptions) {
    return new CheckReader(options);
  }

  private constructor(options: CheckReaderOptions) {
    this.#options = options;
  }

  async list(): Promise<{ rulesetVersion: string; items: CheckInfo[] }> {
    const { registry, ruleset, disputes, now } = this.#options;
    const rules = ruleset.at(now());
    const since = DateTime.fromMillis(now(), { zone: 'utc' })
      .minus(RATE_WINDOW)
      .toISO() as string;
    const rates = await disputes.rates(since);
    const enabled = new Set(registry.enabled);
    return {
      rulesetVersion: rules.version,
      items: registry.all.map(check =>
        checkView(check, {
          enabled: enabled.has(check),
          responsible: registry.responsible(check),
          mode: rules.modeOf(check.id),
          disputes: rates.get(check.id),
        }),
      ),
    };
  }
}
