import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const statefulSets = defineKind<ControllerObject>({
  group: 'apps',
  resource: 'statefulsets',
  kind: 'StatefulSet',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('apps', 'StatefulSet', raw),
});
