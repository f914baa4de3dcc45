import type {
  ControlId,
  Dimension,
  Effort,
  Environment,
  Responsible,
  Severity,
  SourceState,
  Stage,
  Subject,
  SubjectType,
  Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  Costs,
  EntityFacts,
  EvidenceRecord,
  ServerVersion,
} from './facts';
import type { ExtractedFact, Occurrence, Reason } from './finding';
import type {
  FoldedKind,
  Inventory,
  InventoryKey,
  KindName,
} from './inventory/Inventory';
import type { Workload, WorkloadClass } from './inventory/Workload';
import type { SignalSourceName } from './signals/SignalQuery';

/**
 * One thing a check reads (decision D13). `provides` names the part of the
 * inventory that the read opens to the judge: what is not declared here does
 * not exist in the type of the judge's `inventory` argument.
 *
 * @public
 */
export type Read<K extends InventoryKey = InventoryKey> =
  | ResourceRead<K>
  | NonResourceRead<K>
  | SignalRead<K>
  | EvidenceRead<K>;

/** @public */
export interface ResourceRead<K extends InventoryKey = InventoryKey> {
  provides: K;
  /** The kind whose projection is applied. */
  kind: KindName;
  group: string;
  resource: string;
  verbs: readonly ('get' | 'list')[];
  /** Only this namespace is read, with `names` as named gets. */
  namespace?: string;
  names?: readonly string[];
  /**
   * An optional read that fails leaves the decision to the judge, which sees
   * the state of the source. A required one makes the verdict `unknown`.
   */
  optional: boolean;
  /**
   * `subject`: the read enumerates workloads; it matters for workloads of that
   * kind only. Everything else matters for every subject.
   */
  role?: 'subject';
}

/** A page of the API server that is no resource, e.g. its metrics. @public */
export interface NonResourceRead<K extends InventoryKey = InventoryKey> {
  provides: K;
  nonResourceURL: string;
  optional: boolean;
}

/** @public */
export interface SignalRead<K extends InventoryKey = InventoryKey> {
  provides: K;
  signal: SignalSourceName;
  query: string;
  optional: boolean;
}

/** @public */
export interface EvidenceRead<K extends InventoryKey = InventoryKey> {
  provides: K;
  evidence: string;
  optional: boolean;
}

/** The inventory keys that a list of reads opens. @public */
export type KeysOf<R extends readonly Read[]> = R[number]['provides'];

/**
 * What a judge may say. `unknown` is not among it: the engine alone turns a
 * source it could not read into one. `undecidable(field)` names an inventory
 * key or a field; where it names a key whose source is not readable, that
 * state becomes the reason.
 *
 * @public
 */
export type Judgement =
  | { state: 'pass'; reasons?: readonly Reason[] }
  | { state: 'na'; reason: Reason }
  | { state: 'undecidable'; field: string; message?: string }
  | { state: 'found'; occurrences: readonly Occurrence[] };

/** What is known of a source while judging. @public */
export interface SourceInfo {
  state: SourceState;
  message?: string;
}

/** The subject as the judge sees it, by scope. @public */
export interface JudgedSubjects {
  cluster: {
    type: 'cluster';
    subject: Subject;
    /** Keys of the workloads that an entity owns, for checks of scope entity + cluster. */
    entityWorkloads?: ReadonlySet<string>;
    /** The entity of a workload by the workload's key, where there is one alone. */
    entities?: ReadonlyMap<string, EntityFacts>;
  };
  namespace: {
    type: 'namespace';
    subject: Subject;
    name: string;
    namespaceClass: NamespaceClass;
    environment: Environment;
    /** The workloads of the namespace; empty when the check does not read workloads. */
    workloads: readonly Workload[];
    /** The lowest tier number among the entities of its workloads; 2 when none declares one. */
    tier: Tier;
  };
  workload: {
    type: 'workload';
    subject: Subject;
    workload: Workload;
    namespaceClass: NamespaceClass;
    environment: Environment;
    tier: Tier;
    entity?: EntityFacts;
  };
  entity: {
    type: 'entity';
    subject: Subject;
    entity: EntityFacts;
    workloads: readonly Workload[];
    environment: Environment;
    tier: Tier;
  };
}

/** @public */
export type NamespaceClass = 'system' | 'platform' | 'tenant';

/** An operator's exception or a row of a shipped allow-list (decision D7). @public */
export interface Exception {
  check: string;
  /** Globs; absent means any. */
  cluster?: string;
  namespace?: string;
  name?: string;
  /**
   * Glob of the rule id, RBAC subject or other discriminator that is excepted;
   * absent means any. Judges that ask for a rule name it in their texts; for
   * the others it is the discriminator of an occurrence, or the code of its
   * reasons.
   */
  rule?: string;
  /** Of an accepted dispute: what was disputed, instead of globs. */
  disputed?: DisputedOccurrence;
  reason: string;
  /** ISO date after which the row no longer applies. */
  expires?: string;
  /**
   * `shipped` rows come with the catalogue, `config` rows from the operator,
   * `dispute` rows from findings that were called wrong, rightly.
   */
  origin: 'shipped' | 'config' | 'dispute';
}

/**
 * What a dispute was about. Whatever else a later scan sees on the same subject
 * is not covered by it.
 *
 * @public
 */
export interface DisputedOccurrence {
  /** Subject key. */
  subject: string;
  discriminator?: string;
  /** The reasons that were seen, as `reasonSignature()` writes them. */
  saw: readonly string[];
}

