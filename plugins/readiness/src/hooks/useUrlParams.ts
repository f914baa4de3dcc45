import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export type UrlParams<K extends string> = Partial<Record<K, string>>;

/** A change that takes every one of these keys away. */
export function cleared<K extends string>(keys: readonly K[]): UrlParams<K> {
  const values: UrlParams<K> = {};
  for (const key of keys) values[key] = undefined;
  return values;
}

/**
 * View state that lives in the query of the URL, so that a link shows what its
 * sender saw. Setting a key to `undefined` removes it; other keys stay.
 */
export function useUrlParams<K extends string>(
  keys: readonly K[],
): [UrlParams<K>, (change: UrlParams<K>) => void] {
  const [search, setSearch] = useSearchParams();
  const joined = keys.join(' ');
  const text = search.toString();
  const values = useMemo(() => {
    const query = new URLSearchParams(text);
    const found: UrlParams<string> = {};
    for (const key of joined.split(' ')) {
      found[key] = query.get(key) || undefined;
    }
    return found as UrlParams<K>;
  }, [joined, text]);
  const set = useCallback(
    (change: UrlParams<K>) => {
      const next = new URLSearchParams(text);
      for (const [key, value] of Object.entries<string | undefined>(change)) {
        if (value) next.set(key, value);
        else next.delete(key);
      }
      setSearch(next, { replace: true, preventScrollReset: true });
    },
    [setSearch, text],
  );
  return [values, set];
}
