import type { AdmissionBindingObject } from '../inventory/objects';
import { at, text, texts } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';

export const validatingAdmissionPolicyBindings =
  defineKind<AdmissionBindingObject>({
    group: 'admissionregistration.k8s.io',
    resource: 'validatingadmissionpolicybindings',
    kind: 'ValidatingAdmissionPolicyBinding',
    namespaced: false,
    versions: ['v1', 'v1beta1'],
    project: raw => ({
      ...objectMeta(raw),
      policy: text(at(raw, 'spec', 'policyName')) ?? '',
      actions: texts(at(raw, 'spec', 'validationActions')),
      namespaceSelector: labelSelector(
        at(raw, 'spec', 'matchResources', 'namespaceSelector'),
      ),
    }),
  });