/** @public */
export interface JudgeContext<K extends InventoryKey = InventoryKey> {
  /** Epoch milliseconds; nothing in the engine reads the clock. */
  now: number;
  cluster: {
    uid: string;
    name: string;
    environment: Environment;
    version: ServerVersion;
  };
  /** Answers of the operator to what a cluster cannot show. */
  external: { backup?: boolean; observability?: boolean; logs?: boolean };
  /** Prices, where the operator named them. */
  costs?: Costs;
  /** Thresholds of the catalogue by key, e.g. `backup.rpoHours`. */
  threshold(key: string): number;
  /** A parameter of this check (`readiness.checks.<id>.params`). */
  params: Readonly<Record<string, unknown>>;
  /** The exception that covers this rule on this object, if there is one. */
  exception(where: {
    namespace?: string;
    name: string;
    rule?: string;
  }): Exception | undefined;
  /** Of what the check reads; of `workloads` also each kind behind them. */
  source(key: K | FoldedKind): SourceInfo;
  namespaceClass(namespace: string): NamespaceClass;
  environmentOf(namespace: string): Environment;
  /** Full refs of those who own an entity of the catalog. */
  owners: ReadonlySet<string>;
}

/** Kinds whose objects deliver workloads. @public */
export type DeliveryKind = 'applications' | 'helmReleases';

/**
 * A pure look at raw objects at ingest (decision D6). What it returns are
 * facts without values: names, detector ids, counts.
 *
 * @public
 */
export interface Extractor {
  id: string;
  /** Looks at a pod template. */
  run(podSpec: unknown, metadata: unknown): readonly ExtractedFact[];
  /**
   * Looks at objects that deliver workloads. Their facts join those of the
   * workloads whose fix root they are; the check has to read the kind, and
   * the scan of an entity then reads all of it.
   */
  delivery?: Readonly<
    Partial<Record<DeliveryKind, (raw: unknown) => readonly ExtractedFact[]>>
  >;
}

/** @public */
export interface CheckTexts {
  /** Two sentences on why it matters. */
  why: string;
  /** The verdict rules, one line each. */
  rules: Partial<Record<'pass' | 'warn' | 'fail' | 'na' | 'unknown', string>>;
  traps: readonly string[];
  /** What fixes it, in general; the finding carries the exact patch. */
  fix: string;
  references: readonly string[];
}

/** @public */
export interface CheckScope<T extends SubjectType = SubjectType> {
  /** More than one type: attach to the first where it resolves. */
  types: readonly T[];
  /** Workload classes that the check applies to; absent means all. */
  classes?: readonly WorkloadClass[];
  /** Namespace classes that the check applies to; absent means tenant and platform. */
  namespaces?: readonly NamespaceClass[];
}

/**
 * A check: a declaration and a pure function (law 1).
 *
 * @public
 */
export interface Check<
  R extends readonly Read[] = readonly Read[],
  T extends SubjectType = SubjectType,
> {
  /** e.g. `cost-requests-set`. */
  id: string;
  title: string;
  dimension: Dimension;
  control: ControlId;
  scope: CheckScope<T>;
  /** Default by scope (decision D17). */
  responsible?: Responsible;
  /** The maximum; an occurrence may be milder. Also the weight in the score. */
  severity: Severity;
  stage: Stage;
  effort: Effort;
  fixKey: string;
  /** The level it is needed for; absent for none. */
  gate?: Stage;
  /**
   * Whether manifests without a cluster are judged. By default they are, but
   * for the cluster as a subject, of which they are a part: there `judged` says
   * that the objects which have a fault show it, whatever else there may be.
   * `not-judged`: about what only a cluster has.
   */
  onManifests?: 'judged' | 'not-judged';
  reads: R;
  extract?: Extractor;
  /** What configuration may set, with its defaults, which also tell the types. */
  params?: Readonly<Record<string, unknown>>;
  /** The values that a text parameter may have, where not every text will do. */
  paramValues?: Readonly<Record<string, readonly string[]>>;
  texts: CheckTexts;
  judge(
    subject: JudgedSubjects[T],
    inventory: Pick<Inventory, KeysOf<R>>,
    context: JudgeContext<KeysOf<R>>,
  ): Judgement;
}

/** A check whose types of reads and scope are not known here. @public */
export type AnyCheck = Check<any, any>;

/**
 * Declares a check; the judge's view of the inventory follows from `reads`.
 *
 * @public
 */
export function defineCheck<
  const R extends readonly Read[],
  const T extends SubjectType,
>(check: Check<R, T>): Check<R, T> {
  return check;
}

/** @public */
export const pass = (...reasons: Reason[]): Judgement => ({
  state: 'pass',
  ...(reasons.length > 0 && { reasons }),
});
/** @public */
export const na = (code: string, message: string): Judgement => ({
  state: 'na',
  reason: { code, message },
});
/** @public */
export const undecidable = (field: string, message?: string): Judgement => ({
  state: 'undecidable',
  field,
  message,
});
/** A judgement from occurrences; without any it is a pass. @public */
export const found = (
  occurrences: readonly Occurrence[],
  ...passReasons: Reason[]
): Judgement =>
  occurrences.length > 0
    ? { state: 'found', occurrences }
    : pass(...passReasons);

/** Evidence as a judge reads it. @public */
export type { EvidenceRecord };
