import type { SignalRequest } from '@readiness/backstage-plugin-readiness-engine';
import { Agent, fetch, type Dispatcher, type Response } from 'undici';
import type { HttpSourceConfig } from '../config/readSignalSources';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const MAX_SKEW_MS = 5 * 60_000;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/** A source that gave no answer, and why, in words without credentials. */
export class SignalSourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SignalSourceError';
  }
}

const shown = (url: URL) => `${url.origin}${url.pathname}`;

/** The reason behind the `fetch failed` of a connection that did not come about. */
function causeOf(error: unknown): string {
  const { cause, message } = error as {
    cause?: { message?: string };
    message: string;
  };
  return cause?.message || message;
}

async function readCapped(response: Response, url: URL): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new SignalSourceError(
        `${shown(url)} answers more than ${MAX_BYTES / 1024 / 1024} MiB`,
      );
    }
    parts.push(value);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Asks one source by GET, and nothing else. No redirect leaves its host, for a
 * credential would go along; what is no JSON is no answer.
 */
export class SignalClient {
  readonly #config: HttpSourceConfig;
  readonly #dispatcher: Dispatcher;

  static create(config: HttpSourceConfig) {
    return new SignalClient(config);
  }

  private constructor(config: HttpSourceConfig) {
    this.#config = config;
    this.#dispatcher = new Agent({
      connect: {
        ca: config.caData ? Buffer.from(config.caData, 'base64') : undefined,
        rejectUnauthorized: !config.skipTLSVerify,
      },
    });
  }

  /**
   * The body of the answer, parsed. A refusal that is JSON is returned too: it
   * says why.
   *
   * @throws SignalSourceError for anything that is no answer of an API, and the
   * reason of `signal` when that is aborted.
   */
  async get(request: SignalRequest, signal: AbortSignal): Promise<unknown> {
    const url = new URL(this.#config.url);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}${request.path}`;
    for (const [name, value] of Object.entries(request.query)) {
      url.searchParams.set(name, value);
    }
    const timeout = AbortSignal.timeout(this.#config.timeoutMs);
    try {
      return await this.#ask(url, AbortSignal.any([signal, timeout]));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SignalSourceError) throw error;
      if (timeout.aborted) {
        throw new SignalSourceError(
          `${shown(url)} did not answer within ${
            this.#config.timeoutMs / 1000
          } s`,
        );
      }
      throw new SignalSourceError(
        `${shown(url)} cannot be asked: ${causeOf(error)}`,
      );
    }
  }

  async #ask(start: URL, signal: AbortSignal): Promise<unknown> {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await fetch(url, {
        method: 'GET',
        redirect: 'manual',
        dispatcher: this.#dispatcher,
        headers: { ...this.#config.headers, Accept: 'application/json' },
        signal,
      });
      if (response.status < 300 || response.status >= 400) {
        return this.#bodyOf(response, url);
      }
      await response.body?.cancel();
      const location = response.headers.get('location') ?? '';
      if (!URL.canParse(location, url)) {
        throw new SignalSourceError(
          `${shown(url)} redirects (${response.status}) to nowhere`,
        );
      }
      const next = new URL(location, url);
      if (next.origin !== start.origin) {
        throw new SignalSourceError(
          `${shown(url)} redirects to another host, ${
            next.host
          }: is a sign-in in front of it?`,
        );
      }
      url = next;
    }
    throw new SignalSourceError(
      `${shown(start)} redirects more than ${MAX_REDIRECTS} times`,
    );
  }

  async #bodyOf(response: Response, url: URL): Promise<unknown> {
    const type = response.headers.get('content-type') ?? 'nothing';
    if (!JSON_TYPE.test(type)) {
      await response.body?.cancel();
      throw new SignalSourceError(
        response.ok
          ? `${shown(url)} answers ${type.split(';')[0]}, not JSON: ` +
            'is it the API, or the page of a sign-in?'
          : `${shown(url)} answers ${response.status}`,
      );
    }
    const text = await readCapped(response, url);
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw new SignalSourceError(
        `${shown(url)} answers JSON that ends early or is none`,
      );
    }
    if (response.status === 401 || response.status === 403) {
      throw new SignalSourceError(
        `${shown(url)} refuses (${response.status}): see its headers`,
      );
    }
    if (response.ok) assertClock(response, url);
    return body;
  }
}

/** An answer of another time would be taken for the present. */
function assertClock(response: Response, url: URL): void {
  const theirs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return;
  const skew = Math.abs(Date.now() - theirs);
  if (skew > MAX_SKEW_MS) {
    throw new SignalSourceError(
      `the clock behind ${shown(url)} is off by ${Math.round(
        skew / 60_000,
      )} min`,
    );
  }
}
