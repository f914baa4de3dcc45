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
  /** On the labels of its nodes, those that its template sets among them. */
  requirements: readonly NodeRequirement[];
  /** `nodeClassRef.group`, e.g. `eks.amazonaws.com` for EKS Auto Mode. */
  nodeClassGroup?: string;
  static: boolean;
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
  status: string;
  groups: readonly {
    name: string;
    min: number;
    max: number;
    target?: number;
  }[];
  /** False when the text was in neither format. */
  parsed: boolean;
}

/** Cluster API `machinedeployments` with autoscaler annotations. @public */
export interface MachineDeploymentObject extends ObjectMeta {
  min?: number;
  max?: number;
}
