import type {
  Container,
  PodTemplate,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  hasOwnUsers,
  onSecurity,
  PROFILES,
  type Broken,
  type PodSecurityRule,
} from './podSecurityRule';

const VOLUME_TYPES: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const ADDABLE = 'NET_BIND_SERVICE';

/** Linux has these fields and Windows has not; a pod says itself which it is for. */
const WINDOWS_EXEMPT = 25;

const onLinux =
  (violations: PodSecurityRule['violations']): PodSecurityRule['violations'] =>
  (pod, minor) =>
    minor >= WINDOWS_EXEMPT && pod.os === 'windows'
      ? []
      : violations(pod, minor);

const unlessOwnUsers =
  (violations: PodSecurityRule['violations']): PodSecurityRule['violations'] =>
  (pod, minor) =>
    hasOwnUsers(pod, minor) ? [] : violations(pod, minor);

type Setting = 'runAsNonRoot' | 'seccompProfile';

/** A setting that containers take over from the pod where they have none. */
function required(
  pod: PodTemplate,
  setting: Setting,
  wanted: Pick<Broken, 'field' | 'change'>,
  isFine: (value: string | boolean) => boolean,
): readonly Broken[] {
  const judge = (
    value: string | boolean | undefined,
    container: Container | undefined,
    inherited: boolean,
  ): readonly Broken[] => {
    if (value === undefined ? inherited : isFine(value)) return [];
    return [
      {
        ...wanted,
        container: container?.name,
        found: String(value ?? ''),
        ...(value === undefined && { unset: true as const }),
      },
    ];
  };
  const ofPod = pod.securityContext?.[setting];
  const inherited = ofPod !== undefined && isFine(ofPod);
  return [
    ...judge(ofPod, undefined, true),
    ...pod.containers.flatMap(container =>
      judge(container.securityContext?.[setting], container, inherited),
    ),
  ];
}

function capabilities(container: Container): readonly Broken[] {
  const { add = [], drop = [] } = container.securityContext?.capabilities ?? {};
  const bad = add.filter(capability => capability !== ADDABLE);
  const field = 'securityContext.capabilities';
  return [
    ...(drop.includes('ALL')
      ? []
      : [
          {
            container: container.name,
            field: `${field}.drop`,
            found: drop.join(', '),
            unset: true as const,
            change: { securityContext: { capabilities: { drop: ['ALL'] } } },
          },
        ]),
    ...(bad.length === 0
      ? []
      : [
          {
            container: container.name,
            field: `${field}.add`,
            found: bad.join(', '),
            change: {
              securityContext: {
                capabilities: {
                  add: add.filter(capability => capability === ADDABLE),
                },
              },
            },
          },
        ]),
  ];
}

/**
 * The rows that level restricted has beside those of level baseline, with the
 * version of the policy in which each begins.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const RESTRICTED_RULES: readonly PodSecurityRule[] = [
  {
    id: 'restrictedVolumes',
    level: 'restricted',
    since: 0,
    overrides: ['hostPathVolumes'],
    violations: pod =>
      pod.volumes
        .filter(({ type }) => !VOLUME_TYPES.has(type))
        .map(({ name, type }) => ({
          field: `volumes[${name}]`,
          found: type,
          ...(type === 'hostPath'
            ? { change: { volumes: [{ name, hostPath: null, emptyDir: {} }] } }
            : {
                byHand: `Volume ${name} is of type ${type}: put a PersistentVolume in front of it and mount its claim.`,
              }),
        })),
  },
  {
    id: 'allowPrivilegeEscalation',
    level: 'restricted',
    since: 8,
    violations: onLinux(pod =>
      pod.containers
        .filter(
          ({ securityContext }) =>
            securityContext?.allowPrivilegeEscalation !== false,
        )
        .map(({ name, securityContext }) => ({
          container: name,
          field: 'securityContext.allowPrivilegeEscalation',
          found: String(securityContext?.allowPrivilegeEscalation ?? ''),
          ...(securityContext?.allowPrivilegeEscalation === undefined && {
            unset: true as const,
          }),
          change: { securityContext: { allowPrivilegeEscalation: false } },
        })),
    ),
  },
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    since: 0,
    violations: unlessOwnUsers(pod =>
      required(
        pod,
        'runAsNonRoot',
        {
          field: 'securityContext.runAsNonRoot',
          change: { securityContext: { runAsNonRoot: true } },
        },
        value => value === true,
      ),
    ),
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    since: 23,
    violations: unlessOwnUsers(pod =>
      [
        { container: undefined, security: pod.securityContext },
        ...pod.containers.map(({ name, securityContext }) => ({
          container: name,
          security: securityContext,
        })),
      ]
        .filter(({ security }) => security?.runAsUser === 0)
        .map(({ container }) => ({
          container,
          field: 'securityContext.runAsUser',
          found: '0',
          byHand: `Set runAsUser of ${
            container === undefined ? 'the pod' : `container ${container}`
          } to a user that the image can run as, any but 0.`,
        })),
    ),
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    since: 19,
    overrides: ['seccompProfile_baseline'],
    violations: onLinux(pod =>
      required(
        pod,
        'seccompProfile',
        {
          field: 'securityContext.seccompProfile.type',
          change: {
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          },
        },
        value => PROFILES.has(String(value)),
      ),
    ),
  },
  {
    id: 'capabilities_restricted',
    level: 'restricted',
    since: 22,
    overrides: ['capabilities_baseline'],
    violations: onLinux(pod => pod.containers.flatMap(capabilities)),
  },
  {
    id: 'procMount_restricted',
    level: 'restricted',
    since: 35,
    overrides: ['procMount'],
    violations: onSecurity('procMount', ({ security: { procMount } }) =>
      procMount === undefined || procMount === 'Default'
        ? undefined
        : { found: procMount, to: { procMount: 'Default' } },
    ),
  },
];
