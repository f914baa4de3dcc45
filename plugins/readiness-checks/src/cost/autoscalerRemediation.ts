import type { Remediation } from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import type { Cloud } from '../nodes/nodeGroups';

const NODE_POOL = {
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'general' },
  spec: {
    limits: { cpu: '200', memory: '800Gi' },
    disruption: {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: '5m',
      budgets: [{ nodes: '10%' }],
    },
    template: {
      spec: {
        expireAfter: '720h',
        nodeClassRef: {
          group: 'karpenter.k8s.aws',
          kind: 'EC2NodeClass',
          name: 'default',
        },
        requirements: [
          {
            key: 'karpenter.sh/capacity-type',
            operator: 'In',
            values: ['on-demand', 'spot'],
          },
        ],
      },
    },
  },
};

const PDB_NOTE =
  'Give workloads requests and PodDisruptionBudgets first: an autoscaler goes by requests, and it drains nodes.';

function byCloud(cloud: Cloud | undefined): Remediation {
  const summary = 'Let the number of nodes follow the requests.';
  if (cloud === 'gce') {
    return {
      summary,
      type: 'command',
      content:
        'gcloud container clusters update CLUSTER --location=LOCATION --node-pool=POOL --enable-autoscaling --min-nodes=1 --max-nodes=10',
      note: PDB_NOTE,
    };
  }
  if (cloud === 'azure') {
    return {
      summary,
      type: 'command',
      content:
        'az aks nodepool update --resource-group GROUP --cluster-name CLUSTER --name POOL --enable-cluster-autoscaler --min-count 1 --max-count 10',
      note: PDB_NOTE,
    };
  }
  if (cloud === 'oci') {
    return {
      summary,
      type: 'steps',
      content:
        'Install the cluster add-on "Cluster Autoscaler" of OKE and give it the node pools with their minimum and maximum.',
      note: PDB_NOTE,
    };
  }
  return {
    summary,
    type: 'manifest',
    target: {
      apiVersion: NODE_POOL.apiVersion,
      kind: NODE_POOL.kind,
      name: NODE_POOL.metadata.name,
    },
    content: toYaml(NODE_POOL),
    note: `Needs Karpenter and an EC2NodeClass; set the limits to what the budget bears. ${PDB_NOTE}`,
  };
}

/** How to get, or how to mend, a node autoscaler. */
export function autoscalerRemediation(
  code: string,
  cloud: Cloud | undefined,
): Remediation {
  if (code === 'two-drivers') {
    return {
      summary: 'Leave each group of nodes to one driver.',
      type: 'steps',
      content:
        'Take the groups that Karpenter manages out of the discovery of the cluster-autoscaler (the tags k8s.io/cluster-autoscaler/enabled of their Auto Scaling groups), or scale the cluster-autoscaler to zero once Karpenter has all.',
    };
  }
  if (code === 'fixed-size') {
    return {
      summary: 'Give at least one group room to grow and shrink.',
      type: 'steps',
      content:
        'Raise the maximum, or lower the minimum, of the groups that take ordinary workloads.',
      note: PDB_NOTE,
    };
  }
  if (code === 'not-live-verified') {
    return {
      summary: 'Show which nodes the autoscaler manages.',
      type: 'steps',
      content:
        'Turn on the status ConfigMap of the cluster-autoscaler (--write-status-configmap=true, kube-system/cluster-autoscaler-status), so that its groups can be read.',
    };
  }
  return byCloud(cloud);
}
