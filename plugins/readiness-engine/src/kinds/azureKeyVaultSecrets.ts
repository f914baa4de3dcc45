import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

export const azureKeyVaultSecrets = defineKind<SecretSourceObject>({
  group: 'spv.no',
  resource: 'azurekeyvaultsecrets',
  kind: 'AzureKeyVaultSecret',
  namespaced: true,
  versions: ['v2beta1', 'v1'],
  project: raw =>
    secretSource(raw, { name: ['spec', 'output', 'secret', 'name'] }),
});
