import type { ApiKind } from './kinds/ApiKind';
import type { KubeObject } from './objects/KubeObject';

/** Where the objects of a sample cluster come from. */
export interface ClusterSource {
  version(): object;
  kinds(): readonly ApiKind[];
  find(group: string, version: string, resource: string): ApiKind | undefined;
  /** All objects of a kind, by namespace and name. */
  list(kind: ApiKind): readonly KubeObject[];
  /** The resourceVersion of a list. */
  listVersion(kind: ApiKind): string;
  /** True for what nobody may read. */
  closed(kind: ApiKind): boolean;
  /** A body to serve unchanged, where there is a recorded one. */
  recordedList?(kind: ApiKind): string | undefined;
  /** A discovery body to serve unchanged. */
  recordedDiscovery?(path: string, aggregated: boolean): string | undefined;
  /** Absent where nothing can be written. */
  writer?: ClusterWriter;
}

export interface ClusterWriter {
  /** The object as it was applied, before defaults; absent when a controller made it. */
  applied(object: KubeObject): KubeObject | undefined;
  create(object: KubeObject): void;
  replace(before: KubeObject, after: KubeObject): void;
  delete(object: KubeObject): void;
  reset(): void;
}
