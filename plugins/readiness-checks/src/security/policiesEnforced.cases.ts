import type { CheckCase } from '../__fixtures__/checkCases';
import { daemonSet } from '../__fixtures__/objects';
import { denyAll } from './__fixtures__/policies';
import { review } from './etcdEncryption.cases';
import { policiesEnforced as check } from './policiesEnforced';

const NODES = Array.from({ length: 10 }, (_, index) => `node-${index}`);

const node = (name: string, os = 'linux', ready = 'True') => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: {
    conditions: [{ type: 'Ready', status: ready }],
    nodeInfo: { operatingSystem: os },
  },
});

const agent = (name: string, container: object = { name }) =>
  daemonSet({ containers: [container] }, { name, namespace: 'kube-system' });

/** Ready pods of the agent on these nodes. */
const pods = (
  name: string,
  nodes: readonly string[],
  container: object = { name },
) =>
  nodes.map(nodeName => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${nodeName}`,
      namespace: 'kube-system',
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'DaemonSet', name, controller: true },
      ],
    },
    spec: { nodeName, containers: [container] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  }));

const on = (
  name: string,
  nodes: readonly string[] = NODES,
  container: object = { name },
) => [agent(name, container), ...pods(name, nodes, container)];

const nodeAgent = (...args: readonly string[]) => ({
  name: 'aws-eks-nodeagent',
  args,
});

const linux = NODES.map(name => node(name));

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  ...['cilium', 'calico-node', 'antrea-agent', 'anetd', 'azure-npm'].map(
    name => ({
      it: `passes ${name} on every node`,
      objects: [denyAll, ...linux, ...on(name)],
      state: 'pass' as const,
    }),
  ),
  {
    it: 'passes the VPC CNI whose agent enforces',
    objects: [
      denyAll,
      ...linux,
      ...on('aws-node', NODES, nodeAgent('--enable-network-policy=true')),
    ],
    state: 'pass',
  },
  ...[
    ['the plain VPC CNI', on('aws-node')],
    [
      'the VPC CNI whose agent was told not to',
      on('aws-node', NODES, nodeAgent('--enable-network-policy=false')),
    ],
    ['Flannel', on('kube-flannel-ds')],
    [
      'Cilium in mode never',
      on('cilium', NODES, {
        name: 'cilium-agent',
        args: ['--enable-policy=never'],
      }),
    ],
  ].map(([title, objects]) => ({
    it: `fails policies under ${title}`,
    objects: [denyAll, ...linux, ...(objects as readonly object[])],
    state: 'fail' as const,
    codes: ['not-enforced'],
  })),
  {
    it: 'warns where one node of ten has no agent',
    objects: [denyAll, ...linux, ...on('cilium', NODES.slice(1))],
    state: 'warn',
    codes: ['agent-missing'],
  },
  {
    it: 'fails where two of ten have none',
    objects: [denyAll, ...linux, ...on('cilium', NODES.slice(2))],
    state: 'fail',
    codes: ['agent-missing'],
  },
  {
    it: 'fails Windows nodes without an agent of their own',
    objects: [
      denyAll,
      ...linux,
      node('win-1', 'windows'),
      node('win-2', 'windows'),
      ...on('calico-node'),
    ],
    state: 'fail',
    codes: ['agent-missing'],
  },
  {
    it: 'passes them with one',
    objects: [
      denyAll,
      ...linux,
      node('win-1', 'windows'),
      ...on('calico-node'),
      ...on('calico-node-windows', ['win-1']),
    ],
    state: 'pass',
  },
  {
    it: 'does not ask a node that is not ready',
    objects: [
      denyAll,
      ...linux,
      node('gone', 'linux', 'False'),
      ...on('cilium'),
    ],
    state: 'pass',
  },
  {
    it: 'does not know a data plane that it does not see',
    objects: [denyAll, ...linux],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'passes that where a test was refused',
    objects: [denyAll, ...linux],
    options: {
      evidence: [review({ check: check.id, what: 'connectivity-test' })],
    },
    state: 'pass',
    codes: ['tested'],
  },
  {
    it: 'fails an agent that a test got past',
    objects: [denyAll, ...linux, ...on('cilium')],
    options: {
      evidence: [
        review({
          check: check.id,
          what: 'connectivity-test',
          outcome: 'failed',
        }),
      ],
    },
    state: 'fail',
    codes: ['test-failed'],
  },
  {
    it: 'does not apply without policies',
    objects: [...linux, ...on('cilium')],
    state: 'na',
    codes: ['no-policies'],
  },
  {
    it: 'does not know whether there are policies that it may not read',
    objects: [denyAll, ...linux, ...on('cilium')],
    options: { forbidden: ['networkpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const policiesEnforcedCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
