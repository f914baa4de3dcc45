import type { ControllerObject } from '../inventory/folded';
import { projectController } from './controller';
import { defineKind } from './Kind';

export const rollouts = defineKind<ControllerObject>({
  group: 'argoproj.io',
  resource: 'rollouts',
  kind: 'Rollout',
  namespaced: true,
  shownBy: 'workload',
  versions: ['v1alpha1'],
  project: raw => projectController('argoproj.io', 'Rollout', raw),
});
