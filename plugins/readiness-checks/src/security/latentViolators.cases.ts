import type { CheckCase } from '../__fixtures__/checkCases';
import {
  SHOP,
  container,
  deployment,
  livePod,
  namespace,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { latentViolators as check } from './latentViolators';

const psa = (labels: Readonly<Record<string, string>>) =>
  namespace(
    SHOP,
    Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [
        `pod-security.kubernetes.io/${key}`,
        value,
      ]),
    ),
  );

const privileged = podSpec({
  containers: [container({ securityContext: { privileged: true } })],
});

const hardened = podSpec({
  securityContext: {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [
    container({
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    }),
  ],
});

const probing = podSpec({
  containers: [
    container({
      livenessProbe: { httpGet: { path: '/', port: 80, host: '10.0.0.1' } },
    }),
  ],
});

const job = (spec: object, pods: readonly unknown[] = []) => [
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: SHOP },
    spec: { template: { spec } },
  },
  ...pods,
];

const jobPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'migrate-x',
    namespace: SHOP,
    ownerReferences: [
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: 'migrate',
        controller: true,
      },
    ],
  },
  spec: privileged,
  status: { phase: 'Running' },
};

const cronJob = (spec: object, suspend = false) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'report', namespace: SHOP },
  spec: { suspend, jobTemplate: { spec: { template: { spec } } } },
});

/** A Deployment that was applied without an error and has no pods (trap 10). */
export const refusedSince = (message: string) => {
  const [replicaSet] = livePod(podSpec());
  return [
    deployment(),
    {
      ...replicaSet,
      status: {
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            lastTransitionTime: '2026-11-20T08:00:00Z',
            message,
          },
        ],
      },
    },
  ];
};

const kyverno = (level: string, conditional = false) => ({
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name: 'pod-security' },
  spec: {
    rules: [
      {
        match: { any: [{ resources: { kinds: ['Pod'] } }] },
        ...(conditional && { preconditions: {} }),
        validate: { failureAction: 'Enforce', podSecurity: { level } },
      },
    ],
  },
});

