import type {
  CheckState,
  Environment,
  Responsible,
  SourceState,
  Subject,
  Tier,
  UnknownReason,
} from '@readiness/backstage-plugin-readiness-common';
import type { FixRoot, Occurrence, Reason } from './finding';

/** What the line needs of a catalog entity. @public */
export interface EntityFacts {
  /** Lower-cased full ref, e.g. `component:default/checkout`. */
  ref: string;
  kind: string;
  title?: string;
  /** Full ref of the owner. */
  owner?: string;
  system?: string;
  domain?: string;
  tier: Tier;
  tierDeclared: boolean;
  lifecycle?: string;
  /** `backstage.io/kubernetes-*`, `readiness.io/*`, and nothing else. */
  annotations: Readonly<Record<string, string>>;
}

/** An accepted, dated proof (`catalogue/00` §0.5). Times are ISO strings. @public */
export interface EvidenceRecord {
  id: string;
  check: string;
  control: string;
  what: string;
  /** Subject keys, as `subjectKey()` writes them. */
  subjects: readonly string[];
  performedAt: string;
  performedBy?: string;
  attestedBy?: string;
  outcome: 'success' | 'partial' | 'failed';
  measured?: Readonly<Record<string, number>>;
  validation?: {
    kind: string;
    result: 'passed' | 'failed';
    detail?: string;
  };
  artefacts: readonly { url: string; sha256?: string }[];
  grade: 'E1' | 'E2' | 'E3';
  fingerprint?: Readonly<Record<string, unknown>>;
  expiresAt: string;
  /** For E1: what the scanner saw, e.g. that only objects were restored. */
  observed?: {
    cluster: string;
    object: string;
    restoredVolumes?: boolean;
    sameCluster?: boolean;
    backupName?: string;
  };
}

/** The state of one source after a scan. @public */
export interface Source {
  /** Inventory key, also the id in `sources` of a verdict. */
  key: string;
  /** `<group>/<resource>`, or `prometheus: rules`. */
  resource: string;
  state: SourceState;
  count: number;
  /** ISO time of the read. */
  at: string;
  message?: string;
  /** For `partial`: the namespaces that could be listed. */
  namespaces?: readonly string[];
  /** The RBAC rule that would open a forbidden source, as YAML. */
  missingRule?: string;
  pages?: number;
  bytes?: number;
}

/** What one check says of one subject. @public */
export interface Verdict {
  check: string;
  subject: Subject;
  state: Exclude<CheckState, 'waived'>;
  /** For `unknown`. */
  unknownReason?: UnknownReason;
  /** For `pass`, `na` and `unknown`; occurrences carry their own. */
  reasons: readonly Reason[];
  occurrences: readonly Occurrence[];
  /** Keys of the sources that were consulted. */
  sources: readonly string[];
  responsible: Responsible;
}

/** A judged subject with what the register needs of it. @public */
export interface JudgedSubject {
  subject: Subject;
  key: string;
  /** The entity that it counts for; absent when unowned, shared or ambiguous. */
  entityRef?: string;
  /** Entities that see it as inherited context (shared namespaces, clusters). */
  inheritedBy: readonly string[];
  /** More than one entity matched it (decision D2). */
  ambiguous?: readonly string[];
  owner?: string;
  environment: Environment;
  namespaceClass?: 'system' | 'platform' | 'tenant';
  fixRoot: FixRoot;
  /** Reachable from outside: an Ingress or a LoadBalancer selects it. */
  exposed: boolean;
  /** Not seen although known: its source could not be read. */
  unobserved?: boolean;
}

/** How entities and workloads of a cluster found each other (decision D2). @public */
export interface MatchingReport {
  matched: { entityRef: string; workloads: string[] }[];
  noWorkload: { entityRef: string; selector: string; suggestions: string[] }[];
  ambiguous: { workload: string; entityRefs: string[] }[];
  unowned: {
    namespace: string;
    workloads: { subject: string; suggestion?: string }[];
  }[];
  /** Malformed annotations and the like, each with the entity that carries it. */
  problems: { entityRef: string; message: string }[];
}

/** Everything one scan of one cluster says. @public */
export interface ScanResult {
  cluster: {
    name: string;
    uid: string;
    version: { major: number; minor: number };
    environment: Environment;
  };
  rulesetVersion: string;
  /** ISO time that all verdicts refer to. */
  at: string;
  /** Only these namespaces were read; absent for a whole cluster. */
  namespaces?: readonly string[];
  sources: readonly Source[];
  subjects: readonly JudgedSubject[];
  verdicts: readonly Verdict[];
  matching: MatchingReport;
  /** Proof that a scan saw by itself and that the cluster will forget. */
  observedEvidence: readonly ObservedEvidence[];
}

/** @public */
export type ObservedEvidence = Omit<EvidenceRecord, 'id' | 'expiresAt'> & {
  /** Same object, same key: a rescan stores nothing twice. */
  naturalKey: string;
};
