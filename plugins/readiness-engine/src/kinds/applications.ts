import type { ApplicationObject } from '../inventory/objects';
import { at, items, text, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const applications = defineKind<ApplicationObject>({
  group: 'argoproj.io',
  resource: 'applications',
  kind: 'Application',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    destinationNamespace: word(at(raw, 'spec', 'destination', 'namespace')),
    resources: items(at(raw, 'status', 'resources')).map(resource => ({
      group: text(at(resource, 'group')) ?? '',
      kind: text(at(resource, 'kind')) ?? '',
      namespace: text(at(resource, 'namespace')) ?? '',
      name: text(at(resource, 'name')) ?? '',
    })),
  }),
});
