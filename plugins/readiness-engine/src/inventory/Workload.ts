import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type { ExtractedFact, FixRoot } from '../finding';

/** Derived classes (`catalogue/00` §0.2). @public */
export type WorkloadClass =
  | 'service'
  | 'worker'
  | 'batch'
  | 'agent'
  | 'static'
  | 'bare'
  | 'stateful'
  | 'operated'
  | 'parked';

/** Amounts as the API writes them, e.g. `250m`, `1.5Gi`. @public */
export interface Resources {
  requests: Readonly<Record<string, string>>;
  limits: Readonly<Record<string, string>>;
}

/** @public */
export interface Container {
  name: string;
  /** `sidecar` is an init container with `restartPolicy: Always`. */
  role: 'main' | 'sidecar' | 'init' | 'ephemeral';
  image?: string;
  resources: Resources;
  /** The container's securityContext, projected by allow-list. */
  securityContext?: ContainerSecurity;
  hostPorts: readonly number[];
  /** Paths of probe and lifecycle handlers that set `host`. */
  probeHosts: readonly { field: string; host: string }[];
}

/** @public */
export interface ContainerSecurity {
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  procMount?: string;
  capabilities?: { add: readonly string[]; drop: readonly string[] };
  seccompProfile?: string;
  appArmorProfile?: string;
  seLinuxOptions?: { type?: string; user?: string; role?: string };
  windowsHostProcess?: boolean;
}

/** @public */
export interface Volume {
  name: string;
  /** The key of the volume source, e.g. `hostPath`, `configMap`. */
  type: string;
  hostPath?: string;
  claimName?: string;
}

/** A pod template or a live pod's spec, projected. @public */
export interface PodTemplate {
  labels: Readonly<Record<string, string>>;
  /** AppArmor and injector markers only. */
  annotations: Readonly<Record<string, string>>;
  containers: readonly Container[];
  volumes: readonly Volume[];
  hostNetwork: boolean;
  hostPID: boolean;
  hostIPC: boolean;
  hostUsers?: boolean;
  os?: string;
  serviceAccountName?: string;
  restartPolicy?: string;
  /** Pod-level securityContext. */
  securityContext?: Omit<
    ContainerSecurity,
    'privileged' | 'allowPrivilegeEscalation' | 'procMount' | 'capabilities'
  > & { sysctls?: readonly string[] };
  /** Pod-level `spec.resources`. */
  resources?: Resources;
  overhead?: Readonly<Record<string, string>>;
}

/** What the live pods of a workload say, folded while they stream by. @public */
export interface LiveFacts {
  pods: number;
  ready: number;
  /** Containers that run but are not in the template, with the injector they carry the mark of. */
  injected: readonly {
    container: Container;
    /** e.g. `istio`, `linkerd`, `vault`, `opentelemetry`; absent when unmarked. */
    injector?: string;
  }[];
  /** Ephemeral containers with the latest start among the pods that run them, epoch ms. */
  ephemeral: readonly { container: Container; startedAt?: number }[];
  /** Resources that a LimitRange filled in, as `container/requests.cpu`. */
  limitRanged: readonly string[];
}

/** @public */
export interface Workload {
  subject: Subject;
  namespace: string;
  name: string;
  kind: string;
  apiGroup: string;
  uid?: string;
  generation?: number;
  /** Epoch ms. */
  createdAt?: number;
  labels: Readonly<Record<string, string>>;
  classes: ReadonlySet<WorkloadClass>;
  /** Desired replicas; absent where the kind has none. */
  replicas?: number;
  /** Absent when no template could be read and no live pod was seen. */
  template?: PodTemplate;
  /** `template` from the controller, `live` from a pod for want of one. */
  templateFrom?: 'template' | 'live';
  live: LiveFacts;
  /** False when the pods could not be listed. */
  liveKnown: boolean;
  facts: Readonly<Record<string, readonly ExtractedFact[]>>;
  /** `partial` when an owner above could not be read. */
  rollup: 'full' | 'partial';
  /** The chain from the direct owner of the pods up to the custom resource, where there is one. */
  owner?: { apiVersion: string; kind: string; name: string };
  fixRoot: FixRoot;
  /** Claims by name, volumeClaimTemplates resolved to the claims that exist. */
  claims: readonly string[];
  /** Selected by a Service. */
  services: readonly string[];
  exposed: boolean;
}

/** @public */
export const CONTROLLER_KINDS = [
  'deployments',
  'statefulSets',
  'daemonSets',
  'jobs',
  'cronJobs',
  'replicationControllers',
  'rollouts',
] as const;
