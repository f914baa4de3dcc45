import type { ApiRequest } from './api/ApiRequest';
import { control } from './api/control';
import { type Fault, Faults } from './api/Faults';
import { handleRequest } from './api/handleRequest';
import { type LoggedRequest, RequestLog } from './api/RequestLog';
import { type Answer, noSuchPath } from './api/Status';
import { type SampleUser, Users } from './api/Users';
import type { ClusterSource } from './ClusterSource';
import { LiveSource } from './LiveSource';
import { metricsStore } from './metrics/metricsStore';
import type { MetricsStore } from './metrics/prometheusApi';
import { prometheusApi } from './metrics/prometheusApi';
import type { KubeObject } from './objects/KubeObject';
import {
  type FolderProblem,
  loadFolder,
  loadMetrics,
} from './objects/loadFolder';
import { resolveText, resolveTimes } from './objects/relativeTime';
import { Authorizer } from './rbac/Authorizer';
import { type Denial, RevocationError, Revocations } from './rbac/Revocations';
import { withStartingRights } from './rbac/startingRights';
import { Recording } from './recording/Recording';
import {
  type SampleRequest,
  type SampleResponse,
  requestOf,
  responseOf,
} from './SampleRequest';
import { kubeconfig } from './server/kubeconfig';
import { type ListeningCluster, listen } from './server/listen';
import { type ServerIdentity, selfSigned } from './server/selfSigned';
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
  /** Objects, as they are, besides the rights that every cluster starts with. */
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
  /** Defaults to the scanner, a developer and the demo's operator. */
  users?: readonly SampleUser[];
  /** How many changes a watch can look back on; 10,000 by default. */
  watchHistory?: number;
  /** How long a continue token is good for; 5 minutes by default, in ms. */
  continueTtlMs?: number;
  version?: { major: string; minor: string };
  /** Texts by name, served without a token under `/__artefacts/`. */
  artefacts?: Readonly<Record<string, string>>;
}

/** Where the metrics store is served. */
const METRICS = '/__prometheus';

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
  readonly #users: Users;
  readonly #authorizer: Authorizer;
  readonly #revocations: Revocations;
  readonly #faults = Faults.create();
  readonly #log = RequestLog.create();
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #options: SampleClusterOptions;
  #ownIdentity: ServerIdentity | undefined;

  private constructor(options: SampleClusterOptions) {
    this.#options = options;
    this.name = options.name ?? 'sample';
    this.#now = options.now ?? Date.now;
    this.#users = Users.create(options.users ?? SAMPLE_USERS);
    this.#startedAt = options.startedAt ?? this.#now();
    const { source, problems } = open(options, {
      cluster: this.name,
      now: this.#now,
      startedAt: this.#startedAt,
    });
    this.#source = source;
    this.#authorizer = Authorizer.create(() => source.rights?.());
    this.#revocations = Revocations.create(source, this.#authorizer);
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

  /**
   * Takes a right away from a user by changing the roles that are bound to it;
   * `user` is a name, not a token.
   *
   * @throws RevocationError where there is no such user or no rule to change.
   */
  revoke(denial: Denial): void {
    this.#revocations.revoke(this.#userOf(denial), denial);
  }

  /** Gives back what `revoke` took. */
  grant(denial: Denial): void {
    this.#userOf(denial);
    this.#revocations.grant(denial);
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
    this.#revocations.clear();
    this.#faults.clear();
  }

  /**
   * What the Prometheus of this cluster would know at this moment; served at
   * `/__prometheus/api/v1/…` without a token.
   */
  metrics(): MetricsStore {
    return metricsStore(this.name, this.#source, this.#now());
  }

  /** A request without a socket. */
  async fetch(
    path: string,
    request: SampleRequest = {},
  ): Promise<SampleResponse> {
    request.signal?.throwIfAborted();
    const answer = await this.answer(requestOf(path, request), request.signal);
    return responseOf(answer, request.signal);
  }

  /** GET access with a token, as the engine's collector wants it. */
  reader(token: string): SampleReader {
    return {
      get: (path, options) => this.fetch(path, { ...options, token }),
    };
  }

  /** Listens on loopback, over HTTP and HTTPS; port 0 takes a free one. */
  listen(port = 0, host = '127.0.0.1'): Promise<ListeningCluster> {
    return listen({
      answer: request => this.answer(request),
      identity: this.#identity(),
      port,
      host,
    });
  }

  /** Answers a request and logs it. */
  async answer(request: ApiRequest, signal?: AbortSignal): Promise<Answer> {
    const user = this.#users.authenticate(request.headers.authorization);
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
    if (request.path.startsWith(METRICS)) {
      const { method, path, query } = request;
      return {
        answer: prometheusApi(
          { method, path: path.slice(METRICS.length), query },
          () => this.metrics(),
        ),
      };
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
          problems: this.problems,
          kubeconfig: () => this.#kubeconfig(request.headers.host),
          denials: () => this.#revocations.denials,
          revoke: denial => this.revoke(denial),
          grant: denial => this.grant(denial),
          reset: () => this.reset(),
        },
      );
      return { answer };
    }
    return handleRequest(request, user, {
      source: this.#source,
      authorizer: this.#authorizer,
      faults: this.#faults,
      now: this.#now,
      continueTtlMs: this.#options.continueTtlMs ?? 300_000,
    });
  }

  #userOf(denial: Denial): SampleUser {
    const user = this.#users.named(denial.user);
    if (!user) throw new RevocationError(`there is no user "${denial.user}"`);
    return user;
  }

  #identity(): ServerIdentity {
    this.#ownIdentity ??= selfSigned(Date.now());
    return this.#ownIdentity;
  }

  #kubeconfig(host = 'localhost'): string {
    return kubeconfig({
      cluster: this.name,
      server: `https://${host}`,
      certificate: this.#identity().certificate,
      users: this.#users.all(),
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
  const metrics = options.folder && loadMetrics(options.folder);
  const { objects, problems } =
    options.folder !== undefined
      ? loadFolder(options.folder)
      : { objects: options.objects as readonly KubeObject[], problems: [] };
  return {
    source: LiveSource.create({
      ...base,
      objects: withStartingRights(resolveTimes(objects, base.startedAt)),
      derive: options.derive ?? options.folder !== undefined,
      version: options.version ?? { major: '1', minor: '36' },
      metrics: metrics && resolveText(metrics, base.startedAt),
      history: options.watchHistory,
    }),
    problems,
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
  Denial,
  Fault,
  FolderProblem,
  ListeningCluster,
  LoggedRequest,
  SampleRequest,
  SampleResponse,
  SampleUser,
};
