import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { fieldError } from '../errors/fieldError';

export interface Artefact {
  url: string;
  /** Hexadecimal. */
  sha256?: string;
}

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 3;
const CONFIG_KEY = 'readiness.fetch.allow';

const refusal = (problem: string) => fieldError('artefacts', problem);

/** Without query and fragment: those may carry tokens. */
const shown = (url: URL) => `${url.origin}${url.pathname}`;

function parseUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw refusal('url is not an absolute URL');
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refusal(`url must be http or https, not ${url.protocol}`);
  }
  if (url.username || url.password) {
    throw refusal('url must not carry credentials');
  }
  return url;
}

/** Reads a body up to the limit and not beyond. */
async function readCapped(response: Response, url: URL): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw refusal(`${shown(url)} is larger than 1 MiB`);
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/**
 * Looks at what proves a drill, once, when it is recorded. Only hosts that the
 * operator lists are asked (`catalogue/70` D.4); a listed host may be private,
 * and no redirect leaves it. A record must not become a way into the network.
 */
export class ArtefactFetcher {
  readonly #hosts: ReadonlySet<string>;
  readonly #timeoutMs: number;

  static create(options: {
    /** `host` for the default port of the scheme, or `host:port`. */
    allow: readonly string[];
    timeoutMs?: number;
  }) {
    return new ArtefactFetcher(options.allow, options.timeoutMs ?? TIMEOUT_MS);
  }

  private constructor(allow: readonly string[], timeoutMs: number) {
    this.#hosts = new Set(allow.map(host => host.toLocaleLowerCase('en-US')));
    this.#timeoutMs = timeoutMs;
  }

  /**
   * The artefact with the hash of what was read. Throws an InputError for what
   * is not allowed, does not answer 2xx or is something else than announced.
   */
  async resolve(artefact: Artefact): Promise<Required<Artefact>> {
    const url = parseUrl(artefact.url);
    this.#assertAllowed(url);
    const sha256 = createHash('sha256')
      .update(await this.#read(url))
      .digest('hex');
    const announced = artefact.sha256?.toLocaleLowerCase('en-US');
    if (announced !== undefined && announced !== sha256) {
      throw refusal(`sha256 is not that of what ${shown(url)} answers`);
    }
    return { url: artefact.url, sha256 };
  }

  #assertAllowed(url: URL): void {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const names = [url.host, `${url.hostname}:${port}`];
    if (!names.some(name => this.#hosts.has(name))) {
      throw refusal(`the host ${url.host} is not listed in ${CONFIG_KEY}`);
    }
  }

  async #read(start: URL): Promise<Buffer> {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      return await this.#follow(start, signal);
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw refusal(`${shown(start)} does not answer`);
    }
  }

  async #follow(start: URL, signal: AbortSignal): Promise<Buffer> {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await fetch(url, {
        method: 'GET',
        redirect: 'manual',
        signal,
      });
      const location = response.headers.get('location');
      const redirects = response.status >= 300 && response.status < 400;
      if (response.ok) return readCapped(response, url);
      await response.body?.cancel();
      if (!redirects || !location) {
        throw refusal(`${shown(url)} answers ${response.status}, not 2xx`);
      }
      const next = parseUrl(location, url);
      if (next.host !== start.host) {
        throw refusal(`${shown(url)} redirects to another host, ${next.host}`);
      }
      url = next;
    }
    throw refusal(`${shown(start)} redirects more than ${MAX_REDIRECTS} times`);
  }
}
