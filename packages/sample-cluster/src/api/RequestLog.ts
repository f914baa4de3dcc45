/**
 * One request, without its token.
 *
 * @public
 */
export interface LoggedRequest {
  /** ISO time. */
  at: string;
  method: string;
  /** Path and query. */
  path: string;
  status: number;
  /** Name of the user that the token belongs to; absent without a valid token. */
  user?: string;
}

const CAPACITY = 50_000;

/** Every request since the start; the oldest go first when it is full. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  static create(): RequestLog {
    return new RequestLog();
  }

  private constructor() {}

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
    if (this.#entries.length > CAPACITY) {
      this.#entries = this.#entries.slice(-CAPACITY / 2);
    }
  }

  all(): readonly LoggedRequest[] {
    return [...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }
}
