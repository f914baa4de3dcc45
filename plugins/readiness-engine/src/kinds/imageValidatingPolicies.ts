import type { ImagePolicyObject } from '../inventory/objects';
import { at, flag, items, text, texts, word } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';

/** Kyverno's own kind for images; it denies where it does not say otherwise. */
export const imageValidatingPolicies = defineKind<ImagePolicyObject>({
  group: 'policies.kyverno.io',
  resource: 'imagevalidatingpolicies',
  kind: 'ImageValidatingPolicy',
  namespaced: false,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  project: raw => {
    const spec = at(raw, 'spec');
    const actions = texts(at(spec, 'validationActions'));
    const references = items(at(spec, 'matchImageReferences'));
    return {
      ...objectMeta(raw),
      verifies: {
        enforced:
          (actions.length === 0 || actions.includes('Deny')) &&
          flag(at(spec, 'validationConfigurations', 'required')) !== false &&
          flag(at(spec, 'evaluation', 'admission', 'enabled')) !== false,
        failOpen: text(at(spec, 'failurePolicy')) === 'Ignore',
        images: references.flatMap(entry => word(at(entry, 'glob')) ?? []),
        skipped: [],
        includedNamespaces: [],
        excludedNamespaces: [],
        namespaceSelector: labelSelector(
          at(spec, 'matchConstraints', 'namespaceSelector'),
        ),
        conditional:
          references.some(entry => at(entry, 'expression') !== undefined) ||
          items(at(spec, 'matchConditions')).length > 0 ||
          at(spec, 'matchConstraints', 'objectSelector') !== undefined ||
          items(at(spec, 'matchConstraints', 'excludeResourceRules')).length >
            0,
      },
    };
  },
});
