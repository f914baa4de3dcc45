import type { GatekeeperConfigObject } from '../inventory/objects';
import { at, items, texts } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const gatekeeperConfigs = defineKind<GatekeeperConfigObject>({
  group: 'config.gatekeeper.sh',
  resource: 'configs',
  kind: 'Config',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    exclusions: items(at(raw, 'spec', 'match')).map(entry => ({
      namespaces: texts(at(entry, 'excludedNamespaces')),
      processes: texts(at(entry, 'processes')),
    })),
  }),
});
