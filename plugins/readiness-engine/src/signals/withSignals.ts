import type { Collected } from '../contracts';
import type { SourceState } from '@readiness/backstage-plugin-readiness-common';
import { type SignalKey, signalTitle } from './registry';

/** What one question came to. @public */
export interface SignalReading {
  key: SignalKey;
  state: Extract<
    SourceState,
    'ok' | 'empty' | 'truncated' | 'error' | 'stale' | 'unscoped'
  >;
  /** Empty unless `state` is `ok`. */
  data: readonly unknown[];
  /** ISO time of the answer. */
  at: string;
  message?: string;
  /** Where it was asked, where that is not the source of the query. */
  askedOf?: string;
}

/**
 * Joins what sources beside the cluster said to what was collected of it.
 * Questions that nobody asked stay `notConnected`.
 *
 * @public
 */
export function withSignals(
  collected: Collected,
  readings: readonly SignalReading[],
): Collected {
  const byKey = new Map<string, SignalReading>(
    readings.map(reading => [reading.key, reading]),
  );
  return {
    ...collected,
    inventory: {
      ...collected.inventory,
      ...Object.fromEntries(
        readings
          .filter(({ state }) => state === 'ok')
          .map(({ key, data }) => [key, data]),
      ),
    },
    sources: collected.sources.map(source => {
      const reading = byKey.get(source.key);
      if (!reading) return source;
      const { state, data, at, message, askedOf } = reading;
      const title = signalTitle(reading.key);
      return {
        key: source.key,
        resource: askedOf ? title.replace(/^[^:]+/, askedOf) : title,
        state,
        count: state === 'ok' ? data.length : 0,
        at,
        ...(message !== undefined && { message }),
      };
    }),
  };
}
