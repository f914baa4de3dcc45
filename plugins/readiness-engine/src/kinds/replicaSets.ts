import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const replicaSets = defineKind<ControllerObject>({
  group: 'apps',
  resource: 'replicasets',
  kind: 'ReplicaSet',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('apps', 'ReplicaSet', raw),
});
