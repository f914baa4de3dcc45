import {
  clusterReader,
  connect,
  type Connection,
} from '@readiness/cluster-connection';
import { RULESET_VERSION } from '@readiness/backstage-plugin-readiness-checks';
import {
  collectInventory,
  collectReads,
  type CollectOptions,
  type Source,
} from '@readiness/backstage-plugin-readiness-engine';
import type { ScanCommand, ScanTarget } from '../commandLine';
import { UsageError } from '../UsageError';
import { checkResults, NO_PLACES } from './checkResults';
import { judge } from './judge';
import type { ScanReport } from './ScanReport';

async function open(
  target: ScanTarget & { type: 'cluster' },
): Promise<Connection> {
  try {
    return await connect({
      type: 'kubeconfig',
      path: target.kubeconfig,
      context: target.context,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The cluster cannot be reached: ${message}`);
  }
}

/** Nothing at all could be read: that is no result, and no clean one either. */
function refuseUnreachable(sources: readonly Source[]): void {
  const lists = sources.filter(({ resource }) => resource.includes('/'));
  const first = lists.find(({ state }) => state === 'error');
  if (first && lists.every(({ state }) => state === 'error')) {
    throw new UsageError(
      `The cluster cannot be read: ${first.resource}: ${
        first.message ?? 'error'
      }`,
    );
  }
}

/** Judges a cluster as its API answers now; only GET requests are made. */
export async function scanCluster(
  target: ScanTarget & { type: 'cluster' },
  { checks }: Pick<ScanCommand, 'checks'>,
  now: number,
  onProgress?: CollectOptions['onProgress'],
): Promise<ScanReport> {
  const connection = await open(target);
  const collected = await collectInventory({
    reader: clusterReader(connection),
    reads: collectReads(checks),
    checks,
    now,
    onProgress,
  });
  refuseUnreachable(collected.sources);
  const name = connection.context ?? 'cluster';
  const result = judge(collected, { name, checks, now });
  const unseen = collected.sources.filter(({ state }) =>
    ['forbidden', 'error', 'truncated', 'partial'].includes(state),
  );
  return {
    rulesetVersion: RULESET_VERSION,
    results: checkResults(result, checks, NO_PLACES),
    problems: [],
    skipped: new Map(),
    notes: unseen.map(
      ({ resource, state, message }) =>
        `${resource} is ${state}${message ? `: ${message}` : ''}.`,
    ),
    scanned: `cluster ${name}, Kubernetes ${result.cluster.version.major}.${result.cluster.version.minor}`,
  };
}
