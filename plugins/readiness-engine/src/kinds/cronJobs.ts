import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const cronJobs = defineKind<ControllerObject>({
  group: 'batch',
  resource: 'cronjobs',
  kind: 'CronJob',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('batch', 'CronJob', raw),
});
