import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

/** Encrypted in Git: delivered, but rotated and revoked nowhere. */
export const sealedSecrets = defineKind<SecretSourceObject>({
  group: 'bitnami.com',
  resource: 'sealedsecrets',
  kind: 'SealedSecret',
  namespaced: true,
  versions: ['v1alpha1'],
  project: raw =>
    secretSource(raw, {
      name: ['spec', 'template', 'metadata', 'name'],
      annotations: ['spec', 'template', 'metadata', 'annotations'],
    }),
});
