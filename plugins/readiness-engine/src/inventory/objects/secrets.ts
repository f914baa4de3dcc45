import type { ObjectMeta } from './metadata';

/** What makes Secrets, by their names alone. @public */
export interface SecretSourceObject extends ObjectMeta {
  /** Names of the Secrets that it is about. */
  secrets: readonly string[];
  /** It makes them; otherwise it adds to those of somebody else, or to none. */
  owns: boolean;
  /** The namespace of the Secrets, where that is not its own. */
  target?: string;
  /** Globs of namespaces into which a controller copies the Secrets. */
  copiedTo?: readonly string[];
  /** What its operator says; absent where it says nothing. */
  ready?: boolean;
  /** Since when it says so, epoch ms. */
  readySince?: number;
  /** When it was last compared with its store, epoch ms. */
  refreshedAt?: number;
  /** How often it is compared, as its object says, e.g. `1h`; `0` is never. */
  refreshInterval?: string;
  /** `Periodic`, `OnChange` or `CreatedOnce`, where it says. */
  refreshPolicy?: string;
}

/** A way of a manager to its store, or its sign-in there. @public */
export interface SecretStoreObject extends ObjectMeta {
  /** What its operator says; absent where it says nothing. */
  ready?: boolean;
}

/** Whether a class of secrets is mounted into a pod. @public */
export interface SecretMountObject extends ObjectMeta {
  className?: string;
  mounted: boolean;
}
