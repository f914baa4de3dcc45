import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

/** Made and renewed by cert-manager. */
export const certificates = defineKind<SecretSourceObject>({
  group: 'cert-manager.io',
  resource: 'certificates',
  kind: 'Certificate',
  namespaced: true,
  versions: ['v1'],
  project: raw =>
    secretSource(raw, {
      name: ['spec', 'secretName'],
      annotations: ['spec', 'secretTemplate', 'annotations'],
    }),
});
