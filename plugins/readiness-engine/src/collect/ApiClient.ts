import { setTimeout as sleep } from 'timers/promises';
import pLimit from 'p-limit';
import type { ClusterReader, ClusterResponse } from '../contracts';
import { at, number, word } from '../kinds/fields';

/** The answer to one GET, already told apart by what it means for a source. */
export type Answer =
  | { type: 'ok'; body: unknown; bytes: number }
  | { type: 'forbidden' }
  | { type: 'notFound' }
  /** A page token expired; `token` continues inconsistently. */
  | { type: 'gone'; token?: string }
  | { type: 'error'; message: string };

/** The answer to one GET of a text that was handed over. */
export type StreamAnswer =
  | { type: 'ok'; bytes: number; truncated: boolean }
  | { type: 'forbidden' }
  | { type: 'notFound' }
  | { type: 'error'; message: string };

export interface ApiClientOptions {
  reader: ClusterReader;
  timeoutMs: number;
  /** Requests in flight; one that waits to be repeated counts. */
  concurrency: number;
  signal?: AbortSignal;
}

interface Attempt {
  answer: Answer;
  /** Set where another attempt may do better; ms to wait, or the default. */
  retry?: { afterMs?: number };
}

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 20_000;
const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain';
const REFUSED = 'the credential was refused (401)';

const error = (message: string): Answer => ({ type: 'error', message });

/**
 * GETs with a time limit and bounded retries. Messages name the failure and
 * never repeat a body or an address, which may carry what is secret.
 */
export class ApiClient {
  readonly #options: ApiClientOptions;
  readonly #limit: ReturnType<typeof pLimit>;
  #refused = false;

  static create(options: ApiClientOptions): ApiClient {
    return new ApiClient(options);
  }

  private constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#limit = pLimit(options.concurrency);
  }

  /**
   * @throws the reason of the caller's signal when that is aborted.
   */
  async get(
    path: string,
    query?: Readonly<Record<string, string>>,
    accept: string = JSON_TYPE,
  ): Promise<Answer> {
    return this.#limit(() => this.#getWithRetries(path, query, accept));
  }

  /**
   * Hands a text over as it comes, up to so many bytes, and keeps nothing of
   * it. Asked once: what came of it cannot be taken back.
   *
   * @throws the reason of the caller's signal when that is aborted.
   */
  async stream(
    path: string,
    take: (text: string) => void,
    mostBytes: number,
  ): Promise<StreamAnswer> {
    return this.#limit(() => this.#stream(path, take, mostBytes));
  }

  async #stream(
    path: string,
    take: (text: string) => void,
    mostBytes: number,
  ): Promise<StreamAnswer> {
    const { reader, signal: outer, timeoutMs } = this.#options;
    outer?.throwIfAborted();
    if (this.#refused) return { type: 'error', message: REFUSED };
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = outer ? AbortSignal.any([limit, outer]) : limit;
    try {
      return await untilAborted(signal, async () => {
        const response = await reader.get(path, {
          accept: TEXT_TYPE,
          signal,
        });
        if (response.status === 403) return { type: 'forbidden' };
        if (response.status === 404) return { type: 'notFound' };
        if (response.status !== 200) {
          const message = `the API server answered ${response.status}`;
          return { type: 'error', message };
        }
        return takeText(response, take, mostBytes);
      });
    } catch (failure) {
      outer?.throwIfAborted();
      const message = limit.aborted
        ? `no answer within ${timeoutMs} ms`
        : `the connection failed${codeOf(failure)}`;
      return { type: 'error', message };
    }
  }

  /** @throws the reason of the caller's signal when that is aborted. */
  throwIfAborted(): void {
    this.#options.signal?.throwIfAborted();
  }

  async #getWithRetries(
    path: string,
    query: Readonly<Record<string, string>> | undefined,
    accept: string,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      this.#options.signal?.throwIfAborted();
      if (this.#refused) return error(REFUSED);
      const { answer, retry } = await this.#attempt(path, query, accept);
      if (!retry || attempt === ATTEMPTS) {
        return answer.type === 'error' && retry
          ? error(`${answer.message}, after ${attempt} attempts`)
          : answer;
      }
      await this.#pause(retry.afterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }

  async #attempt(
    path: string,
    query: Readonly<Record<string, string>> | undefined,
    accept: string,
  ): Promise<Attempt> {
    const limit = AbortSignal.timeout(this.#options.timeoutMs);
    const { reader, signal: outer } = this.#options;
    const signal = outer ? AbortSignal.any([limit, outer]) : limit;
    try {
      const { response, text } = await untilAborted(signal, async () => {
        const found = await reader.get(path, { query, accept, signal });
        return { response: found, text: await found.text() };
      });
      return this.#interpret(response, text);
    } catch (failure) {
      outer?.throwIfAborted();
      const message = limit.aborted
        ? `no answer within ${this.#options.timeoutMs} ms`
        : `the connection failed${codeOf(failure)}`;
      return { answer: error(message), retry: {} };
    }
  }

  #interpret({ status, headers }: ClusterResponse, text: string): Attempt {
    if (status === 200) return readBody(text);
    if (status === 401) {
      this.#refused = true;
      return { answer: error(REFUSED) };
    }
    if (status === 403) return { answer: { type: 'forbidden' } };
    if (status === 404) return { answer: { type: 'notFound' } };
    if (status === 410) {
      const token = word(at(parse(text), 'metadata', 'continue'));
      return { answer: { type: 'gone', token } };
    }
    const answer = error(`the API server answered ${status}`);
    if (status === 429 || status >= 500) {
      const seconds = number(headers.get('retry-after') ?? undefined);
      return {
        answer,
        retry: { afterMs: seconds === undefined ? undefined : seconds * 1000 },
      };
    }
    return { answer };
  }

  async #pause(wantedMs: number): Promise<void> {
    const ms = Math.min(Math.max(wantedMs, 0), LONGEST_WAIT_MS);
    const { signal } = this.#options;
    try {
      await sleep(ms, undefined, { signal });
    } catch (failure) {
      signal?.throwIfAborted();
      throw failure;
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readBody(text: string): Attempt {
  const body = parse(text);
  if (typeof body !== 'object' || body === null) {
    return { answer: error('the answer is not JSON'), retry: {} };
  }
  if (at(body, 'kind') === 'Status') {
    return { answer: error('the answer is a Status instead of the object') };
  }
  return { answer: { type: 'ok', body, bytes: text.length } };
}

const isIterable = (body: unknown): body is AsyncIterable<unknown> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

async function takeText(
  response: ClusterResponse,
  take: (text: string) => void,
  mostBytes: number,
): Promise<StreamAnswer> {
  if (!isIterable(response.body)) {
    const text = await response.text();
    take(text.slice(0, mostBytes));
    const bytes = Math.min(text.length, mostBytes);
    return { type: 'ok', bytes, truncated: text.length > mostBytes };
  }
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of response.body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > mostBytes) return { type: 'ok', bytes, truncated: true };
    take(decoder.decode(chunk, { stream: true }));
  }
  take(decoder.decode());
  return { type: 'ok', bytes, truncated: false };
}

/** ` (ECONNRESET)`: the code of a network error, of the cause where it has one. */
function codeOf(failure: unknown): string {
  const code =
    failure instanceof Error
      ? word(Reflect.get(failure, 'code')) ??
        (failure.cause instanceof Error
          ? word(Reflect.get(failure.cause, 'code'))
          : undefined)
      : undefined;
  return code && /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : '';
}

/** Ends the wait with the signal even where the work does not heed it. */
async function untilAborted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
