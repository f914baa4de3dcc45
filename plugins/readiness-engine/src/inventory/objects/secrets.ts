import type { ObjectMeta } from './metadata';

/** What makes Secrets, by their names alone. @public */
export interface SecretSourceObject extends ObjectMeta {
  /** Names of the Secrets that it is about. */
  secrets: readonly string[];
  /** It makes them; otherwise it adds to those of somebody else, or to none. */
  owns: boolean;
  /** The namespace of the Secrets, where that is not its own. */
  target?: string;
  /** What its operator says; absent where it says nothing. */
  ready?: boolean;
}
