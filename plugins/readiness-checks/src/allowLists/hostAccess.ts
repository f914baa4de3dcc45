import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

/** A known agent, the rules it breaks, and what it needs them for. */
interface Agent {
  namespaces: readonly string[];
  name: string;
  rules: readonly string[];
  reason: string;
}

const MONITORING = ['monitoring', 'prometheus', 'observability'];
const LOGGING = ['logging', 'monitoring', 'observability', 'kube-system'];

/**
 * Agents that need their node. By namespace, name and rule: another workload
 * in the same namespace, or another rule of the same agent, is a finding.
 */
const AGENTS: readonly Agent[] = [
  {
    namespaces: MONITORING,
    name: '*node-exporter',
    rules: [
      'hostNamespaces',
      'hostPathVolumes',
      'hostPorts',
      'capabilities_baseline',
    ],
    reason:
      'node-exporter measures the node: its network, its processes, its clock and its file systems, read-only.',
  },
  {
    namespaces: LOGGING,
    name: '*fluent-bit',
    rules: ['hostPathVolumes'],
    reason: 'Fluent Bit reads the container logs of the node.',
  },
  {
    namespaces: LOGGING,
    name: '*fluentd*',
    rules: ['hostPathVolumes'],
    reason: 'Fluentd reads the container logs of the node.',
  },
  {
    namespaces: LOGGING,
    name: '*promtail',
    rules: ['hostPathVolumes'],
    reason: 'Promtail reads the container logs of the node.',
  },
  {
    namespaces: LOGGING,
    name: '*vector*',
    rules: ['hostPathVolumes'],
    reason: 'Vector reads the container logs of the node.',
  },
  {
    namespaces: LOGGING,
    name: '*filebeat*',
    rules: ['hostPathVolumes', 'hostNamespaces'],
    reason: 'Filebeat reads the container logs of the node.',
  },
  {
    namespaces: ['velero'],
    name: 'node-agent',
    rules: ['hostPathVolumes', 'privileged'],
    reason:
      'The node agent of Velero reads the volumes of pods where the kubelet mounts them.',
  },
  {
    namespaces: ['kube-system', 'aws-*', 'amazon-*'],
    name: 'aws-node',
    rules: [
      'hostNamespaces',
      'hostPathVolumes',
      'hostPorts',
      'privileged',
      'capabilities_baseline',
    ],
    reason: 'The AWS VPC CNI sets up the network of the node.',
  },
  {
    namespaces: ['kube-system', 'cilium-*', 'cilium'],
    name: 'cilium*',
    rules: [
      'hostNamespaces',
      'hostPathVolumes',
      'hostPorts',
      'privileged',
      'capabilities_baseline',
      'seLinuxOptions',
      'appArmorProfile',
      'hostProbesAndHostLifecycle',
    ],
    reason: 'Cilium sets up the network of the node and loads eBPF programs.',
  },
  {
    namespaces: ['kube-system', 'calico-system'],
    name: 'calico-node',
    rules: [
      'hostNamespaces',
      'hostPathVolumes',
      'hostPorts',
      'privileged',
      'hostProbesAndHostLifecycle',
    ],
    reason: 'Calico sets up the network of the node.',
  },
  {
    namespaces: ['kube-flannel', 'kube-system'],
    name: 'kube-flannel-ds*',
    rules: ['hostNamespaces', 'hostPathVolumes', 'capabilities_baseline'],
    reason: 'Flannel sets up the network of the node.',
  },
  {
    namespaces: ['kube-system'],
    name: 'kindnet',
    rules: ['hostNamespaces', 'hostPathVolumes', 'capabilities_baseline'],
    reason: 'kindnet sets up the network of the node.',
  },
  {
    namespaces: ['kube-system'],
    name: 'kube-proxy*',
    rules: ['hostNamespaces', 'hostPathVolumes', 'hostPorts', 'privileged'],
    reason: 'kube-proxy writes the packet rules of the node.',
  },
  {
    namespaces: ['kube-system', 'node-local-dns'],
    name: 'node-local-dns',
    rules: [
      'hostNamespaces',
      'hostPathVolumes',
      'hostPorts',
      'capabilities_baseline',
      'hostProbesAndHostLifecycle',
    ],
    reason: 'NodeLocal DNSCache answers on an address of the node.',
  },
  {
    namespaces: ['kube-system', 'aws-*', 'amazon-*'],
    name: 'ebs-csi-node',
    rules: ['hostNamespaces', 'hostPathVolumes', 'privileged', 'hostPorts'],
    reason: 'The node plugin of the EBS CSI driver mounts volumes on the node.',
  },
  {
    namespaces: ['kube-system', 'amazon-*'],
    name: 'efs-csi-node',
    rules: ['hostNamespaces', 'hostPathVolumes', 'privileged', 'hostPorts'],
    reason: 'The node plugin of the EFS CSI driver mounts volumes on the node.',
  },
  {
    namespaces: ['kube-system'],
    name: 'csi-azure*-node',
    rules: ['hostNamespaces', 'hostPathVolumes', 'privileged', 'hostPorts'],
    reason:
      'The node plugin of an Azure CSI driver mounts volumes on the node.',
  },
  {
    namespaces: ['kube-system', 'gce-pd-csi-driver'],
    name: '*csi-node',
    rules: ['hostNamespaces', 'hostPathVolumes', 'privileged', 'hostPorts'],
    reason: 'The node plugin of a CSI driver mounts volumes on the node.',
  },
  {
    namespaces: ['kube-system', 'secrets-store-csi-driver'],
    name: '*secrets-store-csi-driver',
    rules: ['hostPathVolumes', 'privileged', 'hostPorts'],
    reason:
      'The Secrets Store CSI driver mounts the files of secrets into pods.',
  },
  {
    namespaces: ['ingress-nginx'],
    name: 'ingress-nginx-controller',
    rules: ['hostPorts'],
    reason:
      'Without a load balancer the ingress controller listens on ports 80 and 443 of its node.',
  },
];

export const HOST_ACCESS: readonly Exception[] = AGENTS.flatMap(
  ({ namespaces, name, rules, reason }) =>
    namespaces.flatMap(namespace =>
      rules.map(rule => ({
        check: 'sec-pss-baseline-pod',
        namespace,
        name,
        rule,
        reason,
        origin: 'shipped' as const,
      })),
    ),
);
