import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const deployments = defineKind<ControllerObject>({
  group: 'apps',
  resource: 'deployments',
  kind: 'Deployment',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('apps', 'Deployment', raw),
});
