import type { ResourceRead } from '../check';
import type { Source } from '../facts';
import { KINDS } from '../kinds';
import type { Kind } from '../kinds/Kind';
import { unreadableRule } from '../rbac/unreadableRule';
import type { ApiClient } from './ApiClient';
import { Counter, type Receiver } from './Counter';
import type { Discovery } from './Discovery';
import { type ListOutcome, listAll, type Sink } from './listAll';
import type { Reading } from './readingsOf';

export interface KindReaderOptions {
  client: ApiClient;
  discovery: Discovery;
  pageSize: number;
  /** ISO time of all sources. */
  at: string;
  /** Only these namespaces are read. */
  only?: readonly string[];
}

type Result = Omit<Source, 'key' | 'resource' | 'at'>;

/** Namespaces to try one by one, and whether they are all there are. */
export interface Fallback {
  namespaces: readonly string[];
  complete: boolean;
}

/** Reads one kind and says how that went. */
export class KindReader {
  readonly #options: KindReaderOptions;

  static create(options: KindReaderOptions): KindReader {
    return new KindReader(options);
  }

  private constructor(options: KindReaderOptions) {
    this.#options = options;
  }

  async read(
    { kind: key, read, named }: Reading,
    receiver: Receiver,
    fallback: Fallback,
  ): Promise<Source> {
    const kind: Kind = KINDS[key];
    const counter = Counter.create(receiver);
    const result = await this.#locateAndRead(
      kind,
      read,
      named,
      counter,
      fallback,
    ).catch((): Result => {
      this.#options.client.throwIfAborted();
      return { state: 'error', count: 0, message: 'an object was unreadable' };
    });
    return {
      key,
      resource: `${kind.group || 'core'}/${kind.resource}`,
      at: this.#options.at,
      ...result,
      count: counter.count,
      ...withMessage(result.message, counter.malformed),
    };
  }

  async #locateAndRead(
    kind: Kind,
    read: ResourceRead,
    named: Reading['named'],
    counter: Counter,
    fallback: Fallback,
  ): Promise<Result> {
    const served = this.#options.discovery.locate(kind);
    if (served.type === 'absent') return { state: 'absent', count: 0 };
    if (served.type === 'error') {
      return { state: 'error', count: 0, message: served.message };
    }
    const { path } = served;
    const { only } = this.#options;
    if (named) return this.#readNamed(path, kind, read, named, counter);
    if (only && kind.resource === 'namespaces') {
      return this.#readNamed(path, kind, read, [{ names: only }], counter);
    }
    if (only && kind.namespaced && !kind.reachesOtherNamespaces) {
      const all = { namespaces: only, complete: true };
      return this.#listNamespaces(path, kind, read, all, counter);
    }
    const outcome = await this.#listAll(kind, path, served.resources, counter);
    if (outcome.state !== 'forbidden') return concluded(outcome, counter);
    return kind.namespaced && !only && fallback.namespaces.length > 0
      ? this.#listNamespaces(path, kind, read, fallback, counter)
      : forbidden(read);
  }

  async #list(kind: Kind, path: string, sink: Sink): Promise<ListOutcome> {
    const { client, pageSize } = this.#options;
    return listAll(client, path, pageSize, sink, kind.listQuery);
  }

  /** One list after the other; the first that fails says how it went. */
  async #listAll(
    kind: Kind,
    path: string,
    resources: readonly string[],
    counter: Counter,
  ): Promise<ListOutcome> {
    const total = { pages: 0, bytes: 0 };
    let worst: ListOutcome | undefined;
    for (const resource of resources) {
      const sink = counter.sink();
      const named = resources.length > 1 ? naming(sink, resource) : sink;
      const outcome = await this.#list(kind, `${path}/${resource}`, named);
      total.pages += outcome.pages;
      total.bytes += outcome.bytes;
      if (!worst || worst.state === 'ok') worst = outcome;
    }
    return { ...(worst ?? { state: 'ok' as const }), ...total };
  }

  async #listNamespaces(
    path: string,
    kind: Kind,
    read: ResourceRead,
    { namespaces, complete }: Fallback,
    counter: Counter,
  ): Promise<Result> {
    const readable: string[] = [];
    const total = { pages: 0, bytes: 0 };
    let trouble: ListOutcome | undefined;
    for (const namespace of namespaces) {
      const sink = counter.sink(namespace);
      const outcome = await this.#list(
        kind,
        `${path}/namespaces/${encodeURIComponent(namespace)}/${kind.resource}`,
        sink,
      );
      total.pages += outcome.pages;
      total.bytes += outcome.bytes;
      if (outcome.state === 'ok') {
        readable.push(namespace);
      } else {
        sink.restart();
        if (outcome.state !== 'forbidden') trouble = outcome;
      }
    }
    if (readable.length === namespaces.length && complete) {
      return { ...total, ...concluded({ ...total, state: 'ok' }, counter) };
    }
    if (readable.length > 0) {
      return {
        ...total,
        state: 'partial',
        count: counter.count,
        namespaces: readable,
        message: `${readable.length} of ${namespaces.length} namespaces could be listed`,
        missingRule: unreadableRule(read),
      };
    }
    return trouble
      ? { ...concluded(trouble, counter), ...total }
      : forbidden(read);
  }

  async #readNamed(
    path: string,
    kind: Kind,
    read: ResourceRead,
    wanted: readonly { namespace?: string; names: readonly string[] }[],
    counter: Counter,
  ): Promise<Result> {
    let bytes = 0;
    for (const { namespace, names } of wanted) {
      const folder = namespace
        ? `/namespaces/${encodeURIComponent(namespace)}`
        : '';
      for (const name of names) {
        const answer = await this.#options.client.get(
          `${path}${folder}/${kind.resource}/${encodeURIComponent(name)}`,
        );
        if (answer.type === 'ok') {
          bytes += answer.bytes;
          counter.sink(namespace).add(answer.body);
        } else if (answer.type === 'forbidden') {
          return forbidden(read);
        } else if (answer.type !== 'notFound') {
          const message =
            answer.type === 'error'
              ? answer.message
              : 'the API server answered 410';
          return { state: 'error', count: 0, message };
        }
      }
    }
    return { ...concluded({ state: 'ok', pages: 0, bytes }, counter) };
  }
}

/** Objects of a list may not name their kind; where there are several, that tells them apart. */
function naming(sink: Sink, kind: string): Sink {
  return {
    restart: () => sink.restart(),
    add: raw => sink.add(typeof raw === 'object' ? { kind, ...raw } : raw),
  };
}

function forbidden(read: ResourceRead): Result {
  return { state: 'forbidden', count: 0, missingRule: unreadableRule(read) };
}

function concluded(
  outcome: ListOutcome,
  { count, malformed }: Counter,
): Result {
  const empty = outcome.state === 'ok' && count + malformed === 0;
  return { ...outcome, count, state: empty ? 'empty' : outcome.state };
}

function withMessage(
  message: string | undefined,
  malformed: number,
): { message?: string } {
  const left =
    malformed > 0
      ? `${malformed} malformed ${
          malformed === 1 ? 'object was' : 'objects were'
        } left out`
      : undefined;
  const parts = [message, left].filter(part => part !== undefined);
  return parts.length > 0 ? { message: parts.join('; ') } : {};
}
