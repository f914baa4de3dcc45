import { useCallback, useMemo } from 'react';
import { errorApiRef, storageApiRef, useApi } from '@backstage/core-plugin-api';
import useObservable from 'react-use/esm/useObservable';

/**
 * A choice of the person that the portal keeps for the next visit. `undefined`
 * while it is not known yet; what was never chosen is `false`.
 */
export function useStoredFlag(
  key: string,
): [boolean | undefined, (value: boolean) => void] {
  const storage = useApi(storageApiRef);
  const errors = useApi(errorApiRef);
  const bucket = useMemo(() => storage.forBucket('readiness'), [storage]);
  const changes = useMemo(() => bucket.observe$<boolean>(key), [bucket, key]);
  const { presence, value } = useObservable(
    changes,
    bucket.snapshot<boolean>(key),
  );
  const set = useCallback(
    (next: boolean) => {
      bucket.set(key, next).catch(error => errors.post(error));
    },
    [bucket, errors, key],
  );
  return [presence === 'unknown' ? undefined : value === true, set];
}
