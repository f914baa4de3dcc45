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
import { podSecurityRestricted as check } from './podSecurityRestricted';

const HARDENED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

const POD = {
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** A pod that meets level restricted, with room for one difference. */
export const restrictedSpec = (own: object = {}, pod: object = {}) =>
  podSpec({
    securityContext: { ...POD, ...pod },
    containers: [container({ securityContext: { ...HARDENED, ...own } })],
  });

const restricted = (own: object = {}, pod: object = {}) =>
  deployment(restrictedSpec(own, pod));

const labelled = (labels: Readonly<Record<string, string>>) =>
  namespace(
    SHOP,
    Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [
        `pod-security.kubernetes.io/${key}`,
        value,
      ]),
    ),
  );

/** The live pod of a hardened template, with more in it than the template has. */
export const withAdded = (spec: object, parts: object = {}) => [
  restricted(),
  ...livePod({ ...restrictedSpec(), ...spec }, parts),
];

export const waitingFor = (reason: string, pod: object = {}) => {
  const [replicaSet, running] = livePod(restrictedSpec({}, pod));
  const status = {
    ...(running.status as object),
    containerStatuses: [{ name: 'app', state: { waiting: { reason } } }],
  };
  return [restricted({}, pod), replicaSet, { ...running, status }];
};

const windows = (parts: object) =>
  deployment(
    podSpec({
      securityContext: { runAsNonRoot: true },
      containers: [container()],
      ...parts,
    }),
  );

const cases: readonly Omit<CheckCase, 'check'>[] = [
  { it: 'passes a hardened pod', objects: [restricted()], state: 'pass' },
  {
    it: 'warns where only a seccomp profile is missing',
    objects: [restricted({}, { seccompProfile: undefined })],
    state: 'warn',
    codes: ['seccompProfile_restricted'],
  },
  {
    it: 'warns where only the capabilities are not dropped',
    objects: [restricted({ capabilities: { drop: ['NET_RAW'] } })],
    state: 'warn',
    codes: ['capabilities_restricted'],
  },
  {
    it: 'fails a seccomp profile that is switched off',
    objects: [restricted({ seccompProfile: { type: 'Unconfined' } })],
    state: 'fail',
    codes: ['seccompProfile_restricted'],
  },
  {
    it: 'fails a capability that is added',
    objects: [restricted({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } })],
    state: 'fail',
    codes: ['capabilities_restricted'],
  },
  {
    it: 'fails a pod that sets nothing',
    objects: [deployment()],
    state: 'fail',
    codes: ['allowPrivilegeEscalation', 'runAsNonRoot'],
  },
  {
    it: 'fails what level baseline does not allow',
    objects: [deployment({ ...restrictedSpec(), hostNetwork: true })],
    state: 'fail',
    codes: ['hostNamespaces'],
  },
  {
    it: 'judges native sidecars and init containers',
    objects: [
      deployment({
        ...restrictedSpec(),
        initContainers: [
          { name: 'setup', image: 'busybox:1' },
          { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' },
        ],
      }),
    ],
    state: 'fail',
    codes: ['allowPrivilegeEscalation'],
  },
  {
    it: 'fails root where users are those of the node',
    objects: [
      deployment({ ...restrictedSpec({}, { runAsUser: 0 }), hostUsers: true }),
    ],
    state: 'fail',
    codes: ['runAsUser'],
  },
  {
    it: 'passes root in a user namespace of its own, from 1.35 on',
    objects: [
      deployment({
        ...restrictedSpec({}, { runAsUser: 0, runAsNonRoot: false }),
        hostUsers: false,
      }),
    ],
    state: 'pass',
  },
  {
    it: 'fails it where the namespace pins 1.34',
    objects: [
      labelled({ enforce: 'baseline', 'enforce-version': 'v1.34' }),
      deployment({
        ...restrictedSpec({}, { runAsUser: 0, runAsNonRoot: false }),
        hostUsers: false,
      }),
    ],
    subject: 'app',
    state: 'fail',
    codes: ['runAsNonRoot', 'runAsUser'],
  },
  {
    it: 'trap 12: passes a Windows pod that says so',
    objects: [windows({ os: { name: 'windows' } })],
    state: 'pass',
  },
  {
    it: 'trap 12: fails a Windows pod by node selector, as admission does',
    objects: [windows({ nodeSelector: { 'kubernetes.io/os': 'windows' } })],
    state: 'fail',
    codes: ['allowPrivilegeEscalation', 'seccompProfile_restricted'],
  },
  {
    it: 'trap 3: warns the platform of what an injector adds',
    objects: withAdded(
      {
        initContainers: [
          {
            name: 'istio-init',
            securityContext: {
              ...HARDENED,
              capabilities: { add: ['NET_ADMIN', 'NET_RAW'] },
            },
          },
        ],
      },
      { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
    ),
    state: 'warn',
    codes: ['capabilities_restricted'],
  },
  {
    it: 'lets an injected container take over what the pod sets',
    objects: withAdded(
      {
        containers: [
          container({ securityContext: HARDENED }),
          { name: 'istio-proxy', securityContext: HARDENED },
        ],
      },
      { metadata: { annotations: { 'sidecar.istio.io/status': '{}' } } },
    ),
    state: 'pass',
  },
  {
    it: 'trap 8: warns of a young debugging session',
    objects: withAdded(
      { ephemeralContainers: [{ name: 'debug' }] },
      { startTime: '2026-11-22T10:00:00Z' },
    ),
    state: 'warn',
    codes: ['allowPrivilegeEscalation'],
  },
  {
    it: 'fails one that has stayed for days',
    objects: withAdded(
      { ephemeralContainers: [{ name: 'debug' }] },
      { startTime: '2026-11-19T10:00:00Z' },
    ),
    state: 'fail',
    codes: ['allowPrivilegeEscalation'],
  },
  {
    it: 'warns where a container without a user does not start',
    objects: waitingFor('CreateContainerConfigError'),
    state: 'warn',
    codes: ['image-may-be-root'],
  },
  {
    it: 'takes other reasons to wait for what they are',
    objects: waitingFor('ImagePullBackOff'),
    state: 'pass',
  },
  {
    it: 'does not blame the user where one is named',
    objects: waitingFor('CreateContainerConfigError', { runAsUser: 10001 }),
    state: 'pass',
  },
  {
    it: 'sets aside what is excepted',
    objects: [restricted({ allowPrivilegeEscalation: true })],
    options: {
      exceptions: [
        {
          check: check.id,
          namespace: SHOP,
          rule: 'allowPrivilegeEscalation',
          reason: 'sudo inside until the vendor ships 5.0',
          origin: 'config',
        },
      ],
    },
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'does not judge an agent with a volume where agents are privileged',
    objects: [
      labelled({ enforce: 'privileged' }),
      daemonSet(podSpec({ volumes: [{ name: 'cache', ephemeral: {} }] }), {
        name: 'agent',
        namespace: SHOP,
      }),
    ],
    subject: 'agent',
    state: 'na',
    codes: ['privileged-namespace'],
  },
  {
    it: 'trap 14: does not judge static pods',
    objects: [staticPod(podSpec())],
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'judges the live pod where the owner is a custom resource',
    objects: [operatedPod(restrictedSpec())],
    state: 'pass',
  },
  {
    it: 'does not know without a template and without a pod',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know the policy version where namespaces are forbidden',
    objects: [restricted()],
    options: { forbidden: ['namespaces'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const podSecurityRestrictedCases: readonly CheckCase[] = cases.map(
  one => ({ ...one, check }),
);
