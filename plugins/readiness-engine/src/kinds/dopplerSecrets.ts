import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

export const dopplerSecrets = defineKind<SecretSourceObject>({
  group: 'secrets.doppler.com',
  resource: 'dopplersecrets',
  kind: 'DopplerSecret',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw =>
    secretSource(raw, {
      name: ['spec', 'managedSecret', 'name'],
      namespace: ['spec', 'managedSecret', 'namespace'],
    }),
});
