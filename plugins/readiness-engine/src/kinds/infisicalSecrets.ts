import type { SecretSourceObject } from '../inventory/objects';
import { at, items, word } from './fields';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

/** The Secrets that it names, in the older field or in the newer list. */
const references = (raw: unknown): readonly unknown[] => [
  at(raw, 'spec', 'managedSecretReference'),
  ...items(at(raw, 'spec', 'managedKubeSecretReferences')),
];

export const infisicalSecrets = defineKind<SecretSourceObject>({
  group: 'secrets.infisical.com',
  resource: 'infisicalsecrets',
  kind: 'InfisicalSecret',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const named = references(raw).flatMap(reference => {
      const name = word(at(reference, 'secretName'));
      return name === undefined
        ? []
        : [{ name, namespace: word(at(reference, 'secretNamespace')) }];
    });
    return {
      ...secretSource(raw),
      target: named[0]?.namespace,
      secrets: named.map(({ name }) => name),
    };
  },
});
