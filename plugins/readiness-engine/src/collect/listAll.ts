import { at, items, word } from '../kinds/fields';
import type { ApiClient } from './ApiClient';

/** Takes the raw objects of a list and projects them at once. */
export interface Sink {
  /** The list starts over: what came from it before is void. */
  restart(): void;
  add(raw: unknown): void;
}

/** How a list ended. */
export interface ListOutcome {
  state: 'ok' | 'truncated' | 'absent' | 'forbidden' | 'error';
  message?: string;
  pages: number;
  bytes: number;
}

/**
 * Lists a collection page by page. An expired token is continued where the
 * server offers a fresh one, else the list starts over, once. A list that is
 * cut all the same keeps what it has and is `truncated`.
 */
export async function listAll(
  client: ApiClient,
  path: string,
  pageSize: number,
  sink: Sink,
  query: Readonly<Record<string, string>> = {},
): Promise<ListOutcome> {
  const outcome: ListOutcome = { state: 'ok', pages: 0, bytes: 0 };
  const failed = (state: ListOutcome['state'], message: string) => ({
    ...outcome,
    state,
    message,
  });
  let token: string | undefined;
  let renewed = false;
  let restarted = false;
  for (;;) {
    // No resourceVersion 0: with it older servers ignore the limit.
    const answer = await client.get(path, {
      ...query,
      limit: String(pageSize),
      ...(token && { continue: token }),
    });
    if (answer.type === 'ok') {
      if (!Array.isArray(at(answer.body, 'items'))) {
        return failed('error', 'the answer is no list');
      }
      outcome.pages += 1;
      outcome.bytes += answer.bytes;
      for (const raw of items(at(answer.body, 'items'))) sink.add(raw);
      const next = word(at(answer.body, 'metadata', 'continue'));
      if (!next) return outcome;
      if (next === token) {
        return failed('truncated', 'the page token does not advance');
      }
      token = next;
      renewed = false;
    } else if (answer.type === 'gone' && answer.token && !renewed) {
      token = answer.token;
      renewed = true;
      outcome.message = 'inconsistent: the page token expired and was renewed';
    } else if (answer.type === 'gone' && !restarted) {
      restarted = true;
      renewed = false;
      token = undefined;
      outcome.message = 'listed again after the page token expired';
      sink.restart();
    } else if (answer.type === 'gone') {
      return failed('truncated', 'the page token expired (410) again');
    } else if (answer.type === 'error') {
      return failed('error', answer.message);
    } else {
      const state = answer.type === 'notFound' ? 'absent' : 'forbidden';
      return token === undefined
        ? { ...outcome, state }
        : failed('error', `a later page was ${state}`);
    }
  }
}
