import type { PolicyExceptionObject } from '../inventory/objects';
import { at, items, text, texts } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** Namespaces of an entry of `match`; none where it names none. */
const namespacesOf = (entry: unknown): readonly string[] =>
  texts(at(entry, 'resources', 'namespaces'));

/** One entry without namespaces takes in all. */
function matched(match: unknown): readonly string[] {
  const entries = [...items(at(match, 'any')), ...items(at(match, 'all'))];
  return entries.some(entry => namespacesOf(entry).length === 0)
    ? []
    : entries.flatMap(namespacesOf);
}

/** Exceptions to policies of rules, wherever they lie. */
export const kyvernoPolicyExceptions = defineKind<PolicyExceptionObject>({
  group: 'kyverno.io',
  resource: 'policyexceptions',
  kind: 'PolicyException',
  namespaced: true,
  versions: ['v2', 'v2beta1', 'v2alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    policies: items(at(raw, 'spec', 'exceptions')).flatMap(
      exception => text(at(exception, 'policyName')) ?? [],
    ),
    namespaces: matched(at(raw, 'spec', 'match')),
  }),
});
