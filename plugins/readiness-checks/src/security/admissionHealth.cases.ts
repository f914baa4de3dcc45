import type { CheckCase } from '../__fixtures__/checkCases';
import { admissionHealth as check } from './admissionHealth';

const ENGINE = 'kyverno';

const labels = (name: string) => ({ app: name });

/** A Deployment with a Service, and pods of which some are ready. */
const backend = (name: string, ready: number, budget = true) => [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: name },
    spec: {
      replicas: ready,
      selector: { matchLabels: labels(name) },
      template: {
        metadata: { labels: labels(name) },
        spec: { containers: [{ name: 'app' }] },
      },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-1`,
      namespace: name,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, controller: true },
      ],
    },
    spec: { replicas: ready },
  },
  ...Array.from({ length: ready }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-1-${index}`,
      namespace: name,
      labels: labels(name),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${name}-1`,
          controller: true,
        },
      ],
    },
    spec: { containers: [{ name: 'app' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  })),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${name}-svc`, namespace: name },
    spec: { selector: labels(name) },
  },
  ...(budget
    ? [
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name, namespace: name },
          spec: {
            minAvailable: 1,
            selector: { matchLabels: labels(name) },
          },
        },
      ]
    : []),
];

const webhook = (name: string, parts: object = {}) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name },
  webhooks: [
    {
      name: `validate.${name}.svc`,
      failurePolicy: 'Fail',
      clientConfig: { service: { namespace: name, name: `${name}-svc` } },
      rules: [{ apiGroups: [''], resources: ['pods'] }],
      ...parts,
    },
  ],
});

const exempting = (...names: readonly string[]) => ({
  namespaceSelector: {
    matchExpressions: [
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: names },
    ],
  },
});

const failOpen = (value: number) =>
  `apiserver_admission_webhook_fail_open_count{name="validate.kyverno.svc",type="validating"} ${value}\nprocess_start_time_seconds 1.7e9\n`;

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes an engine with two pods, a budget and policy Fail',
    objects: [...backend(ENGINE, 2), webhook(ENGINE)],
    state: 'pass',
  },
  {
    it: 'passes where it leaves out itself and the system',
    objects: [
      ...backend(ENGINE, 2),
      webhook(ENGINE, exempting(ENGINE, 'kube-system')),
    ],
    state: 'pass',
  },
  {
    it: 'warns where it leaves out another namespace',
    objects: [
      ...backend(ENGINE, 2),
      ...backend('shop', 1),
      webhook(ENGINE, exempting('shop')),
    ],
    state: 'warn',
    codes: ['leaves-out'],
  },
  {
    it: 'warns without a budget',
    objects: [...backend(ENGINE, 2, false), webhook(ENGINE)],
    state: 'warn',
    codes: ['no-budget'],
  },
  {
    it: 'warns of policy Ignore that was not seen to matter',
    objects: [
      ...backend(ENGINE, 2),
      webhook(ENGINE, { failurePolicy: 'Ignore' }),
    ],
    options: { metrics: failOpen(0) },
    state: 'warn',
    codes: ['may-fail-open'],
  },
  {
    it: 'says that it could not see whether it did',
    objects: [
      ...backend(ENGINE, 2),
      webhook(ENGINE, { failurePolicy: 'Ignore' }),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'fails policy Ignore that let requests pass',
    objects: [
      ...backend(ENGINE, 2),
      webhook(ENGINE, { failurePolicy: 'Ignore' }),
    ],
    options: { metrics: failOpen(4) },
    state: 'fail',
    codes: ['failed-open'],
  },
  {
    it: 'fails one pod that may stop the cluster',
    objects: [...backend(ENGINE, 1), webhook(ENGINE)],
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'fails a webhook that nobody answers',
    objects: [...backend(ENGINE, 0), webhook(ENGINE)],
    state: 'fail',
    codes: ['no-endpoints'],
  },
  {
    it: 'asks cert-manager for nothing but its replicas',
    objects: [
      ...backend('cert-manager', 2, false),
      webhook('cert-manager', exempting('shop')),
    ],
    state: 'pass',
  },
  {
    it: 'fails cert-manager with one replica',
    objects: [...backend('cert-manager', 1), webhook('cert-manager')],
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'lets an injector with policy Ignore have one replica',
    objects: [
      ...backend('injector', 1),
      webhook('injector', { failurePolicy: 'Ignore' }),
    ],
    state: 'pass',
  },
  {
    it: 'does not know what answers outside the cluster',
    objects: [
      webhook(ENGINE, { clientConfig: { url: 'https://policy.example.com' } }),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know webhooks that may not be read',
    objects: [...backend(ENGINE, 2), webhook(ENGINE)],
    options: { forbidden: ['validatingwebhookconfigurations'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not apply without webhooks',
    objects: backend('shop', 1),
    state: 'na',
    codes: ['no-webhooks'],
  },
];

export const admissionHealthCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
