import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

const row = (namespace: string, name: string, reason: string): Exception => ({
  check: 'cost-limits-memory',
  namespace,
  name,
  rule: 'memory-limit',
  reason,
  origin: 'shipped',
});

/** Agents without which the node does not work: killing them for memory does more harm. */
export const WITHOUT_MEMORY_LIMIT: readonly Exception[] = [
  ...['kube-system', 'cilium', 'cilium-system'].map(namespace =>
    row(
      namespace,
      'cilium*',
      'The eBPF maps of Cilium count towards its memory and grow with the cluster; without it the node has no network.',
    ),
  ),
  ...['kube-system', 'calico-system'].map(namespace =>
    row(
      namespace,
      'calico-node',
      'Without calico-node the pods of the node have no network.',
    ),
  ),
  row(
    'kube-system',
    'aws-node',
    'Without the VPC CNI the pods of the node have no network.',
  ),
  row(
    'kube-system',
    'kube-proxy*',
    'Without kube-proxy the Services of the node do not work.',
  ),
];
