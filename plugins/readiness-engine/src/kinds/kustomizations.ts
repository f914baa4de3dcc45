import type { KustomizationObject } from '../inventory/objects';
import { at, items, text, word } from './fields';
import { fluxFields } from './fluxFields';
import { defineKind } from './Kind';

/**
 * `<namespace>_<name>_<group>_<kind>`; a name writes `:` as `__`, and the core
 * group is empty.
 */
function applied(raw: unknown): KustomizationObject['inventory'] {
  const id = text(at(raw, 'id')) ?? '';
  const nameAt = id.indexOf('_') + 1;
  const kindAt = id.lastIndexOf('_') + 1;
  const groupAt = id.lastIndexOf('_', kindAt - 2) + 1;
  if (nameAt === 0 || groupAt <= nameAt) return [];
  return [
    {
      namespace: id.slice(0, nameAt - 1),
      name: id.slice(nameAt, groupAt - 1).replaceAll('__', ':'),
      group: id.slice(groupAt, kindAt - 1),
      kind: id.slice(kindAt),
    },
  ];
}

export const kustomizations = defineKind<KustomizationObject>({
  group: 'kustomize.toolkit.fluxcd.io',
  resource: 'kustomizations',
  kind: 'Kustomization',
  namespaced: true,
  versions: ['v1', 'v1beta2'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...fluxFields(raw),
    path: word(at(raw, 'spec', 'path')),
    prune: at(raw, 'spec', 'prune') === true,
    decrypts: word(at(raw, 'spec', 'decryption', 'provider')) !== undefined,
    inventory: items(at(raw, 'status', 'inventory', 'entries')).flatMap(
      applied,
    ),
  }),
});
