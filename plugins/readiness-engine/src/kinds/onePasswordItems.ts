import type { SecretSourceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { secretSource } from './secretSource';

export const onePasswordItems = defineKind<SecretSourceObject>({
  group: 'onepassword.com',
  resource: 'onepassworditems',
  kind: 'OnePasswordItem',
  namespaced: true,
  versions: ['v1'],
  project: raw => secretSource(raw, { name: ['metadata', 'name'] }),
});
