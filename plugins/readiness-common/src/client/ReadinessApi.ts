import type { operations } from '../schema/openapi.generated';

type Body<R> = R extends { content: { 'application/json': infer T } }
  ? T
  : never;

/** The body of the successful answer of an operation. @public */
export type ReadinessAnswer<Name extends keyof operations> = {
  [Status in keyof operations[Name]['responses']]: Body<
    operations[Name]['responses'][Status]
  >;
}[keyof operations[Name]['responses']];

/** The query parameters of an operation. @public */
export type ReadinessQuery<Name extends keyof operations> = NonNullable<
  operations[Name]['parameters']['query']
>;

/** The request body of an operation. @public */
export type ReadinessInput<Name extends keyof operations> = Body<
  NonNullable<operations[Name]['requestBody']>
>;

/** @public */
export interface ReadinessRequestOptions {
  /** A Backstage token; needed by callers in a backend. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * The HTTP API of the readiness backend. Every method rejects with a
 * `ResponseError` when the backend refuses: its `statusCode` and `body` say
 * why.
 *
 * @public
 */
export interface ReadinessApi {
  getClusters(
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getClusters'>>;
  getCluster(
    name: string,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getCluster'>>;
  /** Without a query the whole report, as far as one answer holds it. */
  getMatching(
    name: string,
    query?: ReadinessQuery<'getMatching'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getMatching'>>;
  /** Starts a scan of a cluster, or of one entity in it. */
  startScan(
    name: string,
    input?: ReadinessInput<'startScan'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'startScan'>>;
  getScan(
    id: string,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getScan'>>;
  /** @param entityRef - a full ref, e.g. `component:default/checkout` */
  getScorecard(
    entityRef: string,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getScorecard'>>;
  getFindings(
    query?: ReadinessQuery<'getFindings'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getFindings'>>;
  getFinding(
    id: string,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getFinding'>>;
  /** Says that a finding is wrong; the platform group decides. */
  disputeFinding(
    id: string,
    input: ReadinessInput<'disputeFinding'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'disputeFinding'>>;
  decideDispute(
    id: string,
    input: ReadinessInput<'decideDispute'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'decideDispute'>>;
  getWaivers(
    query?: ReadinessQuery<'getWaivers'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getWaivers'>>;
  /** Asks to accept the risk of a finding for a while. */
  requestWaiver(
    input: ReadinessInput<'requestWaiver'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'requestWaiver'>>;
  approveWaiver(
    id: string,
    input: ReadinessInput<'approveWaiver'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'approveWaiver'>>;
  rejectWaiver(
    id: string,
    input: ReadinessInput<'rejectWaiver'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'rejectWaiver'>>;
  revokeWaiver(
    id: string,
    input: ReadinessInput<'revokeWaiver'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'revokeWaiver'>>;
  renewWaiver(
    id: string,
    input: ReadinessInput<'renewWaiver'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'renewWaiver'>>;
  /** The register as a file; pages do not limit it. */
  exportFindings(
    format: 'csv' | 'json' | 'sarif',
    query?: ReadinessQuery<'exportFindingsCsv'>,
    options?: ReadinessRequestOptions,
  ): Promise<Blob>;
  /** The review as one HTML page, of one thing or of the whole fleet. */
  exportReview(
    query?: ReadinessQuery<'exportReview'>,
    options?: ReadinessRequestOptions,
  ): Promise<Blob>;
  /** The leaderboard as CSV. */
  exportLeaderboard(
    query?: ReadinessQuery<'exportLeaderboard'>,
    options?: ReadinessRequestOptions,
  ): Promise<Blob>;
  getLeaderboard(
    query?: ReadinessQuery<'getLeaderboard'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getLeaderboard'>>;
  getRoadmap(
    query?: ReadinessQuery<'getRoadmap'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getRoadmap'>>;
  /** What the score is expected to be after each week of the plan. */
  getForecast(
    query?: ReadinessQuery<'getForecast'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getForecast'>>;
  /** What else would move if a task were put there; changes nothing. */
  previewMove(
    input: ReadinessInput<'previewMove'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'previewMove'>>;
  getTasks(
    query?: ReadinessQuery<'getTasks'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getTasks'>>;
  /** Changes all of the tasks or none; a 409 says in `body.items` which cannot be. */
  updateTasks(
    input: ReadinessInput<'updateTasks'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'updateTasks'>>;
  commentTask(
    id: string,
    input: ReadinessInput<'commentTask'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'commentTask'>>;
  getTask(
    id: string,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getTask'>>;
  /** A 409 carries the task as it is now in `body.task`. */
  updateTask(
    id: string,
    update: ReadinessInput<'updateTask'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'updateTask'>>;
  getEvidence(
    query?: ReadinessQuery<'getEvidence'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getEvidence'>>;
  recordEvidence(
    input: ReadinessInput<'recordEvidence'>,
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'recordEvidence'>>;
  getChecks(
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getChecks'>>;
  /** What of the configuration does not do what its author expects. */
  getHealth(
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getHealth'>>;
  /** What is connected and what the next step is. */
  getOnboarding(
    options?: ReadinessRequestOptions,
  ): Promise<ReadinessAnswer<'getOnboarding'>>;
}
