import type { SecretStoreObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretStore } from './secretStore';

export const secretStores = defineKind<SecretStoreObject>({
  group: 'external-secrets.io',
  resource: 'secretstores',
  kind: 'SecretStore',
  namespaced: true,
  versions: ['v1', 'v1beta1'],
  project: secretStore,
});
