import type { KubeObject } from './KubeObject';

/** One object that came, changed or went. */
export interface Change {
  /** The resourceVersion of the cluster after it. */
  version: number;
  /** Absent where the object is new. */
  before?: KubeObject;
  /** Absent where the object is gone. */
  after?: KubeObject;
}

export const DEFAULT_HISTORY = 10_000;

/** What changed of late, for watches. */
export class ChangeLog {
  readonly #capacity: number;
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  #changes: Change[] = [];
  /** Changes after this version are known. */
  #from: number;

  private constructor(from: number, capacity: number) {
    this.#from = from;
    this.#capacity = capacity;
  }

  static create(options: { from: number; capacity?: number }): ChangeLog {
    return new ChangeLog(options.from, options.capacity ?? DEFAULT_HISTORY);
  }

  add(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#changes.push(...changes);
    const surplus = this.#changes.length - this.#capacity;
    if (surplus > 0) {
      this.#from = this.#changes[surplus - 1].version;
      this.#changes = this.#changes.slice(surplus);
    }
    for (const listener of this.#listeners) listener(changes);
  }

  /** The changes after a version; undefined where that is too long ago. */
  since(version: number): readonly Change[] | undefined {
    return version < this.#from
      ? undefined
      : this.#changes.filter(change => change.version > version);
  }

  /** The oldest version that `since` knows. */
  get from(): number {
    return this.#from;
  }

  /** Calls the listener with what changes from now on, until it is stopped. */
  subscribe(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
