import type { SecretSourceObject } from '../inventory/objects';
import { at, items, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** Its parameters say where values come from and are not kept. */
export const secretProviderClasses = defineKind<SecretSourceObject>({
  group: 'secrets-store.csi.x-k8s.io',
  resource: 'secretproviderclasses',
  kind: 'SecretProviderClass',
  namespaced: true,
  versions: ['v1'],
  project: raw => {
    const secrets = items(at(raw, 'spec', 'secretObjects')).flatMap(
      object => word(at(object, 'secretName')) ?? [],
    );
    return { ...objectMeta(raw), secrets, owns: secrets.length > 0 };
  },
});
