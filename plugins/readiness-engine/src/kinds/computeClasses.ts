import type { ComputeClassObject } from '../inventory/objects';
import { at, flag, items } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const computeClasses = defineKind<ComputeClassObject>({
  group: 'cloud.google.com',
  resource: 'computeclasses',
  kind: 'ComputeClass',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw),
    spot: items(at(raw, 'spec', 'priorities')).some(
      priority => flag(at(priority, 'spot')) === true,
    ),
  }),
});
