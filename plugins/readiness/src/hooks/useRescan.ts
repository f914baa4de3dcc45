import { useApi } from '@backstage/core-plugin-api';
import type { Scorecard } from '@readiness/backstage-plugin-readiness-common';
import { readinessApiRef } from '../api/readinessApi';
import { type ScanRuns, useScanRuns } from './useScanRuns';

export interface Rescan {
  runs: ScanRuns;
  scanning: boolean;
  start(): void;
}

/** Scans of one entity: where it runs, else wherever can be scanned. */
export function useRescan(
  scorecard: Pick<Scorecard, 'entityRef' | 'workloads'>,
  onFinished: () => void,
): Rescan {
  const { entityRef, workloads } = scorecard;
  const api = useApi(readinessApiRef);
  const runs = useScanRuns({ entityRef, onFinished });
  const clusters = async (): Promise<string[]> => {
    const known = new Set(workloads.map(({ cluster }) => cluster));
    if (known.size > 0) return [...known];
    const { items } = await api.getClusters();
    return items.filter(({ scannable }) => scannable).map(({ name }) => name);
  };
  return {
    runs,
    scanning: runs.running || runs.starting,
    start: () => runs.start(clusters),
  };
}
