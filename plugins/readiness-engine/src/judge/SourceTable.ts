import type {
  SourceState,
  Subject,
  UnknownReason,
} from '@readiness/backstage-plugin-readiness-common';
import type { Read, SourceInfo } from '../check';
import type { JudgeOptions } from '../contracts';
import type { Source } from '../facts';
import type { KindName } from '../inventory/Inventory';
import { KINDS } from '../kinds';
import { isResourceRead } from '../rbac/rules';

/** States in which a source says nothing, worst first. */
const UNREADABLE = [
  'forbidden',
  'error',
  'truncated',
  'partial',
  'stale',
  'unscoped',
  'notConnected',
] as const satisfies readonly UnknownReason[];

type Unreadable = (typeof UNREADABLE)[number];

/**
 * Whether a source in this state says nothing, so that what depends on it is
 * unknown. Absent, empty and inert are answers.
 *
 * @public
 */
export function isUnreadable(
  state: SourceState | UnknownReason,
): state is Unreadable {
  return UNREADABLE.some(unreadable => unreadable === state);
}

/** A source that a verdict depends on and that says nothing for its subject. */
export interface Blocked {
  reason: Unreadable;
  source: Source;
}

const NOT_READ = 'the scan did not read it';

const isSubjectRead = (read: Read) =>
  isResourceRead(read) && read.role === 'subject';

export const keyOfRead = (read: Read): string =>
  isResourceRead(read) ? read.kind : read.provides;

/** The states of the sources of one scan, as subjects see them. */
export class SourceTable {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #at: string;
  readonly #origin: JudgeOptions['origin'];

  static create(
    options: Pick<JudgeOptions, 'sources' | 'now' | 'origin'>,
  ): SourceTable {
    return new SourceTable(options);
  }

  private constructor({
    sources,
    now,
    origin,
  }: Pick<JudgeOptions, 'sources' | 'now' | 'origin'>) {
    this.#sources = new Map(sources.map(source => [source.key, source]));
    this.#at = new Date(now).toISOString();
    this.#origin = origin;
  }

  has(key: string): boolean {
    return this.#sources.has(key);
  }

  get(key: string): Source {
    return (
      this.#sources.get(key) ?? {
        key,
        resource: key,
        state: 'error',
        count: 0,
        at: this.#at,
        message: NOT_READ,
      }
    );
  }

  /** Whether the scan had to do with everything that a check reads. */
  covers(reads: readonly Read[]): boolean {
    return reads.every(read => this.has(keyOfRead(read)));
  }

  /** Keys of the sources that speak of a subject. */
  consulted(reads: readonly Read[], subject: Subject): readonly string[] {
    const keys = reads.filter(read => mattersFor(read, subject)).map(keyOfRead);
    return [...new Set(keys)];
  }

  /** Of the required reads those that say nothing, in the order declared. */
  blockedFor(reads: readonly Read[], subject: Subject): readonly Blocked[] {
    return reads.flatMap(read => {
      if (!this.#isRequired(read, subject)) return [];
      return this.blockedSource(keyOfRead(read), subject) ?? [];
    });
  }

  /** The source of this key, where it says nothing of the subject. */
  blockedSource(key: string, subject: Subject): Blocked | undefined {
    const source = this.get(key);
    const state = stateFor(source, subject);
    return isUnreadable(state) ? { reason: state, source } : undefined;
  }

  /** What lists the subject itself is never optional; a manifest is just there. */
  #isRequired(read: Read, subject: Subject): boolean {
    const isListing =
      this.#origin !== 'manifests' && listsSubject(read, subject);
    return mattersFor(read, subject) && (!read.optional || isListing);
  }

  /**
   * Like {@link blockedFor}, but a source that shows a part is let through for
   * a cluster: a failure in the part that was seen is conclusive.
   */
  split(reads: readonly Read[], subject: Subject) {
    const blocked = this.blockedFor(reads, subject);
    const isWhole = subject.type === 'cluster' || subject.type === 'entity';
    const partial = blocked.filter(
      entry => isWhole && entry.reason === 'partial',
    );
    return {
      blocked: blocked.filter(entry => !partial.includes(entry)),
      partial,
    };
  }

  /**
   * The state behind an inventory key or a source's own key. For `workloads`
   * it is the worst of the reads that it depends on.
   */
  infoFor(key: string, reads: readonly Read[], subject: Subject): SourceInfo {
    const behind = reads.filter(
      read =>
        (read.provides === key || keyOfRead(read) === key) &&
        mattersFor(read, subject),
    );
    const needed = behind.filter(
      read => !read.optional || keyOfRead(read) === key,
    );
    const states = (needed.length > 0 ? needed : behind).map(read => {
      const source = this.get(keyOfRead(read));
      return { state: stateFor(source, subject), message: source.message };
    });
    if (states.length === 0) {
      const source = this.get(key);
      return { state: stateFor(source, subject), message: source.message };
    }
    return states.reduce((worst, next) =>
      rank(next.state) < rank(worst.state) ? next : worst,
    );
  }
}

/** Unreadable ones first, then what holds data, then what holds none. */
const ORDER: readonly SourceState[] = [
  ...UNREADABLE,
  'inert',
  'ok',
  'empty',
  'absent',
];

function rank(state: SourceState): number {
  return ORDER.indexOf(state);
}

/** Where a source was read in parts, the subject's own part counts. */
function stateFor(source: Source, subject: Subject): SourceState {
  if (source.state !== 'partial') return source.state;
  const namespace = subject.namespace;
  const isLocal =
    isKind(source.key) && !KINDS[source.key].reachesOtherNamespaces;
  return isLocal &&
    namespace !== undefined &&
    source.namespaces?.includes(namespace)
    ? 'ok'
    : 'partial';
}

function isKind(key: string): key is KindName {
  return Object.hasOwn(KINDS, key);
}

function listsSubject(read: Read, subject: Subject): boolean {
  if (!isResourceRead(read) || subject.type !== 'workload') return false;
  const { group, kind } = KINDS[read.kind];
  return kind === subject.kind && group === (subject.apiGroup ?? '');
}

/** A list of DaemonSets says nothing about a Deployment. */
function mattersFor(read: Read, subject: Subject): boolean {
  return (
    !isSubjectRead(read) ||
    subject.type !== 'workload' ||
    listsSubject(read, subject)
  );
}
