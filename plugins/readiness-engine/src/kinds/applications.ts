import type { ApplicationObject } from '../inventory/objects';
import { at, flag, items, text, texts, time, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

function resource(raw: unknown): ApplicationObject['resources'][number] {
  return {
    group: text(at(raw, 'group')) ?? '',
    kind: text(at(raw, 'kind')) ?? '',
    namespace: text(at(raw, 'namespace')) ?? '',
    name: text(at(raw, 'name')) ?? '',
    requiresPruning: at(raw, 'requiresPruning') === true,
  };
}

function operation(raw: unknown): ApplicationObject['operation'] {
  const state = at(raw, 'status', 'operationState');
  if (state === undefined) return undefined;
  return {
    phase: word(at(state, 'phase')),
    finishedAt: time(at(state, 'finishedAt')),
    revision: word(at(state, 'syncResult', 'revision')),
  };
}

function errors(raw: unknown): ApplicationObject['errors'] {
  return items(at(raw, 'status', 'conditions')).flatMap(entry => {
    const type = word(at(entry, 'type'));
    return type?.endsWith('Error')
      ? [{ type, since: time(at(entry, 'lastTransitionTime')) }]
      : [];
  });
}

/** `automated: {}` turns it on; `enabled: false` off again. */
function automated(raw: unknown): ApplicationObject['automated'] {
  const policy = at(raw, 'spec', 'syncPolicy', 'automated');
  if (typeof policy !== 'object' || policy === null) return undefined;
  return {
    enabled: flag(at(policy, 'enabled')) ?? true,
    prune: flag(at(policy, 'prune')) ?? false,
    selfHeal: flag(at(policy, 'selfHeal')) ?? false,
  };
}

/** Neither the address of the repository, which may hold a token, nor values. */
function sources(raw: unknown): ApplicationObject['sources'] {
  const several = items(at(raw, 'spec', 'sources'));
  const one = at(raw, 'spec', 'source');
  const all = several.length > 0 || one === undefined ? several : [one];
  return all.map(source => ({
    chart: word(at(source, 'chart')) !== undefined,
    path: word(at(source, 'path')),
    targetRevision: word(at(source, 'targetRevision')),
  }));
}

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
    resources: items(at(raw, 'status', 'resources')).map(resource),
    syncStatus: word(at(raw, 'status', 'sync', 'status')),
    comparedRevision: word(at(raw, 'status', 'sync', 'revision')),
    health: word(at(raw, 'status', 'health', 'status')),
    healthSince: time(at(raw, 'status', 'health', 'lastTransitionTime')),
    reconciledAt: time(at(raw, 'status', 'reconciledAt')),
    operation: operation(raw),
    errors: errors(raw),
    automated: automated(raw),
    sources: sources(raw),
    ignoredDifferences: items(at(raw, 'spec', 'ignoreDifferences')).map(
      entry => ({
        group: text(at(entry, 'group')) ?? '',
        kind: text(at(entry, 'kind')) ?? '',
        namespace: word(at(entry, 'namespace')),
        name: word(at(entry, 'name')),
        pointers: texts(at(entry, 'jsonPointers')),
      }),
    ),
  }),
});
