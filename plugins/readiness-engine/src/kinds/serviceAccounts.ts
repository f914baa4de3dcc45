import type { ServiceAccountObject } from '../inventory/objects';
import { at, flag } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const serviceAccounts = defineKind<ServiceAccountObject>({
  group: '',
  resource: 'serviceaccounts',
  kind: 'ServiceAccount',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    automountServiceAccountToken: flag(at(raw, 'automountServiceAccountToken')),
  }),
});
