import type { HelmReleaseObject } from '../inventory/objects';
import { at, word } from './fields';
import { fluxFields } from './fluxFields';
import { defineKind } from './Kind';
import { condition } from './metadata';

/** Its values are not kept: extractors look at them at ingest. */
export const helmReleases = defineKind<HelmReleaseObject>({
  group: 'helm.toolkit.fluxcd.io',
  resource: 'helmreleases',
  kind: 'HelmRelease',
  namespaced: true,
  versions: ['v2', 'v2beta2', 'v2beta1'],
  reachesOtherNamespaces: true,
  project: raw => ({
    ...fluxFields(raw),
    driftDetection: word(at(raw, 'spec', 'driftDetection', 'mode')),
    testFailed: at(condition(raw, 'TestSuccess'), 'status') === 'False',
  }),
});
