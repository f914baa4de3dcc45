import type { ImageVerification } from './images';
import type { LabelSelector, ObjectMeta } from './metadata';

/** A policy of Kyverno, reduced to Pod Security and images. @public */
export interface PolicyObject extends ObjectMeta {
  /** Pod Security level that it enforces, where it says so. */
  podSecurityLevel?: 'baseline' | 'restricted' | 'privileged';
  enforced: boolean;
  /** Namespaces that it includes; empty means all. */
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  /** True when match or exclude use more than namespaces. */
  conditional: boolean;
  /** What it does with images; absent where it verifies none. */
  verifies?: readonly ImageVerification[];
}

/** An exception to policies of Kyverno. @public */
export interface PolicyExceptionObject extends ObjectMeta {
  /** Names of the policies that it lifts. */
  policies: readonly string[];
  /** Globs of the namespaces that it names; empty means all. */
  namespaces: readonly string[];
}

/** A constraint of Gatekeeper, of whatever template. @public */
export interface ConstraintObject extends ObjectMeta {
  /** The kind that its template defines, e.g. `K8sPSPPrivilegedContainer`. */
  kind: string;
  /** `deny` unless it says otherwise; `scoped` where it depends on who asks. */
  action: string;
  /** Globs; empty means all. */
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  /** It matches by more than namespaces and kinds. */
  conditional: boolean;
}

/** What Gatekeeper leaves out, whatever its constraints say. @public */
export interface GatekeeperConfigObject extends ObjectMeta {
  exclusions: readonly {
    /** Globs. */
    namespaces: readonly string[];
    /** e.g. `webhook`, `audit`, `*`. */
    processes: readonly string[];
  }[];
}

/** `validatingadmissionpolicies`. @public */
export interface AdmissionPolicyObject extends ObjectMeta {
  /** `Fail` unless it says otherwise. */
  failurePolicy: string;
  /** Absent selects every namespace. */
  namespaceSelector?: LabelSelector;
}

/** `validatingadmissionpolicybindings`. @public */
export interface AdmissionBindingObject extends ObjectMeta {
  policy: string;
  /** `Deny`, `Warn`, `Audit`. */
  actions: readonly string[];
  /** Absent selects every namespace. */
  namespaceSelector?: LabelSelector;
}
