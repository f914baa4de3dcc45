/**
 * Something that goes wrong on purpose.
 *
 * @public
 */
export interface Fault {
  /** Plural, e.g. `pods`; absent means every request to a resource. */
  resource?: string;
  /** How often; absent means until it is cleared. */
  times?: number;
  /** Answer with this status instead. */
  status?: number;
  retryAfterSeconds?: number;
  /** Wait before the answer. */
  delayMs?: number;
  /**
   * Continue tokens are too old when they come back: `fresh` offers one that
   * continues inconsistently, `none` does not.
   */
  expireContinue?: 'fresh' | 'none';
}

/** The faults that are still to happen. */
export class Faults {
  #faults: { fault: Fault; left: number }[] = [];
  readonly #stale = new Set<string>();

  static create(): Faults {
    return new Faults();
  }

  private constructor() {}

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Infinity });
  }

  /** Discovery reports the group as stale, without its resources. */
  markStale(group: string): void {
    this.#stale.add(group);
  }

  get staleGroups(): ReadonlySet<string> {
    return this.#stale;
  }

  clear(): void {
    this.#faults = [];
    this.#stale.clear();
  }

  /** Takes the first fault that fits and counts it. */
  take(resource: string, fits: (fault: Fault) => boolean): Fault | undefined {
    const entry = this.#faults.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.resource === undefined || fault.resource === resource) &&
        fits(fault),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.fault;
  }
}
