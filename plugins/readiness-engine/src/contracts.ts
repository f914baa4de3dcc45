import type {
  CheckMode,
  Environment,
  Responsible,
  Severity,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck, Exception, Read } from './check';
import type {
  Costs,
  EntityFacts,
  EvidenceRecord,
  ServerVersion,
  Source,
} from './facts';
import type { Inventory, KindName } from './inventory/Inventory';
import type { MatchingRule } from './matching/MatchingRule';

/**
 * The only way to a cluster. There is no verb but GET (law 5).
 *
 * @public
 */
export interface ClusterReader {
  get(
    path: string,
    options: {
      query?: Readonly<Record<string, string>>;
      accept?: string;
      signal?: AbortSignal;
    },
  ): Promise<ClusterResponse>;
}

/** The part of a `Response` that the collector needs. @public */
export interface ClusterResponse {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
  /**
   * The bytes as they come, where it can be iterated over: a page of metrics
   * is read line by line and not kept. Elsewhere its text is used.
   */
  body?: unknown;
}

/** @public */
export interface CollectOptions {
  reader: ClusterReader;
  reads: readonly Read[];
  checks: readonly AnyCheck[];
  /** Epoch ms. */
  now: number;
  /** Only these namespaces are listed (a scan of one entity). */
  namespaces?: readonly string[];
  /** Namespaces to try one by one where a cluster-wide list is forbidden. */
  knownNamespaces?: readonly string[];
  pageSize?: number;
  /** Per page, ms. */
  pageTimeoutMs?: number;
  concurrency?: number;
  signal?: AbortSignal;
  onProgress?(progress: { done: number; total: number; source: Source }): void;
}

/** @public */
export interface ManifestOptions {
  /** Raw objects; those of namespaced kinds name their namespace. */
  objects: readonly unknown[];
  reads: readonly Read[];
  checks: readonly AnyCheck[];
  /** By position, those that an API server would refuse. */
  flaws?: ReadonlyMap<number, { field: string; message: string }>;
  /** Of the cluster that they are for. */
  version: { major: number; minor: number };
  /** Epoch ms. */
  now: number;
}

/** Why a manifest is not part of the inventory. @public */
export type LeftOut =
  /** No check reads the kind. */
  | 'unknown-kind'
  /** The kind is read, in other versions than this one. */
  | 'unknown-version'
  /** Made by a controller of a cluster, not written by people. */
  | 'made-by-cluster'
  /** Malformed beyond use. */
  | 'malformed';

/** An object that is not what the schema of its kind says. @public */
export interface Flaw {
  kind: KindName;
  namespace?: string;
  name: string;
  field: string;
  message: string;
}

/** @public */
export interface CollectedManifests extends Collected {
  flaws: readonly Flaw[];
  /** By the position of the object among those given. */
  leftOut: ReadonlyMap<number, { why: LeftOut; message: string }>;
}

/** What the collector hands to the judge. @public */
export interface Collected {
  cluster: { uid: string; version: ServerVersion };
  inventory: Inventory;
  sources: readonly Source[];
}

/** Where a check does not apply. Globs; at least one is there. @public */
export interface Exclusion {
  cluster?: string;
  namespace?: string;
  name?: string;
  /** Shown wherever it acts. */
  reason: string;
}

/** Who answers for a check, by place. @public */
export interface ResponsibleRule {
  responsible: Responsible;
  /** Globs; absent means any. */
  cluster?: string;
  namespace?: string;
}

/** What configuration says of one check. @public */
export interface CheckConfig {
  enabled?: boolean;
  /** `enforce` by default. */
  mode?: CheckMode;
  severity?: Severity;
  params?: Readonly<Record<string, unknown>>;
  exclude?: readonly Exclusion[];
}

/** Configuration that changes verdicts (decision D7), already validated. @public */
export interface RuleConfig {
  checks: Readonly<Record<string, CheckConfig>>;
  thresholds: Readonly<Record<string, number>>;
  exceptions: readonly Exception[];
  /** Globs. */
  systemNamespaces: readonly string[];
  platformNamespaces: readonly string[];
  external: { backup?: boolean; observability?: boolean; logs?: boolean };
  /** Absent where nobody said; there are no default prices. */
  costs?: Costs;
  /** Owner of what belongs to nobody else, a full ref. */
  platformOwner: string;
  /** By check; the first row that fits holds. */
  responsible?: Readonly<Record<string, readonly ResponsibleRule[]>>;
  /** For entities that do not name their workloads, in order. */
  matching?: readonly MatchingRule[];
}

/** @public */
export interface JudgeOptions {
  cluster: {
    name: string;
    uid: string;
    version: ServerVersion;
    environment: Environment;
    /** Owner of the catalog `Resource` for this cluster, a full ref. */
    owner?: string;
  };
  inventory: Inventory;
  sources: readonly Source[];
  checks: readonly AnyCheck[];
  rulesetVersion: string;
  config: RuleConfig;
  entities: readonly EntityFacts[];
  evidence: readonly EvidenceRecord[];
  /** Subject keys that the register knows of this cluster. */
  knownSubjects: readonly string[];
  /** Epoch ms. */
  now: number;
  /** Set for a scan of one entity: only its subjects are judged. */
  entityRef?: string;
  namespaces?: readonly string[];
  /** `manifests`: what the inventory lacks may be elsewhere; a cluster by default. */
  origin?: 'cluster' | 'manifests';
  /** Of manifests: nothing that hangs on one of these can be told. */
  flaws?: readonly Flaw[];
}
