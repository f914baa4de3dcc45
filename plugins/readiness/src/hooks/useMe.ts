import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import useAsync from 'react-use/esm/useAsync';

/** Entity ref of whoever is signed in; `undefined` until it is known. */
export function useMe(): string | undefined {
  const identity = useApi(identityApiRef);
  return useAsync(
    async () => (await identity.getBackstageIdentity()).userEntityRef,
    [identity],
  ).value;
}
