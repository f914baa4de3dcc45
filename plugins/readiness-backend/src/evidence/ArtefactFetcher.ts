import { createHash } from 'node:crypto';
import { fieldError } from '../errors/fieldError';

const MAX_BYTES = 1024 * 1024;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 10_000;

export interface ArtefactInput {
  url: string;
  sha256?: string;
}

function parsed(field: string, text: string): URL {
  if (!URL.canParse(text)) throw fieldError(field, 'is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw fieldError(field, 'is neither http nor https');
  }
  if (url.username || url.password) {
    throw fieldError(field, 'must not carry credentials');
  }
  return url;
}

async function readCapped(field: string, response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw fieldError(field, 'is larger than 1 MiB');
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/**
 * Looks whether artefacts are there. Only hosts of `readiness.fetch.allow` are
 * asked, and no redirect leads off the host: an evidence record must not
 * become a way into the network.
 */
export class ArtefactFetcher {
  readonly #allow: readonly string[];

  static create(options: { allow: readonly string[] }) {
    return new ArtefactFetcher(options.allow);
  }

  private constructor(allow: readonly string[]) {
    this.#allow = allow.map(host => host.toLocaleLowerCase('en-US'));
  }

  /** Throws with the field named; returns whether the content was verified. */
  async verify(artefact: ArtefactInput, index: number): Promise<boolean> {
    const field = `artefacts[${index}].url`;
    const response = await this.#resolve(field, parsed(field, artefact.url));
    if (!artefact.sha256) {
      await response.body?.cancel();
      return false;
    }
    const body = await readCapped(field, response);
    const sha256 = createHash('sha256').update(body).digest('hex');
    if (sha256 !== artefact.sha256.toLocaleLowerCase('en-US')) {
      throw fieldError(
        `artefacts[${index}].sha256`,
        'is not the hash of what the URL answers',
      );
    }
    return true;
  }

  async #resolve(field: string, start: URL): Promise<Response> {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      if (!this.#isAllowed(url)) {
        throw fieldError(
          field,
          `the host ${url.host} is not listed in readiness.fetch.allow, so the artefact cannot be looked at`,
        );
      }
      const response = await this.#get(field, url);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || !location) {
        if (!response.ok) {
          throw fieldError(
            field,
            `does not resolve: status ${response.status}`,
          );
        }
        return response;
      }
      await response.body?.cancel();
      const next = new URL(location, url);
      if (next.host !== url.host) {
        throw fieldError(field, `redirects to another host, ${next.host}`);
      }
      url = next;
    }
    throw fieldError(field, 'redirects too often');
  }

  async #get(field: string, url: URL): Promise<Response> {
    try {
      return await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw fieldError(field, `does not resolve: ${url.host} did not answer`);
    }
  }

  /** `ci.example.com` allows the default port, `ci.example.com:8443` that one. */
  #isAllowed(url: URL): boolean {
    return this.#allow.includes(url.host.toLocaleLowerCase('en-US'));
  }
}
