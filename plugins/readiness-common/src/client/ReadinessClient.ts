import { InputError, ResponseError } from '@backstage/errors';
import type {
  ReadinessAnswer,
  ReadinessApi,
  ReadinessInput,
  ReadinessQuery,
  ReadinessRequestOptions,
} from './ReadinessApi';

type QueryValue = string | number | boolean | undefined;

interface RequestInput extends ReadinessRequestOptions {
  method?: 'GET' | 'POST' | 'PATCH';
  query?: Readonly<Record<string, QueryValue>>;
  body?: unknown;
}

/** @public */
export interface ReadinessClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

const path = (...parts: readonly string[]) =>
  parts.map(part => `/${encodeURIComponent(part)}`).join('');

function search(query: RequestInput['query'] = {}): string {
  const entries = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
  const text = new URLSearchParams(entries).toString();
  return text === '' ? '' : `?${text}`;
}

/** `kind:namespace/name` as the parts of a path. */
function refParts(entityRef: string): string[] {
  const match = /^([^:/]+):([^:/]+)\/([^:/]+)$/.exec(entityRef);
  if (!match) {
    throw new InputError(
      `entityRef must be a full reference such as component:default/name, got "${entityRef}"`,
    );
  }
  return match.slice(1);
}

/**
 * The client of the readiness backend, for the portal and for other backends
 * (those pass a `token`).
 *
 * @public
 */
export class ReadinessClient implements ReadinessApi {
  readonly #discoveryApi: ReadinessClientOptions['discoveryApi'];
  readonly #fetchApi: ReadinessClientOptions['fetchApi'];

  static create(options: ReadinessClientOptions): ReadinessClient {
    return new ReadinessClient(options);
  }

