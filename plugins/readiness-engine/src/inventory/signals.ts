/** A rule as a Prometheus-compatible API reports it. @public */
export interface LiveRule {
  alert: string;
  group: string;
  file: string;
  health: string;
  lastError?: string;
  /** Epoch ms. */
  lastEvaluation?: number;
  intervalSeconds: number;
  expr: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

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

/** One value of an instant query. @public */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** What the signal sources of a cluster say, by inventory key. @public */
export interface Signals {
  /** `GET /api/v1/rules` of the metrics store of this cluster. */
  readonly liveRules: readonly LiveRule[];
  /** `GET /api/v1/targets?state=active`. */
  readonly liveTargets: readonly ScrapeTarget[];
  /** `count(up)` of this cluster; one sample. */
  readonly liveUp: readonly Sample[];
  /** Spans a second that collectors sent and failed to send, by label `outcome`. */
  readonly liveSpans: readonly Sample[];
}

/** What is known where no source is connected. */
export const NO_SIGNALS: Signals = Object.freeze({
  liveRules: [],
  liveTargets: [],
  liveUp: [],
  liveSpans: [],
});
