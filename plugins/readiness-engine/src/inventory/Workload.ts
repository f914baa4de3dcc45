import type { Subject } from '@readiness/backstage-plugin-readiness-common';
import type { ExtractedFact, FixRoot } from '../finding';
import type { LabelSelector } from './objects/metadata';
import type { ServiceObject } from './objects/services';

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
  ports: readonly ContainerPort[];
  probes: Readonly<Partial<Record<ProbeRole, Probe>>>;
  /** Secrets that it reads as environment variables, by name. */
  secretEnv: readonly SecretEnv[];
  /** Paths of probe and lifecycle handlers that set `host`. */
  probeHosts: readonly { field: string; host: string }[];
}

/** @public */
export interface ContainerPort {
  name?: string;
  port: number;
  /** `TCP` unless the port says otherwise. */
  protocol: string;
}

/** @public */
export type ProbeRole = 'readiness' | 'liveness' | 'startup';

/** A probe without its command, headers and query. @public */
export interface Probe {
  action: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec' | 'unknown';
  /** Of `httpGet`, without the query. */
  path?: string;
  /** Names of the parameters in its query. */
  query: readonly string[];
  /** A number or the name of a port of the container, as text. */
  port?: string;
  /** Equal for two probes that do the same, whatever their timing. */
  fingerprint: string;
  initialDelaySeconds: number;
  periodSeconds: number;
  timeoutSeconds: number;
  failureThreshold: number;
}

/** A reference by which a container gets a Secret as environment. @public */
export interface SecretEnv {
  /** Name of the Secret. */
  secret: string;
  /** `env` for one key under a name of its own, `envFrom` for all of it. */
  via: 'env' | 'envFrom';
  /** The variable, for `env`. */
  variable?: string;
  optional: boolean;
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
  /** An emptyDir that is kept in memory, not on the disk of the node. */
  inMemory?: true;
  claimName?: string;
  /** Names of the Secrets that it mounts; a projected volume may have several. */
  secrets: readonly { name: string; optional: boolean }[];
  /** Of a `csi` volume. */
  csiDriver?: string;
  /** `secretProviderClass` of the Secrets Store CSI driver. */
  secretProviderClass?: string;
}

/** How pods of a template are kept apart. @public */
export interface Spread {
  type: 'topologySpread' | 'podAntiAffinity';
  topologyKey: string;
  /** The scheduler refuses to break it (`DoNotSchedule`, `required…`). */
  required: boolean;
  selector?: LabelSelector;
}

/** A requirement on the labels of nodes. @public */
export interface NodeRequirement {
  key: string;
  operator: string;
  values: readonly string[];
}

/** @public */
export interface Toleration {
  /** Absent tolerates every taint. */
  key?: string;
  operator: string;
  value?: string;
  effect?: string;
}

/** A restart that a changed Secret caused. @public */
export interface SecretReload {
  /** Absent where its controller does not say which. */
  secret?: string;
  /** Epoch ms. */
  at: number;
}

/** A pod template or a live pod's spec, projected. @public */
export interface PodTemplate {
  labels: Readonly<Record<string, string>>;
  /** AppArmor, scraping, eviction, `readiness.io/` and injector markers only. */
  annotations: Readonly<Record<string, string>>;
  /** Restarts that changed Secrets caused, by what is written on the template. */
  reloads?: readonly SecretReload[];
  containers: readonly Container[];
  volumes: readonly Volume[];
  hostNetwork: boolean;
  hostPID: boolean;
  hostIPC: boolean;
  hostUsers?: boolean;
  os?: string;
  serviceAccountName?: string;
  /** Of the pod; the ServiceAccount's own setting counts where it is absent. */
  automountServiceAccountToken?: boolean;
  imagePullSecrets: readonly string[];
  terminationGracePeriodSeconds?: number;
  priorityClassName?: string;
  nodeSelector: Readonly<Record<string, string>>;
  /** Terms of the required node affinity; one of them has to hold as a whole. */
  nodeAffinity: readonly (readonly NodeRequirement[])[];
  tolerations: readonly Toleration[];
  spread: readonly Spread[];
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

/** A ReplicaSet, Job or the like: pods of one of them have one template. @public */
export interface Revision {
  kind: string;
  name: string;
  /** Epoch ms; absent when it could not be read. */
  createdAt?: number;
  pods: number;
}

/** What the live pods of a workload say, folded while they stream by. @public */
export interface LiveFacts {
  pods: number;
  ready: number;
  /** When the oldest of them started, epoch ms. */
  oldestStart?: number;
  /** Since when the scheduler has found no node for the one that waits longest, epoch ms. */
  unschedulableSince?: number;
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
  /** Nodes that run its pods, sorted by name. */
  nodes: readonly { name: string; pods: number; ready: number }[];
  /** What directly owns its pods, and the newest revision whether it has pods or not. */
  revisions: readonly Revision[];
  /** What its containers ask for and what they got, each combination once. */
  images: readonly { container: string; image: string; imageId: string }[];
  /** Reasons why containers wait, e.g. `CreateContainerConfigError`. */
  waiting: readonly { container: string; reason: string; pods: number }[];
}

/** A controller's failure to create pods. @public */
export interface CreateFailure {
  /** e.g. `FailedCreate`. */
  reason: string;
  /** Pod Security admission refused them. */
  podSecurity: boolean;
  /** Epoch ms. */
  since?: number;
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
  /** Of the controller: provenance (`catalogue/00` §0.7) and `readiness.io/` only. */
  annotations: Readonly<Record<string, string>>;
  classes: ReadonlySet<WorkloadClass>;
  /** Desired replicas; absent where the kind has none. */
  replicas?: number;
  /** `Recreate`, `RollingUpdate` or `OnDelete`, where the controller says. */
  strategy?: string;
  /** Pods cannot be made (`ReplicaFailure`), and why by its reason alone. */
  createFailure?: CreateFailure;
  /** What becomes of a StatefulSet's claims; `Retain` unless it says otherwise. */
  claimRetention?: { whenDeleted: string; whenScaled: string };
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
  /** Names of the Services that select it. */
  services: readonly string[];
  /** What these Services are like, in the same order. */
  selectedBy: readonly ServiceObject[];
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
