import type { ImageVerification } from './images';
import type { ObjectMeta } from './metadata';

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