  private constructor(options: ReadinessClientOptions) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getClusters(options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getClusters'>>(
      path('clusters'),
      options,
    );
  }

  getCluster(name: string, options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getCluster'>>(
      path('clusters', name),
      options,
    );
  }

  getMatching(
    name: string,
    query?: ReadinessQuery<'getMatching'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getMatching'>>(
      path('clusters', name, 'matching'),
      { ...options, query },
    );
  }

  startScan(
    name: string,
    input: ReadinessInput<'startScan'> = {},
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'startScan'>>(
      path('clusters', name, 'scans'),
      { ...options, method: 'POST', body: input },
    );
  }

  getScan(id: string, options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getScan'>>(
      path('scans', id),
      options,
    );
  }

  async getScorecard(entityRef: string, options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getScorecard'>>(
      path('entities', ...refParts(entityRef), 'scorecard'),
      options,
    );
  }

  getFindings(
    query?: ReadinessQuery<'getFindings'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getFindings'>>(path('findings'), {
      ...options,
      query,
    });
  }

  getFinding(id: string, options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getFinding'>>(
      path('findings', id),
      options,
    );
  }

  disputeFinding(
    id: string,
    input: ReadinessInput<'disputeFinding'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'disputeFinding'>>(
      path('findings', id, 'dispute'),
      { ...options, method: 'POST', body: input },
    );
  }

  decideDispute(
    id: string,
    input: ReadinessInput<'decideDispute'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'decideDispute'>>(
      path('findings', id, 'dispute', 'decision'),
      { ...options, method: 'POST', body: input },
    );
  }

  getWaivers(
    query?: ReadinessQuery<'getWaivers'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getWaivers'>>(path('waivers'), {
      ...options,
      query,
    });
  }

  requestWaiver(
    input: ReadinessInput<'requestWaiver'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'requestWaiver'>>(path('waivers'), {
      ...options,
      method: 'POST',
      body: input,
    });
  }

  approveWaiver(
    id: string,
    input: ReadinessInput<'approveWaiver'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'approveWaiver'>>(
      path('waivers', id, 'approve'),
      { ...options, method: 'POST', body: input },
    );
  }

  rejectWaiver(
    id: string,
    input: ReadinessInput<'rejectWaiver'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'rejectWaiver'>>(
      path('waivers', id, 'reject'),
      { ...options, method: 'POST', body: input },
    );
  }

  revokeWaiver(
    id: string,
    input: ReadinessInput<'revokeWaiver'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'revokeWaiver'>>(
      path('waivers', id, 'revoke'),
      { ...options, method: 'POST', body: input },
    );
  }

  renewWaiver(
    id: string,
    input: ReadinessInput<'renewWaiver'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'renewWaiver'>>(
      path('waivers', id, 'renew'),
      { ...options, method: 'POST', body: input },
    );
  }

  exportFindings(
    format: 'csv' | 'json' | 'sarif',
    query?: ReadinessQuery<'exportFindingsCsv'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#file(path('export', `findings.${format}`), {
      ...options,
      query,
    });
  }

  exportReview(
    query?: ReadinessQuery<'exportReview'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#file(path('export', 'review.html'), { ...options, query });
  }

  exportLeaderboard(
    query?: ReadinessQuery<'exportLeaderboard'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#file(path('export', 'leaderboard.csv'), { ...options, query });
  }

  getLeaderboard(
    query?: ReadinessQuery<'getLeaderboard'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getLeaderboard'>>(
      path('leaderboard'),
      { ...options, query },
    );
  }

  getRoadmap(
    query?: ReadinessQuery<'getRoadmap'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getRoadmap'>>(path('roadmap'), {
      ...options,
      query,
    });
  }

  getForecast(
    query?: ReadinessQuery<'getForecast'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getForecast'>>(
      path('roadmap', 'forecast'),
      { ...options, query },
    );
  }

  previewMove(
    input: ReadinessInput<'previewMove'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'previewMove'>>(
      path('roadmap', 'preview'),
      { ...options, method: 'POST', body: input },
    );
  }

  getTasks(
    query?: ReadinessQuery<'getTasks'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getTasks'>>(path('tasks'), {
      ...options,
      query,
    });
  }

  updateTasks(
    input: ReadinessInput<'updateTasks'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'updateTasks'>>(
      path('tasks', 'bulk'),
      { ...options, method: 'POST', body: input },
    );
  }

  commentTask(
    id: string,
    input: ReadinessInput<'commentTask'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'commentTask'>>(
      path('tasks', id, 'comments'),
      { ...options, method: 'POST', body: input },
    );
  }

  getTask(id: string, options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getTask'>>(
      path('tasks', id),
      options,
    );
  }

  updateTask(
    id: string,
    update: ReadinessInput<'updateTask'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'updateTask'>>(path('tasks', id), {
      ...options,
      method: 'PATCH',
      body: update,
    });
  }

  getEvidence(
    query?: ReadinessQuery<'getEvidence'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'getEvidence'>>(path('evidence'), {
      ...options,
      query,
    });
  }

  recordEvidence(
    input: ReadinessInput<'recordEvidence'>,
    options?: ReadinessRequestOptions,
  ) {
    return this.#request<ReadinessAnswer<'recordEvidence'>>(path('evidence'), {
      ...options,
      method: 'POST',
      body: input,
    });
  }

  getChecks(options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getChecks'>>(path('checks'), options);
  }

  getHealth(options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getHealth'>>(path('health'), options);
  }

  getOnboarding(options?: ReadinessRequestOptions) {
    return this.#request<ReadinessAnswer<'getOnboarding'>>(
      path('onboarding'),
      options,
    );
  }

  async #request<T>(route: string, input?: RequestInput): Promise<T> {
    return (await this.#response(route, input)).json();
  }

  async #file(route: string, input?: RequestInput): Promise<Blob> {
    return (await this.#response(route, input)).blob();
  }

  async #response(route: string, input: RequestInput = {}): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('readiness');
    const { method = 'GET', query, body, token, signal } = input;
    const response = await this.#fetchApi.fetch(
      `${baseUrl}${route}${search(query)}`,
      {
        method,
        headers: {
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(token && { Authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}
