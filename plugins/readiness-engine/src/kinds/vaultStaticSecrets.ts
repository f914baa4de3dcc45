import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

export const vaultStaticSecrets = defineKind<SecretSourceObject>({
  group: 'secrets.hashicorp.com',
  resource: 'vaultstaticsecrets',
  kind: 'VaultStaticSecret',
  namespaced: true,
  versions: ['v1beta1'],
  project: raw =>
    secretSource(raw, {
      name: ['spec', 'destination', 'name'],
      annotations: ['spec', 'destination', 'annotations'],
    }),
});
