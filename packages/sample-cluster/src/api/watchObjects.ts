import type { ClusterSource } from '../ClusterSource';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';
import type { Change } from '../objects/ChangeLog';
import type { KubeObject } from '../objects/KubeObject';
import { type View, representBookmark, representObject } from './represent';
import { type ObjectFilter, SelectorError, filterOf } from './selectors';
import {
  type Answer,
  badRequest,
  expiredWatch,
  invalidOptions,
  tooLargeVersion,
} from './Status';

/** An API server picks half an hour to an hour; this one is not random. */
const DEFAULT_TIMEOUT_S = 1800;
/** Timers cannot wait for much longer. */
const MAX_TIMEOUT_S = 86_400;
const BOOKMARK_MS = 60_000;

export interface WatchRequest {
  kind: ApiKind;
  namespace?: string;
  query: URLSearchParams;
  view: View;
  /** The clock, epoch ms; ages in tables count to it. */
  now(): number;
}

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';

const isTrue = (text: string | null) => text === 'true' || text === '1';

/** Answers a WATCH: one line of JSON for each event, until it times out. */
export function watchObjects(
  source: ClusterSource,
  request: WatchRequest,
): Answer {
  const { kind, namespace, query } = request;
  let filter: ObjectFilter;
  try {
    filter = filterOf(kind, namespace, query);
  } catch (error) {
    if (error instanceof SelectorError) return badRequest(error.message);
    throw error;
  }
  const version = numberOf(query.get('resourceVersion'));
  if (version === undefined) {
    return badRequest(
      `invalid resource version "${query.get('resourceVersion')}"`,
    );
  }
  const initial = query.get('sendInitialEvents');
  const problem = initialEventsProblem(initial, query);
  if (problem) return problem;
  const seconds = numberOf(query.get('timeoutSeconds')) || DEFAULT_TIMEOUT_S;
  return {
    status: 200,
    stream: signal =>
      lines(signal, Math.min(seconds, MAX_TIMEOUT_S) * 1000, {
        source,
        request,
        filter,
        version,
        bookmarks: isTrue(query.get('allowWatchBookmarks')),
        // Without a version, a watch starts with what there is.
        initial: initial === null ? version === 0 : isTrue(initial),
        announced: isTrue(initial),
      }),
  };
}

interface Watch {
  source: ClusterSource;
  request: WatchRequest;
  filter: ObjectFilter;
  version: number;
  bookmarks: boolean;
  /** Whether what there is comes first. */
  initial: boolean;
  /** Whether the client wants to be told when that is complete. */
  announced: boolean;
}

async function* lines(
  signal: AbortSignal,
  timeoutMs: number,
  watch: Watch,
): AsyncGenerator<string> {
  const { source, request, filter } = watch;
  const writer = eventWriter(request);
  const queue: string[] = [];
  let ended = signal.aborted;
  let wake = () => {};
  const woken = () =>
    new Promise<void>(resolve => {
      wake = resolve;
    });
  const push = (more: readonly string[]) => {
    queue.push(...more);
    wake();
  };
  const end = () => {
    ended = true;
    wake();
  };
  const bookmark = () =>
    writer.bookmark(source.listVersion(request.kind), false);
  const { opening, closed } = open(watch, writer);
  push(opening);
  if (closed) end();
  const stop = source.changes?.subscribe(changes =>
    push(changes.flatMap(change => eventsOf(change, request, filter, writer))),
  );
  const timeout = setTimeout(() => {
    if (watch.bookmarks) push([bookmark()]);
    end();
  }, timeoutMs);
  const interval = setInterval(() => {
    if (watch.bookmarks) push([bookmark()]);
  }, BOOKMARK_MS);
  signal.addEventListener('abort', end);
  try {
    while (!ended || queue.length > 0) {
      const line = queue.shift();
      if (line === undefined) await woken();
      else yield line;
      if (signal.aborted) return;
    }
  } finally {
    clearTimeout(timeout);
    clearInterval(interval);
    signal.removeEventListener('abort', end);
    stop?.();
  }
}

/** What a watch begins with, and whether it ends there. */
function open(
  watch: Watch,
  writer: EventWriter,
): { opening: string[]; closed: boolean } {
  const { source, request, filter, version } = watch;
  const current = source.listVersion(request.kind);
  if (version > Number(current)) {
    const { body } = tooLargeVersion(version, current);
    return { opening: [writer.line('ERROR', body)], closed: true };
  }
  if (watch.initial) {
    const objects = source.list(request.kind).filter(filter);
    const opening = objects.map(object => writer.event('ADDED', object));
    if (watch.announced) opening.push(writer.bookmark(current, true));
    return { opening, closed: false };
  }
  const missed = version === 0 ? [] : source.changes?.since(version) ?? [];
  if (version > 0 && source.changes && !source.changes.since(version)) {
    const { body } = expiredWatch(version, source.changes.from);
    return { opening: [writer.line('ERROR', body)], closed: true };
  }
  return {
    opening: missed.flatMap(change =>
      eventsOf(change, request, filter, writer),
    ),
    closed: false,
  };
}

/** The event that a change is to this watch, if it is one. */
function eventsOf(
  { before, after, version }: Change,
  { kind }: WatchRequest,
  filter: ObjectFilter,
  writer: EventWriter,
): string[] {
  const isOfKind = (object: KubeObject | undefined) =>
    object?.kind === kind.kind &&
    object.apiVersion === groupVersion(kind) &&
    filter(object);
  const was = isOfKind(before);
  if (after && isOfKind(after)) {
    return [writer.event(was ? 'MODIFIED' : 'ADDED', after)];
  }
  if (!was || !before) return [];
  // Gone, or no longer selected: as it last was, at the version of its end.
  const resourceVersion = String(version);
  const metadata = { ...before.metadata, resourceVersion };
  return [writer.event('DELETED', { ...before, metadata })];
}

interface EventWriter {
  line(type: EventType, object: unknown): string;
  event(type: EventType, object: KubeObject): string;
  bookmark(resourceVersion: string, initialEnd: boolean): string;
}

function eventWriter({ view, now }: WatchRequest): EventWriter {
  let first = true;
  const line = (type: EventType, object: unknown) =>
    `${JSON.stringify({ type, object })}\n`;
  const event = (type: EventType, object: KubeObject) => {
    const shown = representObject({ ...view, now: now() }, object, first);
    first = false;
    return line(type, shown);
  };
  return {
    line,
    event,
    bookmark: (resourceVersion, initialEnd) => {
      const metadata = {
        resourceVersion,
        creationTimestamp: null,
        ...(initialEnd && {
          annotations: { 'k8s.io/initial-events-end': 'true' },
        }),
      };
      return line('BOOKMARK', representBookmark(view, metadata));
    },
  };
}

function initialEventsProblem(
  initial: string | null,
  query: URLSearchParams,
): Answer | undefined {
  const match = query.get('resourceVersionMatch') ?? '';
  if (initial !== null && match !== 'NotOlderThan') {
    return invalidOptions(
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  return initial === null && match !== ''
    ? invalidOptions(
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      )
    : undefined;
}

/** A whole number, 0 where there is none; undefined for another text. */
function numberOf(text: string | null): number | undefined {
  if (text === null || text === '') return 0;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
