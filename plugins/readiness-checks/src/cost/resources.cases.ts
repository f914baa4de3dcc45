import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  daemonSet,
  deployment,
  livePod,
  operatedPod,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { WITHOUT_MEMORY_LIMIT } from '../allowLists/memoryLimits';
import { memoryLimits } from './memoryLimits';
import { requestsSet } from './resources';

const sized = (resources: object, parts: object = {}) =>
  deployment(podSpec({ containers: [container({ resources })], ...parts }));

const bare = sized({});

const withInit = (init: object) =>
  deployment(podSpec({ initContainers: [{ name: 'setup', ...init }] }));

const limitRanged = (what: string) => [
  bare,
  ...livePod(podSpec(), {
    metadata: {
      annotations: {
        'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${what}`,
      },
    },
  }),
];

const injected = [
  deployment(),
  ...livePod(
    podSpec({
      containers: [container(), { name: 'istio-proxy', image: 'proxyv2' }],
    }),
    { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
  ),
];

const excepted = (check: string, rule: string) => ({
  exceptions: [
    {
      check,
      name: 'app',
      rule,
      reason: 'sized by its vendor',
      origin: 'config' as const,
    },
  ],
});

const requests: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes requests for CPU and memory',
    objects: [deployment()],
    state: 'pass',
  },
  {
    it: 'trap 5: passes limits without requests, and says so',
    objects: [sized({ limits: { cpu: '1', memory: '1Gi' } })],
    state: 'pass',
    codes: ['request-by-default'],
  },
  {
    it: 'trap 6: passes a pod that is sized as a whole',
    objects: [
      sized({}, { resources: { requests: { cpu: '1', memory: '1Gi' } } }),
    ],
    state: 'pass',
  },
  {
    it: 'trap 4: warns of what a LimitRange filled in',
    objects: limitRanged('cpu, memory request for container app'),
    state: 'warn',
    codes: ['limit-range-default'],
  },
  {
    it: 'warns of an init container without requests',
    objects: [withInit({})],
    state: 'warn',
    codes: ['no-cpu-request', 'no-memory-request'],
  },
  {
    it: 'warns the platform of an injected container without requests',
    objects: injected,
    state: 'warn',
    codes: ['injected-without-cpu', 'injected-without-memory'],
    without: ['no-cpu-request'],
  },
  {
    it: 'fails a container without requests',
    objects: [bare],
    state: 'fail',
    codes: ['no-cpu-request', 'no-memory-request'],
  },
  {
    it: 'trap 4: fails where a LimitRange filled in one of the two',
    objects: limitRanged('cpu request for container app'),
    state: 'fail',
    codes: ['limit-range-default', 'no-memory-request'],
  },
  {
    it: 'fails a native sidecar without requests',
    objects: [withInit({ restartPolicy: 'Always' })],
    state: 'fail',
    codes: ['no-cpu-request'],
  },
  {
    it: 'fails a request of zero',
    objects: [sized({ requests: { cpu: '0', memory: '64Mi' } })],
    state: 'fail',
    codes: ['zero-cpu-request'],
    without: ['no-memory-request'],
  },
  {
    it: 'fails a DaemonSet without requests in kube-system',
    objects: [
      daemonSet(podSpec({ containers: [{ name: 'agent' }] }), {
        name: 'agent',
        namespace: 'kube-system',
      }),
    ],
    subject: 'agent',
    state: 'fail',
  },
  {
    it: 'fails the live pod of an operator',
    objects: [operatedPod(podSpec({ containers: [{ name: 'postgres' }] }))],
    state: 'fail',
  },
  {
    it: 'sets aside what an exception names',
    objects: [sized({ requests: { memory: '1Gi' } })],
    options: excepted(requestsSet.id, 'cpu-request'),
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(podSpec({ containers: [{ name: 'etcd' }] }))],
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'does not know without a template',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know what an amount that is none means',
    objects: [sized({ requests: { cpu: 'much', memory: '64Mi' } })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

const limits: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a limit equal to the request',
    objects: [deployment()],
    state: 'pass',
  },
  {
    it: 'passes a limit of exactly twice the request, however it is written',
    objects: [
      sized({ requests: { memory: '1.5Gi' }, limits: { memory: '3072Mi' } }),
    ],
    state: 'pass',
  },
  {
    it: 'passes a limit without a request, which then equals it',
    objects: [sized({ limits: { memory: '1Gi' } })],
    state: 'pass',
  },
  {
    it: 'passes a pod that is limited as a whole',
    objects: [sized({}, { resources: { limits: { memory: '1Gi' } } })],
    state: 'pass',
  },
  {
    it: 'does not ask for a limit on an ordinary init container',
    objects: [withInit({})],
    state: 'pass',
  },
  {
    it: 'warns of a limit above twice the request',
    objects: [
      sized({ requests: { memory: '100Mi' }, limits: { memory: '201Mi' } }),
    ],
    state: 'warn',
    codes: ['memory-overcommit'],
  },
  {
    it: 'warns of what a LimitRange filled in',
    objects: limitRanged('memory limit for container app'),
    state: 'warn',
    codes: ['limit-range-default'],
  },
  {
    it: 'warns the platform of an injected container without a limit',
    objects: injected,
    state: 'warn',
    codes: ['injected-without-memory'],
    without: ['no-memory-limit'],
  },
  {
    it: 'fails a container without a limit',
    objects: [sized({ requests: { memory: '1Gi' } })],
    state: 'fail',
    codes: ['no-memory-limit'],
  },
  {
    it: 'fails a native sidecar without a limit',
    objects: [withInit({ restartPolicy: 'Always' })],
    state: 'fail',
    codes: ['no-memory-limit'],
  },
  {
    it: 'sets a node-critical agent of the allow-list aside',
    objects: [
      daemonSet(podSpec({ containers: [{ name: 'cilium-agent' }] }), {
        name: 'cilium',
        namespace: 'kube-system',
      }),
    ],
    options: { exceptions: WITHOUT_MEMORY_LIMIT },
    subject: 'cilium',
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'fails another agent in the same namespace',
    objects: [
      daemonSet(podSpec({ containers: [{ name: 'agent' }] }), {
        name: 'agent',
        namespace: 'kube-system',
      }),
    ],
    options: { exceptions: WITHOUT_MEMORY_LIMIT },
    subject: 'agent',
    state: 'fail',
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(podSpec({ containers: [{ name: 'etcd' }] }))],
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'does not know without a template',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know what an amount that is none means',
    objects: [sized({ limits: { memory: 'lots' } })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const resourceCases: readonly CheckCase[] = [
  ...requests.map(one => ({ ...one, check: requestsSet })),
  ...limits.map(one => ({ ...one, check: memoryLimits })),
];
