import type {
  NodePoolObject,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Group } from '../nodes/nodeGroups';
import { shellWord } from '../shellWord';

const STATUS =
  "kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'";

/** Find out why the cluster-autoscaler stands still. */
export function mendAutoscaler(): Remediation {
  return {
    summary: 'Bring the cluster-autoscaler back.',
    type: 'steps',
    content: [
      '1. Look whether it runs, and what it says last:',
      'kubectl get pods -n kube-system -l app.kubernetes.io/name=cluster-autoscaler',
      'kubectl logs -n kube-system -l app.kubernetes.io/name=cluster-autoscaler --tail=50',
      '2. Mend what it names: its permission at the cloud, its lease, nodes that are not ready.',
      '3. See that the status is written again:',
      STATUS,
      '',
    ].join('\n'),
    note: 'On GKE and AKS the provider runs it: its logs are with the cluster’s own.',
  };
}

/** What the codes that clouds give have in common. */
function causeOf(errorCode: string | undefined): string {
  const code = errorCode ?? '';
  if (/quota|limit/i.test(code)) {
    return 'The quota of the account is used up: raise it at the cloud, or use another machine type.';
  }
  if (/stockout|capacity|exhausted|fulfilled|resource_?pool/i.test(code)) {
    return 'The cloud has no machines of this type left: add zones or machine types to the group.';
  }
  if (/permission|denied|auth|forbidden/i.test(code)) {
    return 'The autoscaler may not do it: give its role the right to resize the group.';
  }
  return 'Read the message of the back-off: quota, machines that are sold out, or a missing permission.';
}

/** Take away what stopped the last scale-up of a group. */
export function mendGroup({ name, health, errorCode }: Group): Remediation {
  const cause =
    health === 'Unhealthy'
      ? 'Find out why its nodes are not ready (kubectl get nodes), and replace them.'
      : causeOf(errorCode);
  return {
    summary: `Let node group ${name} grow again.`,
    type: 'steps',
    content: [
      '1. Read what the cluster-autoscaler says of the group:',
      STATUS,
      `2. ${cause}`,
      '',
    ].join('\n'),
  };
}

/** Find out why Karpenter makes no nodes for a pool. */
export function mendPool({ name }: NodePoolObject): Remediation {
  return {
    summary: `Let NodePool ${name} make nodes again.`,
    type: 'steps',
    target: { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', name },
    content: [
      '1. Read the conditions of the pool, of its node class and of its claims:',
      `kubectl describe nodepool ${shellWord(name)}`,
      `kubectl get nodeclaims -l karpenter.sh/nodepool=${shellWord(
        name,
      )} -o wide`,
      '2. Mend what they name: the image or the subnets of the node class, the role of the nodes, the security group through which they reach the API server.',
      '',
    ].join('\n'),
  };
}

/** Find out why no node is added for pods that wait. */
export function mendScheduling(namespace: string): Remediation {
  return {
    summary: 'Find out why no node is added for them.',
    type: 'command',
    content: `kubectl get events -n ${shellWord(
      namespace,
    )} --field-selector=involvedObject.kind=Pod --sort-by=.lastTimestamp`,
    note: 'FailedScheduling says what no node has; NotTriggerScaleUp why no group would help: a selector that no group meets, a volume in another zone, a request that is larger than any machine.',
  };
}
