import type { SecretSourceObject } from '../inventory/objects';
import { at, text, time, word } from './fields';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

/** `Merge` adds to a Secret of somebody else, `None` makes none. */
const FOREIGN = ['Merge', 'None'];

export const externalSecrets = defineKind<SecretSourceObject>({
  group: 'external-secrets.io',
  resource: 'externalsecrets',
  kind: 'ExternalSecret',
  namespaced: true,
  versions: ['v1', 'v1beta1'],
  project: raw => {
    const target = at(raw, 'spec', 'target');
    const bound = word(at(raw, 'status', 'binding', 'name'));
    const source = secretSource(raw, {
      name: ['spec', 'target', 'name'],
      annotations: ['spec', 'target', 'template', 'metadata', 'annotations'],
    });
    return {
      ...source,
      ...(bound !== undefined && { secrets: [bound] }),
      refreshedAt: time(at(raw, 'status', 'refreshTime')),
      refreshInterval: word(at(raw, 'spec', 'refreshInterval')),
      refreshPolicy: word(at(raw, 'spec', 'refreshPolicy')),
      owns: !FOREIGN.includes(text(at(target, 'creationPolicy')) ?? ''),
    };
  },
});
