import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const replicationControllers = defineKind<ControllerObject>({
  group: '',
  resource: 'replicationcontrollers',
  kind: 'ReplicationController',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('', 'ReplicationController', raw),
});
