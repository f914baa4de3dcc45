import { type DependencyList, useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { ReadinessApi } from '@readiness/backstage-plugin-readiness-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { readinessApiRef } from '../api/readinessApi';

export interface QueryResult<T> {
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  reload: () => void;
}

/**
 * One question to the readiness API. While it is asked again the last answer
 * stays on the screen, so that nothing jumps.
 */
export function useReadinessQuery<T>(
  ask: (api: ReadinessApi) => Promise<T>,
  deps: DependencyList,
): QueryResult<T> {
  const api = useApi(readinessApiRef);
  // The caller names what the question depends on, as for any effect.
  const { value, error, loading, retry } = useAsyncRetry(
    () => ask(api),
    [api, ...deps],
  );
  const reload = useCallback(() => retry(), [retry]);
  return { value, error, loading, reload };
}
