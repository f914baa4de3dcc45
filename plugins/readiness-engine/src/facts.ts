import type {
  CheckState,
  Environment,
  Responsible,
  SharedSource,
  SourceState,
  Subject,
  Tier,
  UnknownReason,
} from '@readiness/backstage-plugin-readiness-common';
import type { FixRoot, Occurrence, Reason } from './finding';
import type { MatchingRule } from './matching/MatchingRule';

/** The version of an API server; 0.0 where it could not be read. @public */
export interface ServerVersion {
  major: number;
  minor: number;
  /** As the vendor writes it, e.g. `v1.36.1-eks-6b8e3f1`. */
  git?: string;
}

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
  /** `spec.type`. */
  type?: string;
  /** `backstage.io/kubernetes-*`, `readiness.io/*`, and nothing else. */
  annotations: Readonly<Record<string, string>>;
}

/** What capacity costs here, as the operator says. @public */
export interface Costs {
  /** e.g. `EUR`. */
  currency: string;
  /** Of one core for an hour. */
  cpuCoreHour: number;
  /** Of one GiB of memory for an hour. */
  memoryGiBHour: number;
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
  /** The check is observed only: the verdict counts for nothing. */
  mode?: 'observe';
  /** What was excepted on this subject, by the judge or by the engine. */
  excepted?: readonly Excepted[];
}

/** An occurrence that is none, because of an exception. @public */
export interface Excepted {
  /** Of the occurrence, or the rule that the judge asked for; absent for the whole subject. */
  discriminator?: string;
  /** Which row acted, where it comes from, and why it is there. */
  reason: Reason;
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
  /** What it has in common with others, where one change reaches them all. */
  shared?: readonly SharedSource[];
  /** Not seen although known: its source could not be read. */
  unobserved?: boolean;
}

/** What makes an entity and workloads find each other, to paste. @public */
export interface MatchingSuggestion {
  /** What says that they belong together. */
  basis: 'label' | 'argocd' | 'helm' | 'name';
  /**
   * YAML: lines for the entity's `metadata.annotations`, a part of a workload's
   * manifest, or both with comments that say which is which.
   */
  content: string;
  /** Subject keys of the workloads that it makes the entity's, no other ones. */
  workloads: string[];
}

/** How entities and workloads of a cluster found each other (decision D2). @public */
export interface MatchingReport {
  /** Components that live in the cluster, and other entities that name workloads. */
  entities: number;
  /** The rules of the configuration that it was made by. */
  rules: readonly MatchingRule[];
  matched: {
    entityRef: string;
    /** Subject keys, the first of them where there are many. */
    workloads: string[];
    /** How many there are. */
    count: number;
    /** How many of them other entities match as well. */
    ambiguous: number;
    /** Position of the rule that found them; absent where the entity names them. */
    rule?: number;
  }[];
  /** Entities whose selector takes nothing. */
  noWorkload: {
    entityRef: string;
    selector: string;
    suggestions: MatchingSuggestion[];
  }[];
  /** Components that say nothing although workloads are called after them. */
  unannotated: { entityRef: string; suggestions: MatchingSuggestion[] }[];
  ambiguous: {
    workload: string;
    /** The first of them where there are many. */
    entityRefs: string[];
    /** How many there are. */
    count: number;
  }[];
  unowned: {
    namespace: string;
    workloads: {
      subject: string;
      /** The entity that it is called after, where the suggestion is about it. */
      entityRef?: string;
      suggestion?: MatchingSuggestion;
    }[];
  }[];
  /** Malformed annotations and the like, each with the entity that carries it. */
  problems: { entityRef: string; message: string }[];
}

/** Everything one scan of one cluster says. @public */
export interface ScanResult {
  cluster: {
    name: string;
    uid: string;
    version: ServerVersion;
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
