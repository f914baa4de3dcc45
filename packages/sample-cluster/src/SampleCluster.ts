import type { AccessRule, Denial, SampleUser } from './api/Access';
import { Access } from './api/Access';
import { control } from './api/control';
import { type Fault, Faults } from './api/Faults';
import { type ApiRequest, handleRequest } from './api/handleRequest';
import { type LoggedRequest, RequestLog } from './api/RequestLog';
import { type Answer, noSuchPath } from './api/Status';
import type { ClusterSource } from './ClusterSource';
import { LiveSource } from './LiveSource';
import type { KubeObject } from './objects/KubeObject';
import { type FolderProblem, loadFolder } from './objects/loadFolder';
import { resolveText, resolveTimes } from './objects/relativeTime';
import { Recording } from './recording/Recording';
import { type ListeningCluster, listen } from './server/listen';
import { SAMPLE_USERS } from './users';

/**
 * Exactly one of `folder`, `recording` and `objects` says what is served.
 *
 * @public
 */
export interface SampleClusterOptions {
  /** Seeds the uids, so that two clusters differ. Defaults to `sample`. */
  name?: string;
  /** A folder of YAML as a company writes it. */
  folder?: string;
  /** A folder of recorded answers. */
  recording?: string;
  /** Objects, as they are. */
  objects?: readonly object[];
  /**
   * Whether controllers act: pods of workloads, claims, statuses, API
   * defaults. By default for a folder only. A workload whose dependents are
   * given as well gets no others.
   */
  derive?: boolean;
  /** The clock, epoch ms. */
  now?: () => number;
  /** Epoch ms; what `{{now-26h}}` counts from. The present by default. */
  startedAt?: number;
  /** Defaults to the scanner and the demo's operator. */
  users?: readonly SampleUser[];
  /** How long a continue token is good for; 5 minutes by default, in ms. */
  continueTtlMs?: number;
  version?: { major: string; minor: string };
  /** Texts by name, served without a token under `/__artefacts/`. */
  artefacts?: Readonly<Record<string, string>>;
}

/** @public */
export interface SampleRequest {
  method?: string;
  query?: Readonly<Record<string, string>>;
  /** Names in any case. */
  headers?: Readonly<Record<string, string>>;
  accept?: string;
  /** Sent as a bearer token. */
  token?: string;
  /** Sent as JSON unless it is text. */
  body?: unknown;
  signal?: AbortSignal;
}

/** The part of a `Response` that callers need. @public */
export interface SampleResponse {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Fits the engine's `ClusterReader`. @public */
export interface SampleReader {
  get(
    path: string,
    options: {
      query?: Readonly<Record<string, string>>;
      accept?: string;
      signal?: AbortSignal;
    },
  ): Promise<SampleResponse>;
}

/**
 * A cluster that exists only as far as its API shows it.
 *
 * @public
 */
export class SampleCluster {
  readonly name: string;
  /** Parts of the folder that could not be served. */
  readonly problems: readonly FolderProblem[];
  readonly #source: ClusterSource;
  readonly #access: Access;
  readonly #faults = Faults.create();
  readonly #log = RequestLog.create();
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #options: SampleClusterOptions;

  private constructor(options: SampleClusterOptions) {
    this.#options = options;
    this.name = options.name ?? 'sample';
    this.#now = options.now ?? Date.now;
    this.#access = Access.create(options.users ?? SAMPLE_USERS);
    this.#startedAt = options.startedAt ?? this.#now();
    const { source, problems } = open(options, {
      cluster: this.name,
      now: this.#now,
      startedAt: this.#startedAt,
    });
    this.#source = source;
    this.problems = problems;
  }

  /** @throws Error unless exactly one source of objects is given. */
  static create(options: SampleClusterOptions): SampleCluster {
    const given = [options.folder, options.recording, options.objects];
    if (given.filter(source => source !== undefined).length !== 1) {
      throw new Error('Give one of folder, recording and objects');
    }
    return new SampleCluster(options);
  }

  /** Every request so far, without tokens. */
  get requests(): readonly LoggedRequest[] {
    return this.#log.all();
  }

  clearRequests(): void {
    this.#log.clear();
  }

  /** Takes a right away from a user; `user` is a name, not a token. */
  revoke(denial: Denial): void {
    this.#access.deny(denial);
  }

  /** Gives back what `revoke` took. */
  grant(denial: Denial): void {
    this.#access.allow(denial);
  }

