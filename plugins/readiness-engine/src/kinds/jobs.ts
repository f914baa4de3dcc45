import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const jobs = defineKind<ControllerObject>({
  group: 'batch',
  resource: 'jobs',
  kind: 'Job',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('batch', 'Job', raw),
});
