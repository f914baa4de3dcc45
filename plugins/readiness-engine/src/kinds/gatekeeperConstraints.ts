import type { ConstraintObject } from '../inventory/objects';
import { at, fields, text, texts, word } from './fields';
import { ANY_RESOURCE, defineKind } from './Kind';
import { objectMeta } from './metadata';

/** What leaves it to namespaces and kinds what a constraint matches. */
const PLAIN_MATCH = [
  'kinds',
  'scope',
  'source',
  'namespaces',
  'excludedNamespaces',
];

/** Every constraint template defines a kind of its own in this group. */
export const gatekeeperConstraints = defineKind<ConstraintObject>({
  group: 'constraints.gatekeeper.sh',
  resource: ANY_RESOURCE,
  kind: '',
  namespaced: false,
  versions: ['v1beta1', 'v1', 'v1alpha1'],
  project: raw => {
    const match = at(raw, 'spec', 'match');
    return {
      ...objectMeta(raw),
      kind: text(at(raw, 'kind')) ?? '',
      action: word(at(raw, 'spec', 'enforcementAction')) ?? 'deny',
      includedNamespaces: texts(at(match, 'namespaces')),
      excludedNamespaces: texts(at(match, 'excludedNamespaces')),
      conditional: Object.keys(fields(match)).some(
        key => !PLAIN_MATCH.includes(key),
      ),
    };
  },
});
