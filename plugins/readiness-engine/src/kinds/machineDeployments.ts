import type { MachineDeploymentObject } from '../inventory/objects';
import { at, number } from './fields';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';

const SIZE = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group';

export const machineDeployments = defineKind<MachineDeploymentObject>({
  group: 'cluster.x-k8s.io',
  resource: 'machinedeployments',
  kind: 'MachineDeployment',
  namespaced: true,
  versions: ['v1beta2', 'v1beta1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const annotations = at(raw, 'metadata', 'annotations');
    return {
      ...objectMeta(raw),
      min: number(at(annotations, `${SIZE}-min-size`)),
      max: number(at(annotations, `${SIZE}-max-size`)),
    };
  },
});
