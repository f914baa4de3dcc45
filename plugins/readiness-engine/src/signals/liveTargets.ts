import { at, textMap, word } from '../kinds/fields';
import { prometheusData } from './prometheusQuery';
import { matchesLabel } from './scopeExpression';
import { SignalFormatError, type SignalQuery } from './SignalQuery';

/** A target that a Prometheus-compatible API scrapes. @public */
export interface ScrapeTarget {
  namespace?: string;
  pod?: string;
  /** The container whose port it is, where the store says so. */
  container?: string;
  /** e.g. `serviceMonitor/shop/checkout/0`. */
  pool: string;
  health: string;
}

/** What the metrics store scrapes. */
export const liveTargets: SignalQuery<ScrapeTarget> = {
  source: 'prometheus',
  title: 'targets',
  windowSeconds: 0,
  request: () => ({ path: '/api/v1/targets', query: { state: 'active' } }),
  parse: (body, { matchers }) => {
    const targets = at(prometheusData(body), 'activeTargets');
    if (!Array.isArray(targets)) {
      throw new SignalFormatError('data.activeTargets: is no list');
    }
    const data = targets.flatMap((target: unknown): ScrapeTarget[] => {
      const labels = textMap(at(target, 'labels'));
      if (!matchers.every(matcher => matchesLabel(matcher, labels))) return [];
      return [
        {
          namespace: word(labels.namespace),
          pod: word(labels.pod),
          container: word(labels.container),
          pool: word(at(target, 'scrapePool')) ?? '',
          health: word(at(target, 'health')) ?? 'unknown',
        },
      ];
    });
    return { data };
  },
};
