import type { CheckCase } from '../__fixtures__/checkCases';
import {
  SHOP,
  container,
  daemonSet,
  deployment,
  livePod,
  namespace,
  operatedPod,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { HOST_ACCESS } from '../allowLists/hostAccess';
import { podSecurityBaseline as check } from './podSecurityBaseline';

const hardened = (securityContext: object) =>
  deployment(podSpec({ containers: [container({ securityContext })] }));

const pinned = (minor: number) =>
  namespace(SHOP, {
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/enforce-version': `v1.${minor}`,
  });

const probe = deployment(
  podSpec({
    containers: [
      container({
        livenessProbe: { httpGet: { path: '/', port: 80, host: '10.0.0.1' } },
      }),
    ],
  }),
);

const hostLogs = podSpec({
  volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }],
});

const debugged = (startTime: string) => [
  deployment(),
  ...livePod(
    {
      ...podSpec(),
      ephemeralContainers: [
        { name: 'debug', securityContext: { privileged: true } },
      ],
    },
    { startTime },
  ),
];

const injected = [
  deployment(),
  ...livePod(
    {
      ...podSpec(),
      initContainers: [
        {
          name: 'istio-init',
          securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
        },
      ],
    },
    { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
  ),
];

export const podSecurityBaselineCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes a plain pod',
    objects: [deployment()],
    state: 'pass',
  },
  {
    check,
    it: 'allows hostPort 0 and the default procMount',
    objects: [
      deployment(
        podSpec({
          containers: [
            container({
              ports: [{ containerPort: 80, hostPort: 0 }],
              securityContext: {
                procMount: 'Default',
                privileged: false,
                capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
              },
            }),
          ],
        }),
      ),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'fails a privileged container',
    objects: [hardened({ privileged: true })],
    state: 'fail',
    codes: ['privileged'],
  },
  {
    check,
    it: 'fails NET_RAW although runtimes grant it',
    objects: [hardened({ capabilities: { add: ['NET_RAW'] } })],
    state: 'fail',
    codes: ['capabilities_baseline'],
  },
  {
    check,
    it: 'trap 7: visits init containers, sidecars too',
    objects: [
      deployment(
        podSpec({
          initContainers: [
            {
              name: 'mesh',
              restartPolicy: 'Always',
              securityContext: { privileged: true },
            },
          ],
        }),
      ),
    ],
    state: 'fail',
    codes: ['privileged'],
  },
  {
    check,
    it: 'lists every broken rule in one finding',
    objects: [
      deployment(
        podSpec({
          hostPID: true,
          hostNetwork: true,
          volumes: [{ name: 'root', hostPath: { path: '/' } }],
          containers: [
            container({ ports: [{ containerPort: 80, hostPort: 80 }] }),
          ],
        }),
      ),
    ],
    state: 'fail',
    codes: ['hostNamespaces', 'hostPathVolumes', 'hostPorts'],
  },
  {
    check,
    it: 'fails a probe with a host since 1.34',
    objects: [probe],
    state: 'fail',
    codes: ['hostProbesAndHostLifecycle'],
  },
  {
    check,
    it: 'passes a probe with a host where the namespace pins 1.33',
    objects: [pinned(33), probe],
    state: 'pass',
    subject: 'app',
  },
  {
    check,
    it: 'passes a probe with a host on a server 1.33',
    objects: [probe],
    options: { version: '1.33' },
    state: 'pass',
  },
  {
    check,
    it: 'goes no further than the server where the namespace pins more',
    objects: [pinned(37), probe],
    options: { version: '1.33' },
    state: 'pass',
    subject: 'app',
  },
  {
    check,
    it: 'trap 8: warns of an ephemeral container younger than a day',
    objects: debugged('2026-11-22T10:00:00Z'),
    state: 'warn',
    codes: ['privileged'],
  },
  {
    check,
    it: 'fails an ephemeral container that has stayed for days',
    objects: debugged('2026-11-20T10:00:00Z'),
    state: 'fail',
    codes: ['privileged'],
  },
  {
    check,
    it: 'trap 3: warns the platform of what an injector adds',
    objects: injected,
    state: 'warn',
    codes: ['capabilities_baseline'],
  },
  {
    check,
    it: 'trap 13: leaves a known agent to its allow-list',
    objects: [
      daemonSet(hostLogs, { name: 'fluent-bit', namespace: 'logging' }),
    ],
    options: { exceptions: HOST_ACCESS },
    state: 'na',
    codes: ['excepted'],
  },
  {
    check,
    it: 'trap 13: fails the next DaemonSet with a host path in the same namespace',
    objects: [
      daemonSet(hostLogs, { name: 'reader', namespace: 'kube-system' }),
    ],
    options: { exceptions: HOST_ACCESS },
    state: 'fail',
    codes: ['hostPathVolumes'],
    subject: 'reader',
  },
  {
    check,
    it: 'fails what a known agent is not excepted for',
    objects: [
      daemonSet(
        {
          ...hostLogs,
          containers: [container({ securityContext: { privileged: true } })],
        },
        { name: 'fluent-bit', namespace: 'logging' },
      ),
    ],
    options: { exceptions: HOST_ACCESS },
    state: 'fail',
    codes: ['privileged'],
    without: ['hostPathVolumes'],
  },
  {
    check,
    it: 'trap 14: does not judge static pods',
    objects: [staticPod(podSpec({ hostNetwork: true }))],
    state: 'na',
    codes: ['static'],
  },
  {
    check,
    it: 'judges the live pod where the owner is a custom resource',
    objects: [operatedPod(podSpec({ hostIPC: true }))],
    state: 'fail',
    codes: ['hostNamespaces'],
  },
  {
    check,
    it: 'does not know without a template and without a pod',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'does not know where deployments are forbidden',
    objects: [...injected],
    options: { forbidden: ['deployments'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'does not know the policy version where namespaces are forbidden',
    objects: [deployment()],
    options: { forbidden: ['namespaces'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];
