import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

export const vaultPkiSecrets = defineKind<SecretSourceObject>({
  group: 'secrets.hashicorp.com',
  resource: 'vaultpkisecrets',
  kind: 'VaultPKISecret',
  namespaced: true,
  versions: ['v1beta1'],
  project: raw =>
    secretSource(raw, {
      name: ['spec', 'destination', 'name'],
      annotations: ['spec', 'destination', 'annotations'],
    }),
});
