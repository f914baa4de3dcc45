import type { CheckCase } from '../__fixtures__/checkCases';
import {
  SHOP,
  container,
  daemonSet,
  deployment,
  livePod,
  namespace,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { BOTH, denyAll, policy } from './__fixtures__/policies';
import { defaultDeny as check } from './defaultDeny';

const labelled = (name: string, labels: Readonly<Record<string, string>>) => {
  const base = deployment(podSpec(), { name });
  const template = { metadata: { labels }, spec: podSpec() };
  return { ...base, spec: { ...(base.spec as object), template } };
};

const statefulSet = {
  ...deployment(podSpec(), { name: 'db' }),
  kind: 'StatefulSet',
};

const hostNetwork = podSpec({ hostNetwork: true });

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes default deny in both directions',
    objects: [deployment(), denyAll],
    state: 'pass',
    codes: ['isolated'],
  },
  {
    it: 'passes two policies, one for each direction',
    objects: [
      deployment(),
      policy('in', { policyTypes: ['Ingress'] }),
      policy('out', { policyTypes: ['Egress'], egress: [] }),
    ],
    state: 'pass',
  },
  {
    it: 'passes default deny beside what is allowed by name',
    objects: [
      deployment(),
      denyAll,
      policy('web', { ingress: [{ ports: [{ port: 80 }] }] }),
    ],
    state: 'pass',
  },
  {
    it: 'warns where egress is left open',
    objects: [deployment(), policy('in', { policyTypes: ['Ingress'] })],
    state: 'warn',
    codes: ['egress-open'],
    without: ['not-isolated'],
  },
  {
    it: 'warns where one policy allows all egress',
    objects: [
      deployment(),
      denyAll,
      policy('internet', { policyTypes: ['Egress'], egress: [{}] }),
    ],
    state: 'warn',
    codes: ['egress-allow-all'],
  },
  {
    it: 'fails without any policy',
    objects: [deployment()],
    state: 'fail',
    codes: ['not-isolated', 'egress-open'],
  },
  {
    it: 'fails where a policy isolates for egress alone',
    objects: [deployment(), policy('out', { policyTypes: ['Egress'] })],
    state: 'fail',
    codes: ['not-isolated'],
    without: ['egress-open'],
  },
  {
    it: 'fails where a policy allows everything, beside default deny',
    objects: [
      deployment(),
      denyAll,
      policy('debug', { ingress: [{}], policyTypes: ['Ingress'] }),
    ],
    state: 'fail',
    codes: ['allow-all'],
    without: ['not-isolated'],
  },
  {
    it: 'fails the one workload that no policy selects',
    objects: [
      deployment(),
      labelled('other', { app: 'other' }),
      policy('app', {
        podSelector: { matchLabels: { app: 'app' } },
        policyTypes: BOTH,
      }),
    ],
    state: 'fail',
    codes: ['not-isolated'],
  },
  {
    it: 'does not count policies of another namespace',
    objects: [
      deployment(),
      policy('default-deny', { policyTypes: BOTH }, 'bank'),
      namespace('bank'),
    ],
    state: 'fail',
    codes: ['not-isolated'],
  },
  {
    it: 'leaves out pods in the network of their node',
    objects: [
      deployment(),
      daemonSet(hostNetwork, { name: 'agent', namespace: SHOP }),
      policy('app', {
        podSelector: { matchLabels: { app: 'app' } },
        policyTypes: BOTH,
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not apply where all pods are in the network of their node',
    objects: [daemonSet(hostNetwork, { name: 'agent', namespace: SHOP })],
    state: 'na',
    codes: ['host-network'],
  },
  {
    it: 'does not apply without pods',
    objects: [namespace(SHOP), staticPod(podSpec())],
    state: 'na',
    codes: ['no-pods'],
  },
  {
    it: 'does not know whether a policy for one pod selects all',
    objects: [
      statefulSet,
      policy('first', {
        podSelector: {
          matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' },
        },
        policyTypes: BOTH,
      }),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not mind what else a selected pod may be selected by',
    objects: [
      statefulSet,
      denyAll,
      policy('first', {
        podSelector: {
          matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' },
        },
        ingress: [{ ports: [{ port: 80 }] }],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'does not know a workload without a template',
    objects: [withoutTemplate, denyAll],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know where network policies are forbidden',
    objects: [deployment(), denyAll],
    options: { forbidden: ['networking.k8s.io/networkpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'takes the labels of live pods for all that there are',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'alone', namespace: SHOP, labels: { app: 'app' } },
        spec: podSpec(),
        status: { phase: 'Running' },
      },
      policy('job', {
        podSelector: { matchLabels: { 'job-name': 'migrate' } },
        policyTypes: BOTH,
      }),
    ],
    state: 'fail',
    codes: ['not-isolated'],
  },
  {
    it: 'leaves out a Job that has run',
    objects: [
      deployment(),
      ...livePod(podSpec({ containers: [container()] })),
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'migrate', namespace: SHOP },
        spec: { template: { spec: podSpec() } },
      },
      policy('app', {
        podSelector: { matchLabels: { app: 'app' } },
        policyTypes: BOTH,
      }),
    ],
    state: 'pass',
  },
];

export const defaultDenyCases: readonly CheckCase[] = [
  ...cases.map(one => ({ ...one, check, subject: SHOP })),
  {
    check,
    it: 'does not judge namespaces of the platform',
    objects: [deployment()],
    options: { platformNamespaces: [SHOP] },
    subject: SHOP,
    state: 'na',
    codes: ['platform-namespace'],
  },
];
