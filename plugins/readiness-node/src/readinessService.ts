import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ReadinessClient,
  type ReadinessAnswer,
  type ReadinessQuery,
} from '@readiness/backstage-plugin-readiness-common';

/**
 * On whose behalf the readiness backend is asked: it answers what they may see.
 *
 * @public
 */
export interface ReadinessServiceOptions {
  credentials: BackstageCredentials;
}

/**
 * What Readiness knows, for other backend plugins. Every method rejects with a
 * `ResponseError` when the readiness backend refuses (403, 404) or is not there.
 *
 * @public
 */
export interface ReadinessService {
  /** @param entityRef - a full ref, e.g. `component:default/checkout` */
  getScorecard(
    entityRef: string,
    options: ReadinessServiceOptions,
  ): Promise<ReadinessAnswer<'getScorecard'>>;
  /** One page; `nextCursor` of the answer is the `cursor` of the next. */
  getFindings(
    query: ReadinessQuery<'getFindings'>,
    options: ReadinessServiceOptions,
  ): Promise<ReadinessAnswer<'getFindings'>>;
  getLeaderboard(
    query: ReadinessQuery<'getLeaderboard'>,
    options: ReadinessServiceOptions,
  ): Promise<ReadinessAnswer<'getLeaderboard'>>;
  getRoadmap(
    query: ReadinessQuery<'getRoadmap'>,
    options: ReadinessServiceOptions,
  ): Promise<ReadinessAnswer<'getRoadmap'>>;
  getEvidence(
    query: ReadinessQuery<'getEvidence'>,
    options: ReadinessServiceOptions,
  ): Promise<ReadinessAnswer<'getEvidence'>>;
  /** The catalogue of checks as the engine has it. */
  getChecks(
    options: ReadinessServiceOptions,
  ): Promise<ReadinessAnswer<'getChecks'>>;
}

class RemoteReadinessService implements ReadinessService {
  readonly #auth: AuthService;
  readonly #client: ReadinessClient;

  static create(options: { auth: AuthService; discovery: DiscoveryService }) {
    return new RemoteReadinessService(options.auth, options.discovery);
  }

  private constructor(auth: AuthService, discovery: DiscoveryService) {
    this.#auth = auth;
    this.#client = ReadinessClient.create({
      discoveryApi: discovery,
      fetchApi: { fetch: (...request) => fetch(...request) },
    });
  }

  async getScorecard(entityRef: string, options: ReadinessServiceOptions) {
    return this.#client.getScorecard(entityRef, await this.#as(options));
  }

  async getFindings(
    query: ReadinessQuery<'getFindings'>,
    options: ReadinessServiceOptions,
  ) {
    return this.#client.getFindings(query, await this.#as(options));
  }

  async getLeaderboard(
    query: ReadinessQuery<'getLeaderboard'>,
    options: ReadinessServiceOptions,
  ) {
    return this.#client.getLeaderboard(query, await this.#as(options));
  }

  async getRoadmap(
    query: ReadinessQuery<'getRoadmap'>,
    options: ReadinessServiceOptions,
  ) {
    return this.#client.getRoadmap(query, await this.#as(options));
  }

  async getEvidence(
    query: ReadinessQuery<'getEvidence'>,
    options: ReadinessServiceOptions,
  ) {
    return this.#client.getEvidence(query, await this.#as(options));
  }

  async getChecks(options: ReadinessServiceOptions) {
    return this.#client.getChecks(await this.#as(options));
  }

  #as({ credentials }: ReadinessServiceOptions) {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'readiness',
    });
  }
}

/**
 * Asks the readiness backend from another backend plugin.
 *
 * @public
 */
export const readinessServiceRef = createServiceRef<ReadinessService>({
  id: 'readiness.service',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: options => RemoteReadinessService.create(options),
    }),
});
