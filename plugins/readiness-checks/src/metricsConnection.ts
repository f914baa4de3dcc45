import type {
  JudgeContext,
  Occurrence,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';

/** Reason code of decision D5. */
export const NOT_LIVE_VERIFIED = 'not-live-verified';

/**
 * What makes the metrics store of a cluster known to the portal.
 *
 * @param purpose - what it is then asked for, after "so that"
 */
export function connectMetricsStore(
  cluster: string,
  purpose: string,
): Remediation {
  return {
    summary: `Connect the metrics store of ${cluster}, so that ${purpose}.`,
    type: 'steps',
    content: [
      '1. Make the query API of Prometheus (or Thanos, Mimir) reachable for the portal, read-only.',
      `2. Name it under readiness.clusters, entry ${cluster}, key prometheus.`,
      '3. Scan again.',
      '',
    ].join('\n'),
  };
}

/**
 * All that the cluster shows of a workload is in order; the rest only its
 * metrics store could tell. To connect that is one task of the platform, not
 * one of every team.
 */
export function metricsNotSeen(
  { cluster }: Pick<JudgeContext, 'cluster'>,
  message: string,
  purpose: string,
): Occurrence {
  return {
    state: 'warn',
    discriminator: NOT_LIVE_VERIFIED,
    severity: 'low',
    responsible: 'platform',
    fixRoot: {
      type: 'cluster',
      key: `${cluster.uid}/metrics-store`,
      title: `Metrics store of cluster ${cluster.name}`,
    },
    reasons: [{ code: NOT_LIVE_VERIFIED, message }],
    remediation: connectMetricsStore(cluster.name, purpose),
  };
}
