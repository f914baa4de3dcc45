import type { PolicyObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { kyvernoImages } from './kyvernoImages';
import { kyvernoPodSecurity } from './kyvernoPodSecurity';
import { objectMeta } from './metadata';

export const kyvernoPolicies = defineKind<PolicyObject>({
  group: 'kyverno.io',
  resource: 'policies',
  kind: 'Policy',
  namespaced: true,
  versions: ['v1', 'v2beta1'],
  project: raw => ({
    ...objectMeta(raw),
    ...kyvernoPodSecurity(raw),
    ...kyvernoImages(raw),
  }),
});
