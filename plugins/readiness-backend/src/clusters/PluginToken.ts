import type { AuthService } from '@backstage/backend-plugin-api';
import { Duration } from 'luxon';

/** Plugin tokens live an hour; half of that leaves room for a long scan. */
const RENEW_AFTER = Duration.fromObject({ minutes: 30 }).toMillis();

/** A token for calls to another plugin, renewed before it expires. */
export class PluginToken {
  readonly #auth: AuthService;
  readonly #targetPluginId: string;
  readonly #now: () => number;
  #current?: { token: Promise<string>; renewAt: number };

  static create(options: {
    auth: AuthService;
    targetPluginId: string;
    now: () => number;
  }) {
    return new PluginToken(options);
  }

  private constructor(options: {
    auth: AuthService;
    targetPluginId: string;
    now: () => number;
  }) {
    this.#auth = options.auth;
    this.#targetPluginId = options.targetPluginId;
    this.#now = options.now;
  }

  async get(): Promise<string> {
    if (!this.#current || this.#current.renewAt <= this.#now()) {
      this.#current = {
        token: this.#request(),
        renewAt: this.#now() + RENEW_AFTER,
      };
    }
    try {
      return await this.#current.token;
    } catch (error) {
      this.#current = undefined;
      throw error;
    }
  }

  async #request(): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: this.#targetPluginId,
    });
    return token;
  }
}
