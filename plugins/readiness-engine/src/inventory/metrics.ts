/** One line of the Prometheus text format. @public */
export interface MetricSample {
  /** e.g. `pod_security_evaluations_total`. */
  metric: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}
