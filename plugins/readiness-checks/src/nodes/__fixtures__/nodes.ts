/** Nodes and what makes them, as plain objects. */

export const node = (
  name: string,
  labels: Readonly<Record<string, string>> = {},
  providerID: string | undefined = `aws:///eu-central-1a/${name}`,
  cpu = '4',
) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  spec: { providerID },
  status: {
    allocatable: { cpu },
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

export const POOL = 'karpenter.sh/nodepool';

export const nodePool = (
  name: string,
  spec: object = {},
  poolStatus: object = {},
) => ({
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name },
  spec: {
    template: { spec: { nodeClassRef: { group: 'karpenter.k8s.aws' } } },
    ...spec,
  },
  status: poolStatus,
});

export interface GroupFields {
  name: string;
  min: number;
  max: number;
  target?: number;
}

/** The newer of the two formats. */
export const yamlStatus = (groups: readonly GroupFields[]) =>
  [
    'time: 2026-11-22 16:59:30.1 +0000 UTC',
    'autoscalerStatus: Running',
    'clusterWide:',
    '  health:',
    '    status: Healthy',
    'nodeGroups:',
    ...groups.flatMap(({ name, min, max, target }) => [
      `- name: ${name}`,
      '  health:',
      '    status: Healthy',
      ...(target === undefined ? [] : [`    cloudProviderTarget: ${target}`]),
      `    minSize: ${min}`,
      `    maxSize: ${max}`,
    ]),
  ].join('\n');

/** The older of the two. */
export const textStatus = (groups: readonly GroupFields[]) =>
  [
    'Cluster-autoscaler status at 2026-11-22 16:59:30.090873082 +0000 UTC:',
    'Cluster-wide:',
    '  Health:      Healthy (ready=4)',
    'NodeGroups:',
    ...groups.flatMap(({ name, min, max, target }) => [
      `  Name:        ${name}`,
      `  Health:      Healthy (ready=2 cloudProviderTarget=${target} (minSize=${min}, maxSize=${max}))`,
    ]),
  ].join('\n');

export const status = (
  text: string,
  updated = '2026-11-22 16:59:30.1 +0000 UTC',
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'cluster-autoscaler-status',
    namespace: 'kube-system',
    annotations: { 'cluster-autoscaler.kubernetes.io/last-updated': updated },
  },
  data: { status: text },
});