  /** Lets requests fail on purpose. */
  addFault(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** Lets discovery report a group as stale, as when its API server is down. */
  markStale(group: string): void {
    this.#faults.markStale(group);
  }

  /** Objects, rights and faults as they were at the start; the log stays. */
  reset(): void {
    this.#source.writer?.reset();
    this.#access.reset();
    this.#faults.clear();
  }

  /** A request without a socket. */
  async fetch(
    path: string,
    request: SampleRequest = {},
  ): Promise<SampleResponse> {
    request.signal?.throwIfAborted();
    const url = new URL(path, 'http://sample.invalid');
    for (const [key, value] of Object.entries(request.query ?? {})) {
      url.searchParams.set(key, value);
    }
    const { body } = request;
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(request.accept && { accept: request.accept }),
      ...(request.token && { authorization: `Bearer ${request.token}` }),
      ...Object.fromEntries(
        Object.entries(request.headers ?? {}).map(([name, value]) => [
          name.toLowerCase(),
          value,
        ]),
      ),
    };
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
    const answer = await this.answer(
      {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers,
        body: body === undefined ? '' : text,
      },
      request.signal,
    );
    return responseOf(answer);
  }

  /** GET access with a token, as the engine's collector wants it. */
  reader(token: string): SampleReader {
    return {
      get: (path, options) => this.fetch(path, { ...options, token }),
    };
  }

  /** Listens on loopback; port 0 takes a free one. */
  listen(port = 0, host = '127.0.0.1'): Promise<ListeningCluster> {
    return listen(request => this.answer(request), port, host);
  }

  /** Answers a request and logs it. */
  async answer(request: ApiRequest, signal?: AbortSignal): Promise<Answer> {
    const user = this.#access.authenticate(request.headers.authorization);
    const { answer, delayMs } = this.#route(request, user);
    this.#record(request, user, answer.status);
    if (delayMs) await delay(delayMs, signal);
    return answer;
  }

  #route(
    request: ApiRequest,
    user: SampleUser | undefined,
  ): { answer: Answer; delayMs?: number } {
    if (request.path.startsWith('/__artefacts/')) {
      return { answer: this.#artefact(request) };
    }
    if (request.path.startsWith('/__sample/')) {
      const answer = control(
        {
          method: request.method,
          path: request.path,
          user,
          body: request.body,
        },
        {
          name: this.name,
          log: this.#log,
          access: this.#access,
          problems: this.problems,
          reset: () => this.reset(),
        },
      );
      return { answer };
    }
    return handleRequest(request, user, {
      source: this.#source,
      access: this.#access,
      faults: this.#faults,
      now: this.#now(),
      continueTtlMs: this.#options.continueTtlMs ?? 300_000,
    });
  }

  #artefact(request: ApiRequest): Answer {
    const name = request.path.slice('/__artefacts/'.length);
    const texts = new Map(Object.entries(this.#options.artefacts ?? {}));
    const text = texts.get(name);
    if (text === undefined || request.method !== 'GET') return noSuchPath();
    return {
      status: 200,
      text: resolveText(text, this.#startedAt),
      contentType: 'text/plain; charset=utf-8',
    };
  }

  #record(
    request: ApiRequest,
    user: SampleUser | undefined,
    status: number,
  ): void {
    // Reading the log would fill it.
    if (request.path === '/__sample/requests') return;
    const query = request.query.toString();
    this.#log.add({
      at: new Date(this.#now()).toISOString(),
      method: request.method,
      path: query ? `${request.path}?${query}` : request.path,
      status,
      ...(user && { user: user.name }),
    });
  }
}

/**
 * A cluster over a folder, a recording or objects in memory.
 *
 * @throws Error unless exactly one of them is given.
 * @public
 */
export function createSampleCluster(
  options: SampleClusterOptions,
): SampleCluster {
  return SampleCluster.create(options);
}

function open(
  options: SampleClusterOptions,
  base: { cluster: string; now: () => number; startedAt: number },
): { source: ClusterSource; problems: readonly FolderProblem[] } {
  if (options.recording !== undefined) {
    return { source: Recording.open(options.recording), problems: [] };
  }
  const { objects, problems } =
    options.folder !== undefined
      ? loadFolder(options.folder)
      : { objects: options.objects as readonly KubeObject[], problems: [] };
  return {
    source: LiveSource.create({
      ...base,
      objects: resolveTimes(objects, base.startedAt),
      derive: options.derive ?? options.folder !== undefined,
      version: options.version ?? { major: '1', minor: '36' },
    }),
    problems,
  };
}

function responseOf(answer: Answer): SampleResponse {
  const headers = new Map<string, string>([
    ['content-type', answer.contentType ?? 'application/json'],
    ...Object.entries(answer.headers ?? {}),
  ]);
  return {
    status: answer.status,
    headers: { get: name => headers.get(name.toLowerCase()) ?? null },
    text: async () => answer.text ?? JSON.stringify(answer.body),
  };
}

function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** @public */
export type {
  AccessRule,
  Denial,
  Fault,
  FolderProblem,
  ListeningCluster,
  LoggedRequest,
  SampleUser,
};
