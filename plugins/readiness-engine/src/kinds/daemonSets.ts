import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const daemonSets = defineKind<ControllerObject>({
  group: 'apps',
  resource: 'daemonsets',
  kind: 'DaemonSet',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1'],
  project: raw => projectController('apps', 'DaemonSet', raw),
});
