import type { NonResourceRead } from '../check';
import type { Source } from '../facts';
import type { MetricSample } from '../inventory/metrics';
import { urlRuleYaml } from '../rbac/rules';
import type { ApiClient } from './ApiClient';
import { MetricsParser } from './MetricsParser';

/** What the API server counts that some check may read; nothing else is kept. */
export const METRIC_FAMILIES = [
  'apiserver_admission_webhook_fail_open_count',
  'apiserver_storage_transformation_operations_total',
  'apiserver_validating_admission_policy_check_total',
  'pod_security_evaluations_total',
  'pod_security_exemptions_total',
  'process_start_time_seconds',
] as const;

/** A server with more of them than that counts by something unbounded. */
const MOST_SAMPLES = 5_000;
const MOST_BYTES = 128 * 1024 * 1024;

export interface MetricsAnswer {
  source: Source;
  samples: readonly MetricSample[];
}

/** Reads the counters of the API server, line by line. */
export async function readMetrics(
  client: ApiClient,
  read: NonResourceRead,
  at: string,
): Promise<MetricsAnswer> {
  const parser = MetricsParser.create(METRIC_FAMILIES, MOST_SAMPLES);
  const answer = await client.stream(
    read.nonResourceURL,
    text => parser.add(text),
    MOST_BYTES,
  );
  parser.end();
  const source = {
    key: read.provides,
    resource: read.nonResourceURL,
    at,
  };
  const failed = (state: Source['state'], parts: Partial<Source> = {}) => ({
    source: { ...source, state, count: 0, ...parts },
    samples: [],
  });
  switch (answer.type) {
    case 'forbidden':
      return failed('forbidden', {
        missingRule: urlRuleYaml([read.nonResourceURL]),
      });
    case 'notFound':
      return failed('absent');
    case 'error':
      return failed('error', { message: answer.message });
    default: {
      const { samples } = parser;
      const cut = answer.truncated || parser.isFull;
      const state = samples.length > 0 ? 'ok' : 'empty';
      return {
        source: {
          ...source,
          state: cut ? 'truncated' : state,
          count: samples.length,
          bytes: answer.bytes,
          ...(cut && { message: 'the page is longer than what is read of it' }),
        },
        samples,
      };
    }
  }
}
