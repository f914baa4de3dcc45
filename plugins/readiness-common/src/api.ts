import type { components, paths } from './schema/openapi.generated';

/**
 * Requests and responses, from the OpenAPI document and from nowhere else.
 *
 * @public
 */
export type Schemas = components['schemas'];
/** @public */
export type ApiPaths = paths;

/** @public */
export type Cluster = Schemas['Cluster'];
/** @public */
export type ClusterDetail = Schemas['ClusterDetail'];
/** @public */
export type Scan = Schemas['Scan'];
/** @public */
export type Finding = Schemas['Finding'];
/** @public */
export type Scorecard = Schemas['Scorecard'];
/** @public */
export type LeaderboardItem = Schemas['LeaderboardItem'];
/** @public */
export type Roadmap = Schemas['Roadmap'];
/** @public */
export type Task = Schemas['Task'];
/** @public */
export type TaskDetail = Schemas['TaskDetail'];
/** @public */
export type TaskUpdate = Schemas['TaskUpdate'];
/** @public */
export type TaskPlace = Schemas['TaskPlace'];
/** @public */
export type PlanChangeItem = Schemas['PlanChange'];
/** @public */
export type PlanForecast = Schemas['Forecast'];
/** @public */
export type TaskBulkRow = Schemas['TaskBulkRow'];
/** @public */
export type Evidence = Schemas['Evidence'];
/** @public */
export type EvidenceInput = Schemas['EvidenceInput'];
/** @public */
export type Waiver = Schemas['Waiver'];
/** @public */
export type WaiverInput = Schemas['WaiverInput'];
/** @public */
export type CheckInfo = Schemas['CheckInfo'];
/** @public */
export type ApiMatchingReport = Schemas['MatchingReport'];
