import type { ImagePolicyObject } from '../inventory/objects';
import { at, items, text, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** The label by which a namespace asks sigstore's controller to look at it. */
const INCLUDED = { matchLabels: { 'policy.sigstore.dev/include': 'true' } };

export const clusterImagePolicies = defineKind<ImagePolicyObject>({
  group: 'policy.sigstore.dev',
  resource: 'clusterimagepolicies',
  kind: 'ClusterImagePolicy',
  namespaced: false,
  versions: ['v1beta1', 'v1alpha1'],
  project: raw => {
    const spec = at(raw, 'spec');
    return {
      ...objectMeta(raw),
      verifies: {
        enforced: text(at(spec, 'mode')) !== 'warn',
        failOpen: false,
        images: items(at(spec, 'images')).flatMap(
          entry => word(at(entry, 'glob')) ?? [],
        ),
        skipped: [],
        includedNamespaces: [],
        excludedNamespaces: [],
        namespaceSelector: INCLUDED,
        // `match` narrows it to kinds or labels of pods.
        conditional: items(at(spec, 'match')).length > 0,
      },
    };
  },
});