export const injectedInto = (spec: Readonly<Record<string, unknown>>) => [
  deployment(spec),
  ...livePod(
    {
      ...spec,
      initContainers: [
        {
          name: 'istio-init',
          securityContext: { capabilities: { add: ['NET_ADMIN'] } },
        },
      ],
    },
    { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
  ),
];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes where every pod meets the enforced level',
    objects: [psa({ enforce: 'restricted' }), deployment(hardened)],
    state: 'pass',
    codes: ['no-violators'],
  },
  {
    it: 'trap 9: fails a template that the level refuses, whose pods run',
    objects: [psa({ enforce: 'restricted' }), deployment(privileged)],
    state: 'fail',
    codes: ['latent-violator', 'privileged'],
  },
  {
    it: 'asks no more than the level',
    objects: [psa({ enforce: 'baseline' }), deployment()],
    state: 'pass',
  },
  {
    it: 'trap 10: fails what admission refuses right now',
    objects: [
      psa({ enforce: 'baseline' }),
      ...refusedSince('violates PodSecurity "baseline:latest": hostPath'),
    ],
    state: 'fail',
    codes: ['pods-refused'],
  },
  {
    it: 'trap 10: fails that even where no level is visible',
    objects: refusedSince('violates PodSecurity "baseline:latest": hostPath'),
    state: 'fail',
    codes: ['pods-refused'],
  },
  {
    it: 'leaves pods that a quota refuses to others',
    objects: [
      psa({ enforce: 'baseline' }),
      ...refusedSince('exceeded quota: pods'),
    ],
    state: 'pass',
  },
  {
    it: 'warns of a Job that has run',
    objects: [psa({ enforce: 'baseline' }), ...job(privileged)],
    state: 'warn',
    codes: ['completed-job'],
  },
  {
    it: 'fails a Job that runs',
    objects: [psa({ enforce: 'baseline' }), ...job(privileged, [jobPod])],
    state: 'fail',
    codes: ['latent-violator'],
  },
  {
    it: 'fails a CronJob, whose next run would be refused',
    objects: [psa({ enforce: 'baseline' }), cronJob(privileged)],
    state: 'fail',
    codes: ['latent-violator'],
  },
  {
    it: 'leaves out what is suspended',
    objects: [psa({ enforce: 'baseline' }), cronJob(privileged, true)],
    state: 'na',
    codes: ['no-pods'],
  },
  {
    it: 'fails what an injector adds to pods',
    objects: [psa({ enforce: 'baseline' }), ...injectedInto(podSpec())],
    state: 'fail',
    codes: ['latent-violator', 'capabilities_baseline'],
  },
  {
    it: 'leaves out a debugging container, which does not come back',
    objects: [
      psa({ enforce: 'baseline' }),
      deployment(),
      ...livePod({
        ...podSpec(),
        ephemeralContainers: [
          { name: 'debug', securityContext: { privileged: true } },
        ],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'warns of what the next minor version refuses',
    objects: [psa({ enforce: 'baseline' }), deployment(probing)],
    options: { version: '1.33' },
    state: 'warn',
    codes: ['breaks-at-upgrade', 'hostProbesAndHostLifecycle'],
  },
  {
    it: 'warns of it where the version is named latest',
    objects: [
      psa({ enforce: 'baseline', 'enforce-version': 'latest' }),
      deployment(probing),
    ],
    options: { version: '1.33' },
    state: 'warn',
    codes: ['breaks-at-upgrade'],
  },
  {
    it: 'passes it where the namespace pins the version of today',
    objects: [
      psa({ enforce: 'baseline', 'enforce-version': 'v1.33' }),
      deployment(probing),
    ],
    options: { version: '1.33' },
    state: 'pass',
  },
  {
    it: 'warns where the pinned version is yet to come',
    objects: [
      psa({ enforce: 'baseline', 'enforce-version': 'v1.36' }),
      deployment(probing),
    ],
    options: { version: '1.33' },
    state: 'warn',
    codes: ['breaks-at-upgrade'],
  },
  {
    it: 'fails it after the upgrade',
    objects: [psa({ enforce: 'baseline' }), deployment(probing)],
    options: { version: '1.34' },
    state: 'fail',
    codes: ['latent-violator'],
  },
  {
    it: 'does not apply where privileged is enforced',
    objects: [psa({ enforce: 'privileged' }), deployment(privileged)],
    state: 'na',
    codes: ['nothing-enforced'],
  },
  {
    it: 'does not apply where the default is declared to be none',
    objects: [namespace(SHOP), deployment(privileged)],
    options: { params: { admissionDefault: 'none' } },
    state: 'na',
    codes: ['nothing-enforced'],
  },
  {
    it: 'holds pods to the default that is declared',
    objects: [namespace(SHOP), deployment(privileged)],
    options: { params: { admissionDefault: 'baseline' } },
    state: 'fail',
    codes: ['latent-violator'],
  },
  {
    it: 'holds pods to a Kyverno policy',
    objects: [
      psa({ enforce: 'privileged' }),
      kyverno('restricted'),
      deployment(),
    ],
    state: 'fail',
    codes: ['latent-violator', 'runAsNonRoot'],
  },
  {
    it: 'says nothing twice where label and policy enforce the same',
    objects: [
      psa({ enforce: 'baseline' }),
      kyverno('baseline'),
      deployment(privileged),
    ],
    state: 'fail',
    codes: ['privileged'],
  },
  {
    it: 'trap 11: does not know the level without a label',
    objects: [namespace(SHOP), deployment()],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'passes pods that every level lets in, whatever it is',
    objects: [namespace(SHOP), deployment(hardened)],
    state: 'pass',
  },
  {
    it: 'does not know what a conditional policy refuses',
    objects: [namespace(SHOP), kyverno('restricted', true), deployment()],
    options: { params: { admissionDefault: 'none' } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know what forbidden policies refuse',
    objects: [
      psa({ enforce: 'baseline' }),
      kyverno('restricted'),
      deployment(),
    ],
    options: { forbidden: ['clusterpolicies'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know what pods run where they are forbidden',
    objects: [psa({ enforce: 'restricted' }), deployment(hardened)],
    options: { forbidden: ['pods'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know a workload without a template',
    objects: [psa({ enforce: 'baseline' }), withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'leaves out static pods, which ask nobody',
    objects: [psa({ enforce: 'baseline' }), staticPod(privileged)],
    state: 'na',
    codes: ['no-pods'],
  },
];

export const latentViolatorsCases: readonly CheckCase[] = [
  ...cases.map(one => ({ ...one, check, subject: SHOP })),
  {
    check,
    it: 'does not judge namespaces of the cluster itself',
    objects: [namespace('kube-system')],
    subject: 'kube-system',
    state: 'na',
    codes: ['system-namespace'],
  },
];
