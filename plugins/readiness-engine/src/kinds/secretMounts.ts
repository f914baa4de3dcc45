import type { SecretMountObject } from '../inventory/objects';
import { at, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** One for each pod and class; the driver leaves `mounted` out for false. */
export const secretMounts = defineKind<SecretMountObject>({
  group: 'secrets-store.csi.x-k8s.io',
  resource: 'secretproviderclasspodstatuses',
  kind: 'SecretProviderClassPodStatus',
  namespaced: true,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    className: word(at(raw, 'status', 'secretProviderClassName')),
    mounted: at(raw, 'status', 'mounted') === true,
  }),
});
