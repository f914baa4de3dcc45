import type { SecretStoreObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretStore } from './secretStore';

export const vaultAuths = defineKind<SecretStoreObject>({
  group: 'secrets.hashicorp.com',
  resource: 'vaultauths',
  kind: 'VaultAuth',
  namespaced: true,
  versions: ['v1beta1'],
  project: secretStore,
});
