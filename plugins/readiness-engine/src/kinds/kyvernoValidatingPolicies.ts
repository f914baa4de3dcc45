import type { PolicyObject } from '../inventory/objects';
import { at, texts } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/**
 * A CEL policy names no Pod Security level: whether it stands for one cannot
 * be told from its fields, only that it denies.
 */
export const kyvernoValidatingPolicies = defineKind<PolicyObject>({
  group: 'policies.kyverno.io',
  resource: 'validatingpolicies',
  kind: 'ValidatingPolicy',
  namespaced: false,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  project: raw => ({
    ...objectMeta(raw),
    enforced: texts(at(raw, 'spec', 'validationActions')).includes('Deny'),
    includedNamespaces: [],
    excludedNamespaces: [],
    conditional: true,
  }),
});
