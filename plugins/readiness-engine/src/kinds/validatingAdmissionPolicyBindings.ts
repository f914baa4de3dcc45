import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const validatingAdmissionPolicyBindings = defineKind<PresenceObject>({
  group: 'admissionregistration.k8s.io',
  resource: 'validatingadmissionpolicybindings',
  kind: 'ValidatingAdmissionPolicyBinding',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: raw => objectMeta(raw),
});
