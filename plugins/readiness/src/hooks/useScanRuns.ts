import { useCallback, useEffect, useRef, useState } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { Scan } from '@readiness/backstage-plugin-readiness-common';
import { readinessApiRef } from '../api/readinessApi';

const DEFAULT_POLL_SECONDS = 2;

export function isFinished(scan: Scan): boolean {
  return scan.status !== 'queued' && scan.status !== 'running';
}

/** Milliseconds between two looks at a running scan. */
export function usePollInterval(): number {
  const config = useApi(configApiRef);
  const seconds =
    config.getOptionalNumber('readiness.portal.pollSeconds') ??
    DEFAULT_POLL_SECONDS;
  return Math.max(seconds, 0.01) * 1000;
}

/** Names of clusters, or a question that answers with them. */
export type ClusterNames =
  | readonly string[]
  | (() => Promise<readonly string[]>);

export interface ScanRuns {
  /** The last state of every scan that was started here. */
  scans: Scan[];
  starting: boolean;
  running: boolean;
  error: Error | undefined;
  /** Asked to scan, and found no cluster to do it in. */
  nothingToScan: boolean;
  start(clusters: ClusterNames): void;
  follow(ids: readonly string[]): void;
}

/**
 * Starts scans (or follows those that run already) and asks for their state
 * until all have ended. Leaving the page only stops the asking.
 */
export function useScanRuns(options: {
  entityRef?: string;
  onFinished?: () => void;
}): ScanRuns {
  const api = useApi(readinessApiRef);
  const interval = usePollInterval();
  const [scans, setScans] = useState<Scan[]>([]);
  const [ids, setIds] = useState<readonly string[]>([]);
  const [starting, setStarting] = useState(false);
  const [nothingToScan, setNothingToScan] = useState(false);
  const [error, setError] = useState<Error>();
  const onFinished = useRef(options.onFinished);
  onFinished.current = options.onFinished;
  const { entityRef } = options;

  useEffect(() => {
    if (ids.length === 0) return undefined;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const states = await Promise.all(ids.map(id => api.getScan(id)));
        if (left) return;
        setScans(states);
        if (states.every(isFinished)) {
          setIds([]);
          onFinished.current?.();
        } else {
          timer = setTimeout(look, interval);
        }
      } catch (e) {
        if (left) return;
        setIds([]);
        setError(e as Error);
      }
    };
    look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [api, ids, interval]);

  const follow = useCallback((next: readonly string[]) => {
    setError(undefined);
    setIds(next);
  }, []);

  const start = useCallback(
    async (clusters: ClusterNames) => {
      setError(undefined);
      setScans([]);
      setStarting(true);
      try {
        const names =
          typeof clusters === 'function' ? await clusters() : clusters;
        setNothingToScan(names.length === 0);
        const request = entityRef ? { entityRef } : undefined;
        const answers = await Promise.allSettled(
          names.map(name => api.startScan(name, request)),
        );
        const started = new Set<string>();
        for (const answer of answers) {
          if (answer.status === 'fulfilled') started.add(answer.value.id);
          else setError(answer.reason);
        }
        setIds([...started]);
      } catch (e) {
        setError(e as Error);
      } finally {
        setStarting(false);
      }
    },
    [api, entityRef],
  );

  const running = ids.length > 0;
  return { scans, starting, running, error, nothingToScan, start, follow };
}
