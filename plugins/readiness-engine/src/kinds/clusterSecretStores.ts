import type { SecretStoreObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretStore } from './secretStore';

export const clusterSecretStores = defineKind<SecretStoreObject>({
  group: 'external-secrets.io',
  resource: 'clustersecretstores',
  kind: 'ClusterSecretStore',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: secretStore,
});
