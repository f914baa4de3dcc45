import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { LEVEL_NAMES } from '@readiness/backstage-plugin-readiness-common';
import type { ReadinessService } from '@readiness/backstage-plugin-readiness-node';

/** How long an answer is used; entities are processed one by one. */
const FRESH_MS = 60_000;

export interface LevelSourceOptions {
  auth: AuthService;
  readiness: Pick<ReadinessService, 'getLeaderboard'>;
  logger: LoggerService;
  now?: () => number;
}

/** The levels of all services, asked for once a minute. */
export class LevelSource {
  readonly #options: LevelSourceOptions;
  readonly #now: () => number;
  #levels?: Promise<ReadonlyMap<string, string> | undefined>;
  #staleAt = 0;

  static create(options: LevelSourceOptions): LevelSource {
    return new LevelSource(options);
  }

  private constructor(options: LevelSourceOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /**
   * The level of each service that was reviewed, by entity ref: `Running`,
   * `Configured`, `Used`, `Proven` or `Unverified`. `undefined` while Readiness
   * does not answer.
   */
  async levels(): Promise<ReadonlyMap<string, string> | undefined> {
    if (!this.#levels || this.#now() >= this.#staleAt) {
      this.#staleAt = this.#now() + FRESH_MS;
      this.#levels = this.#ask();
    }
    return this.#levels;
  }

  async #ask(): Promise<ReadonlyMap<string, string> | undefined> {
    const { auth, readiness, logger } = this.#options;
    try {
      const { items } = await readiness.getLeaderboard(
        { by: 'entity' },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return new Map(
        items.map(({ ref, level }) => [
          ref,
          level === 'unverified' ? 'Unverified' : LEVEL_NAMES[level],
        ]),
      );
    } catch (error) {
      logger.warn(`Levels of Readiness cannot be read: ${error}`);
      return undefined;
    }
  }
}
