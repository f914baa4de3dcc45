import type { LabelMatcher } from './promql';

/** Systems beside the cluster that are asked about it (decision D12). @public */
export type SignalSourceName =
  | 'prometheus'
  | 'opencost'
  | 'alertmanager'
  | 'grafana'
  | 'loki';

/** Of which cluster, and at which time, a source is asked. @public */
export interface SignalScope {
  /**
   * What tells this cluster from others in the store, e.g. `cluster="prod-eu"`.
   * Empty where the store holds one cluster alone.
   */
  matchers: readonly LabelMatcher[];
  /** Epoch ms; queries are evaluated at this time. */
  now: number;
}

/** What is sent: a GET, below the URL that is configured for the source. @public */
export interface SignalRequest {
  /** e.g. `/api/v1/query`. */
  path: string;
  query: Readonly<Record<string, string>>;
}

/** What an answer says, as plain values. @public */
export interface SignalAnswer<T> {
  data: readonly T[];
  /** What had to be left out, e.g. values that are no numbers. */
  note?: string;
}

/**
 * One question to a source: how it is put for one cluster, and how its answer
 * is read. Pure data and pure functions; the request is made elsewhere.
 *
 * @public
 */
export interface SignalQuery<T> {
  source: SignalSourceName;
  /** In a word or two what is asked; people see it as `prometheus: rules`. */
  title: string;
  /** How far back the answer looks, seconds; 0 for what holds at this moment. */
  windowSeconds: number;
  request(scope: SignalScope): SignalRequest;
  /**
   * @throws SignalFormatError where the body is not what the API promises.
   * @throws SignalLimitError where it is more than is kept.
   */
  parse(body: unknown, scope: SignalScope): SignalAnswer<T>;
}

/** An answer that is not what the API of its source promises. @public */
export class SignalFormatError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SignalFormatError';
  }
}

/** An answer with more in it than is kept: a part would pass for the whole. @public */
export class SignalLimitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SignalLimitError';
  }
}

/** An answer that speaks of more than one cluster, or of none. @public */
export class SignalScopeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SignalScopeError';
  }
}
