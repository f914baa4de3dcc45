import type {
  NodeObject,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { cloudOf, groupNameOf, poolOf } from '../nodes/nodeGroups';
import { isControlPlane, ZONE_KEY } from '../nodes/zones';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';

const NOTE =
  'Volumes of one zone stay there: pods that mount them do not move to another.';

/** Karpenter takes any zone of the subnets that it is not kept from. */
const karpenter = (name: string): Remediation => ({
  summary: `Let NodePool ${name} take nodes in every zone.`,
  type: 'steps',
  target: { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name },
  content: [
    `1. Remove a requirement on ${ZONE_KEY} from NodePool ${name}, or name all zones in it:`,
    toYaml({
      key: ZONE_KEY,
      operator: 'In',
      values: ['ZONE-A', 'ZONE-B', 'ZONE-C'],
    }),
    '2. Give its node class subnets in those zones.',
    '3. Spread the workloads over zones, so that nodes are taken there (rec-topology-spread).',
    '',
  ].join('\n'),
  note: NOTE,
});

const CONTROL_PLANE: Remediation = {
  summary: 'Run three nodes of the control plane, each in a zone of its own.',
  type: 'steps',
  content:
    'Add nodes of the control plane in the zones that have none until there are three, and move the members of etcd one at a time.\n',
  note: 'Take a snapshot of etcd first.',
};

/** A pool that covers the zones that are missing. */
export function widenZones(
  code: string,
  nodes: readonly NodeObject[],
): Remediation {
  if (code.startsWith('control-plane')) return CONTROL_PLANE;
  const workers = nodes.filter(node => !isControlPlane(node));
  const pool = workers.map(poolOf).find(Boolean);
  if (pool) return karpenter(pool);
  const summary = 'Have nodes in two zones or more.';
  const group = workers.map(groupNameOf).find(Boolean);
  const cloud = workers.map(cloudOf).find(Boolean);
  if (cloud === 'gce' && group) {
    return {
      summary,
      type: 'command',
      content: `gcloud container node-pools update ${shellWord(
        group,
      )} --cluster=CLUSTER --location=LOCATION --node-locations=ZONE-A,ZONE-B,ZONE-C\n`,
      note: NOTE,
    };
  }
  if (cloud === 'azure') {
    return {
      summary,
      type: 'command',
      content:
        'az aks nodepool add --resource-group GROUP --cluster-name CLUSTER --name zonal --zones 1 2 3 --enable-cluster-autoscaler --min-count 3 --max-count 12\n',
      note: `The zones of a pool cannot be changed: move to the new one and delete the old. ${NOTE}`,
    };
  }
  return {
    summary,
    type: 'steps',
    content:
      'Add a node pool of the same size in each zone that has none, or too few, and let the autoscaler balance them (--balance-similar-node-groups).\n',
    note: NOTE,
  };
}
