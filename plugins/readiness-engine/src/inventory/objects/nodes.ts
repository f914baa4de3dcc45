import type { NodeRequirement } from '../Workload';
import type { ObjectMeta } from './metadata';

/** @public */
export interface NodeObject extends ObjectMeta {
  providerId?: string;
  ready: boolean;
  /** What its kubelet says of itself. */
  kubeletVersion?: string;
  osImage?: string;
  containerRuntimeVersion?: string;
  /** `linux` or `windows`. */
  os?: string;
  allocatable: Readonly<Record<string, string>>;
  taints: readonly { key: string; value?: string; effect: string }[];
}

/** @public */
export interface NodePoolObject extends ObjectMeta {
  limits: Readonly<Record<string, string>>;
  /** What its nodes have in all (`status.resources`); empty where it does not say. */
  resources: Readonly<Record<string, string>>;
  /** Condition `Ready`; absent where no controller has looked at it. */
  ready?: boolean;
  /** Conditions that are `False`, by type. */
  failing: readonly FailingCondition[];
  /** On the labels of its nodes, those that its template sets among them. */
  requirements: readonly NodeRequirement[];
  /** `nodeClassRef.group`, e.g. `eks.amazonaws.com` for EKS Auto Mode. */
  nodeClassGroup?: string;
  static: boolean;
}

/** A condition that is not met, without its message. @public */
export interface FailingCondition {
  type: string;
  reason?: string;
  /** Epoch ms of its last change. */
  since?: number;
}

/** What Karpenter asks of a cloud for one node. @public */
export interface NodeClaimObject extends ObjectMeta {
  /** The pool it is made for. */
  pool?: string;
  /** Of `Launched`, `Registered` and `Initialized`, those that are not `True`. */
  pending: readonly FailingCondition[];
  deleting: boolean;
}

/** GKE `computeclasses`. @public */
export interface ComputeClassObject extends ObjectMeta {
  /** One of its priorities asks for Spot VMs. */
  spot: boolean;
}

/** The cluster-autoscaler's status, parsed from either of its two formats. @public */
export interface AutoscalerStatusObject extends ObjectMeta {
  /** Epoch ms of `last-updated`. */
  updatedAt?: number;
  /** `Running` or `Initializing`. */
  status: string;
  /** Of the whole cluster: `Healthy` or `Unhealthy`; absent where it does not say. */
  health?: string;
  groups: readonly {
    name: string;
    min: number;
    max: number;
    target?: number;
    /** `Healthy` or `Unhealthy`. */
    health?: string;
    /** e.g. `NoActivity` or `Backoff`. */
    scaleUp?: string;
    /** Why it is in back-off, e.g. `QUOTA_EXCEEDED`; the message is dropped. */
    errorCode?: string;
  }[];
  /** False when the text was in neither format. */
  parsed: boolean;
}

/** Cluster API `machinedeployments` with autoscaler annotations. @public */
export interface MachineDeploymentObject extends ObjectMeta {
  min?: number;
  max?: number;
}
