import type { ObjectMeta } from './objects/metadata';
import type { ServiceObject } from './objects/services';
import type { CreateFailure, PodTemplate } from './Workload';

/**
 * The controlling owner, as a reference names it.
 *
 * @public
 */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
}

/**
 * A controller before it is folded into a workload.
 *
 * @public
 */
export interface ControllerObject extends ObjectMeta {
  apiGroup: string;
  kind: string;
  generation?: number;
  owner?: OwnerReference;
  /** Absent where the kind has no replicas. */
  replicas?: number;
  /** A CronJob that is suspended. */
  suspended: boolean;
  /** Epoch ms since when it has been as it is, by the best evidence there is. */
  unchangedSince?: number;
  template?: PodTemplate;
  /** A Rollout that takes its template from a Deployment. */
  templateFrom?: { kind: string; name: string };
  strategy?: string;
  createFailure?: CreateFailure;
  claimRetention?: { whenDeleted: string; whenScaled: string };
  /** Names of volumeClaimTemplates. */
  claimTemplates: readonly string[];
  /** Pods with another `controller-revision-hash` run an older template. */
  updateRevision?: string;
}

/**
 * A pod as one page shows it; nothing of it but counts and oddities is kept.
 *
 * @public
 */
export interface PodObject extends ObjectMeta {
  owner?: OwnerReference;
  template: PodTemplate;
  ready: boolean;
  /** Absent while it is not scheduled. */
  nodeName?: string;
  /** Since when the scheduler has found no node for it, epoch ms. */
  unschedulableSince?: number;
  /** What its containers run, each by the name it asks for and the id it got. */
  images: readonly { container: string; image: string; imageId: string }[];
  waiting: readonly { container: string; reason: string }[];
  /** Succeeded or failed: it will not run again. */
  finished: boolean;
  startedAt?: number;
  /** Start of its ephemeral containers by name, epoch ms. */
  ephemeralStarts: Readonly<Record<string, number>>;
  /** The mirror of a static pod. */
  mirror: boolean;
  /** Injectors whose mark the pod carries. */
  injectors: readonly string[];
  /** Resources that a LimitRange filled in, as `container/requests.cpu`. */
  limitRanged: readonly string[];
}

/** @public */
export interface IngressObject extends ObjectMeta {
  /** Names of the Services behind it. */
  services: readonly string[];
}

/**
 * What remains of the objects of a folded kind until they are folded.
 *
 * @public
 */
export interface FoldedObjects {
  deployments: ControllerObject;
  statefulSets: ControllerObject;
  daemonSets: ControllerObject;
  replicaSets: ControllerObject;
  jobs: ControllerObject;
  cronJobs: ControllerObject;
  replicationControllers: ControllerObject;
  rollouts: ControllerObject;
  pods: PodObject;
  services: ServiceObject;
  ingresses: IngressObject;
}
