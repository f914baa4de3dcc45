import type { LabelSelector, ObjectMeta } from './metadata';

/** @public */
export interface AlertRule {
  group: string;
  alert: string;
  expr: string;
  for?: string;
  labels: Readonly<Record<string, string>>;
  /** `runbook_url`, `runbook`, `runbook_link`, `playbook`, `summary` and `description` only. */
  annotations: Readonly<Record<string, string>>;
}

/** @public */
export interface PrometheusRuleObject extends ObjectMeta {
  rules: readonly AlertRule[];
  /** `status.bindings[].conditions[type=Accepted].status`, when reported. */
  accepted?: boolean;
}

/** @public */
export interface PrometheusObject extends ObjectMeta {
  ruleSelector?: LabelSelector;
  ruleNamespaceSelector?: LabelSelector;
  monitors: MonitorSelection;
  available?: boolean;
}

/** Which monitor objects a scraper asks for; an absent selector asks for none. @public */
export interface MonitorSelection {
  serviceMonitorSelector?: LabelSelector;
  serviceMonitorNamespaceSelector?: LabelSelector;
  podMonitorSelector?: LabelSelector;
  podMonitorNamespaceSelector?: LabelSelector;
}

/** A PrometheusAgent or VMAgent: it scrapes and answers no queries. @public */
export interface ScraperObject extends ObjectMeta {
  monitors: MonitorSelection;
  /** Of the VictoriaMetrics operator: absent selectors ask for everything. */
  selectAllByDefault: boolean;
  available?: boolean;
}

/**
 * A ServiceMonitor, a PodMonitor or what other stacks call so.
 *
 * @public
 */
export interface MonitorObject extends ObjectMeta {
  selector?: LabelSelector;
  /** Namespaces that it looks into; its own where `any` is false and none is named. */
  namespaceSelector: { any: boolean; names: readonly string[] };
  /** Names or numbers of the ports that it asks for. */
  endpoints: readonly { port?: string; targetPort?: string }[];
}

/** A `scrapeconfigs` object; its targets come from discovery and relabelling. @public */
export interface ScrapeConfigObject extends ObjectMeta {
  /** It discovers pods, endpoints or services of Kubernetes. */
  discoversKubernetes: boolean;
}

/** An OpenTelemetry collector, its configuration reduced to its shape. @public */
export interface CollectorObject extends ObjectMeta {
  /** `deployment`, `daemonset`, `statefulset` or `sidecar`. */
  mode: string;
  /** Types of the receivers in use, e.g. `otlp`, `filelog`. */
  receivers: readonly string[];
  pipelines: readonly {
    /** `traces`, `metrics` or `logs`. */
    signal: string;
    /** Types of its exporters, e.g. `otlp`, `debug`. */
    exporters: readonly string[];
  }[];
  /** False where the configuration could not be understood. */
  parsed: boolean;
}

/** Auto-instrumentation of the OpenTelemetry operator. @public */
export interface InstrumentationObject extends ObjectMeta {
  exports: boolean;
  sampler?: string;
}

/** A service level objective of any operator, reduced to what coverage needs. @public */
export interface SloObject extends ObjectMeta {
  service?: string;
  /** Text of its indicator queries, to find the workload in. */
  queries: readonly string[];
  /** False when all alerts are disabled. */
  alerting: boolean;
  /** The objectives, in percent. */
  objectives: readonly number[];
  /**
   * Whether its rules were made from the newest version of it; absent where
   * its operator does not say.
   */
  generated?: boolean;
}
