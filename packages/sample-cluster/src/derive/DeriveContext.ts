import type { JsonObject } from '../json';
import type { KubeObject } from '../objects/KubeObject';

/** What controllers of the sample need to know of the cluster. */
export interface DeriveContext {
  cluster: string;
  /** When the cluster was loaded, epoch ms: derived times do not wander. */
  startedAt: number;
  /** Names of the nodes, in order. */
  nodes: readonly string[];
  /** What StorageClasses let happen to released volumes, by name. */
  reclaimPolicies: ReadonlyMap<string, string>;
  /** LimitRanges by namespace. */
  limitRanges: ReadonlyMap<string, readonly KubeObject[]>;
  /** When what an object runs was last changed through the API, epoch ms. */
  modifiedAt(object: KubeObject): number | undefined;
}

/** What a controller makes of an object. */
export interface Derived {
  status: JsonObject;
  children: readonly KubeObject[];
}

/** Annotations with this prefix steer the sample and are never served. */
export const SAMPLE_PREFIX = 'sample.readiness.io/';

/** Number of ready pods where not all are, e.g. `1`. */
export const READY_ANNOTATION = `${SAMPLE_PREFIX}ready`;

/** Name of the sidecar injector that acts on the live pods: `istio`. */
export const INJECT_ANNOTATION = `${SAMPLE_PREFIX}inject`;
