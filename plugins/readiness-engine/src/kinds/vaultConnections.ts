import type { SecretStoreObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretStore } from './secretStore';

export const vaultConnections = defineKind<SecretStoreObject>({
  group: 'secrets.hashicorp.com',
  resource: 'vaultconnections',
  kind: 'VaultConnection',
  namespaced: true,
  versions: ['v1beta1'],
  project: secretStore,
});
