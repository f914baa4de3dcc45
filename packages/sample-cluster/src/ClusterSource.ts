import type { ApiKind } from './kinds/ApiKind';
import type { ChangeLog } from './objects/ChangeLog';
import type { KubeObject } from './objects/KubeObject';

/** Where the objects of a sample cluster come from. */
export interface ClusterSource {
  version(): object;
  /** The text of `/metrics`; absent where the API server shows none. */
  metrics?(): string | undefined;
  kinds(): readonly ApiKind[];
  find(group: string, version: string, resource: string): ApiKind | undefined;
  /** All objects of a kind, by namespace and name. */
  list(kind: ApiKind): readonly KubeObject[];
  /** The resourceVersion of a list. */
  listVersion(kind: ApiKind): string;
  /** True for what nobody may read. */
  closed(kind: ApiKind): boolean;
  /**
   * The roles and bindings that say who may do what; absent for a recording,
   * whose answers whoever signs in may read.
   */
  rights?(): readonly KubeObject[];
  /** A body to serve unchanged, where there is a recorded one. */
  recordedList?(kind: ApiKind): string | undefined;
  /** A discovery body to serve unchanged. */
  recordedDiscovery?(path: string, aggregated: boolean): string | undefined;
  /** What changed of late; absent where nothing ever does. */
  changes?: ChangeLog;
  /** Absent where nothing can be written. */
  writer?: ClusterWriter;
}

export interface ClusterWriter {
  /** The object as it was applied, before defaults; absent when a controller made it. */
  applied(object: KubeObject): KubeObject | undefined;
  /** The object that `create` would store: with name, uid and age. */
  draft(object: KubeObject): KubeObject;
  /** What would be served of an object if it were written. */
  preview(object: KubeObject): KubeObject;
  create(draft: KubeObject): void;
  replace(before: KubeObject, after: KubeObject): void;
  delete(object: KubeObject, options?: { orphan?: boolean }): void;
  reset(): void;
}
