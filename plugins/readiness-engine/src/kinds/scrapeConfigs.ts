import type { ScrapeConfigObject } from '../inventory/objects';
import { at, items } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

/** Targets, headers and credentials of it are not kept. */
export const scrapeConfigs = defineKind<ScrapeConfigObject>({
  group: 'monitoring.coreos.com',
  resource: 'scrapeconfigs',
  kind: 'ScrapeConfig',
  namespaced: true,
  versions: ['v1alpha1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...objectMeta(raw),
    discoversKubernetes:
      items(at(raw, 'spec', 'kubernetesSDConfigs')).length > 0,
  }),
});
