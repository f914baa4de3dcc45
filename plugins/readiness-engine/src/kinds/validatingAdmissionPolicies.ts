import type { AdmissionPolicyObject } from '../inventory/objects';
import { at, word } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';

export const validatingAdmissionPolicies = defineKind<AdmissionPolicyObject>({
  group: 'admissionregistration.k8s.io',
  resource: 'validatingadmissionpolicies',
  kind: 'ValidatingAdmissionPolicy',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: raw => ({
    ...objectMeta(raw),
    failurePolicy: word(at(raw, 'spec', 'failurePolicy')) ?? 'Fail',
    namespaceSelector: labelSelector(
      at(raw, 'spec', 'matchConstraints', 'namespaceSelector'),
    ),
  }),
});
