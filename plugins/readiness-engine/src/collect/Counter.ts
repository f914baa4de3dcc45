import { ProjectionError } from '../kinds/ProjectionError';
import type { Sink } from './listAll';

/** Projects raw objects of one kind and keeps what remains. */
export interface Receiver {
  /** Forgets what was received, of one namespace where one is listed alone. */
  restart(namespace?: string): void;
  /** @throws ProjectionError for an object that cannot be used. */
  receive(raw: unknown): void;
}

/** Counts what arrives and what was too malformed to keep. */
export class Counter {
  count = 0;
  malformed = 0;
  readonly #receiver: Receiver;

  static create(receiver: Receiver): Counter {
    return new Counter(receiver);
  }

  private constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  /** For one list: what it added is taken back when it starts over. */
  sink(namespace?: string): Sink {
    let added = 0;
    let malformed = 0;
    return {
      restart: () => {
        this.count -= added;
        this.malformed -= malformed;
        added = 0;
        malformed = 0;
        this.#receiver.restart(namespace);
      },
      add: raw => {
        try {
          this.#receiver.receive(raw);
          added += 1;
          this.count += 1;
        } catch (failure) {
          if (!(failure instanceof ProjectionError)) throw failure;
          malformed += 1;
          this.malformed += 1;
        }
      },
    };
  }
}
