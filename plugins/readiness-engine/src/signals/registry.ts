/**
 * Every question that is put to a source beside the cluster. How to add one:
 *
 * 1. Add a row to `SIGNAL_QUERIES`. Its key becomes a key of the inventory;
 *    `instantQuery` and `rangeQuery` build rows for PromQL, any other API is a
 *    `SignalQuery` in a file of its own. Write expressions as for a store of
 *    one cluster, never with a cluster label: the scope of the configuration
 *    is put into each selector by the grammar.
 * 2. Ask per cluster, never per workload: group by `namespace`, `pod` and the
 *    like, and let the judge look up its own. One row is one request a scan.
 *    Let the store aggregate; what is above `MAX_SERIES` is `truncated`.
 * 3. A check reads it by `signal('key')` in its `reads`; tests connect it by
 *    `signals: { key: [...] }` of `judgeOne`.
 * 4. Where the stand-in of `packages/sample-cluster` refuses the expression
 *    with 422, teach it the function; its test compares it with a real
 *    Prometheus for every row.
 *
 * What is not connected, refused, cut, ambiguous or no answer at all becomes
 * the state of the source, and so `unknown`, never an empty list.
 */
import { liveRules } from './liveRules';
import { liveTargets } from './liveTargets';
import { instantQuery } from './prometheusQuery';
import type { SignalQuery, SignalSourceName } from './SignalQuery';
import { usageQueries } from './usageQueries';

const HOUR = 3600;

/** Collectors count with and without `_total`, by version. */
const spans = (counter: string, outcome: string) =>
  `label_replace(sum(
    sum by (job, instance) (rate(${counter}_total[1h]))
    or sum by (job, instance) (rate(${counter}[1h]))
  ), "outcome", "${outcome}", "", "")`;

/** @public */
export const SIGNAL_QUERIES = {
  /** `GET /api/v1/rules` of the metrics store of this cluster. */
  liveRules,
  /** `GET /api/v1/targets?state=active`. */
  liveTargets,
  /** How many targets the metrics store sees; one sample. */
  liveUp: instantQuery({
    title: 'up',
    expression: 'count(up)',
    windowSeconds: 0,
  }),
  /** Spans a second that collectors sent and failed to send, by label `outcome`. */
  liveSpans: instantQuery({
    title: 'spans',
    expression: `${spans('otelcol_exporter_sent_spans', 'sent')}
      or ${spans('otelcol_exporter_send_failed_spans', 'failed')}`,
    windowSeconds: HOUR,
  }),
  ...usageQueries,
};

/** @public */
export type SignalKey = keyof typeof SIGNAL_QUERIES;

/** What one value of a signal is. @public */
export type SignalValue<K extends SignalKey> =
  (typeof SIGNAL_QUERIES)[K] extends SignalQuery<infer T> ? T : never;

/** What the signal sources of a cluster say, by inventory key. @public */
export type Signals = {
  readonly [K in SignalKey]: readonly SignalValue<K>[];
};

/** @public */
export const SIGNAL_KEYS = Object.keys(SIGNAL_QUERIES) as readonly SignalKey[];

/** What is known where no source is connected. */
export const NO_SIGNALS = Object.freeze(
  Object.fromEntries(SIGNAL_KEYS.map(key => [key, []])),
) as unknown as Signals;

/** The query behind a key, without the type of its values. @public */
export function signalQuery(key: SignalKey): SignalQuery<unknown> {
  return SIGNAL_QUERIES[key];
}

/** As people see it in the list of sources, e.g. `prometheus: rules`. @public */
export function signalTitle(key: SignalKey): string {
  const { source, title } = SIGNAL_QUERIES[key];
  return `${source satisfies SignalSourceName}: ${title}`;
}
