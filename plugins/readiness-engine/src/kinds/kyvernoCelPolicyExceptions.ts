import type { PolicyExceptionObject } from '../inventory/objects';
import { at, items, text } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/**
 * Exceptions to CEL policies. Which namespaces they take in is an expression,
 * so that any may be meant.
 */
export const kyvernoCelPolicyExceptions = defineKind<PolicyExceptionObject>({
  group: 'policies.kyverno.io',
  resource: 'policyexceptions',
  kind: 'PolicyException',
  namespaced: true,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    policies: items(at(raw, 'spec', 'policyRefs')).flatMap(
      reference => text(at(reference, 'name')) ?? [],
    ),
    namespaces: [],
  }),
});
