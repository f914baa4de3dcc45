import type { Output } from './Terminal';

/** Work that is done before anybody waits for it needs no word. */
const QUIET_MS = 500;
const EVERY_MS = 100;

/** One line on a terminal that says how far the work is; nothing elsewhere. */
export class Progress {
  readonly #out: Output;
  readonly #now: () => number;
  readonly #started: number;
  #last = 0;
  #shown = false;

  constructor(out: Output, now: () => number = Date.now) {
    this.#out = out;
    this.#now = now;
    this.#started = now();
  }

  say(what: string, done?: number, total?: number): void {
    const now = this.#now();
    if (!this.#out.isTTY || now - this.#started < QUIET_MS) return;
    if (now - this.#last < EVERY_MS && done !== total) return;
    this.#last = now;
    this.#shown = true;
    const count = total === undefined ? '' : ` ${done} of ${total}`;
    this.#out.write(`\r\u001B[K${what}${count}`);
  }

  end(): void {
    if (this.#shown) this.#out.write('\r\u001B[K');
    this.#shown = false;
  }
}
