import type { PresenceObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

export const gatekeeperTemplates = defineKind<PresenceObject>({
  group: 'templates.gatekeeper.sh',
  resource: 'constrainttemplates',
  kind: 'ConstraintTemplate',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: raw => objectMeta(raw),
});
