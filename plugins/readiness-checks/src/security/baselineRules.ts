import type { YamlMap } from '../toYaml';
import {
  allowed,
  hasOwnUsers,
  onSecurity,
  perContainer,
  PROFILES,
  type Allowed,
  type Broken,
  type PodSecurityRule,
} from './podSecurityRule';

const CAPABILITIES: Allowed = [
  {
    since: 0,
    values: [
      'AUDIT_WRITE',
      'CHOWN',
      'DAC_OVERRIDE',
      'FOWNER',
      'FSETID',
      'KILL',
      'MKNOD',
      'NET_BIND_SERVICE',
      'SETFCAP',
      'SETGID',
      'SETPCAP',
      'SETUID',
      'SYS_CHROOT',
    ],
  },
];

const SYSCTLS: Allowed = [
  {
    since: 0,
    values: [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  },
  { since: 27, values: ['net.ipv4.ip_local_reserved_ports'] },
  {
    since: 29,
    values: [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  },
  { since: 32, values: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
  {
    since: 37,
    values: [
      'net.ipv4.tcp_slow_start_after_idle',
      'net.ipv4.tcp_notsent_lowat',
    ],
  },
];

const SELINUX_TYPES: Allowed = [
  {
    since: 0,
    values: ['', 'container_t', 'container_init_t', 'container_kvm_t'],
  },
  { since: 31, values: ['container_engine_t'] },
];

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
const SECCOMP_POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';

/** From here on seccomp profiles are fields; before, they were annotations. */
const SECCOMP_FIELDS = 19;

/** An annotation whose text is not allowed; other text than `unconfined` is not shown. */
const byAnnotation = (
  key: string,
  value: string,
  container: string | undefined,
): Broken => ({
  ...(container !== undefined && { container }),
  field: `metadata.annotations["${key}"]`,
  found: value === 'unconfined' ? value : 'another profile',
  byHand: `Remove the annotation ${key} from the pod template.`,
});

const isSeccompText = (value: string) =>
  value === 'runtime/default' ||
  value === 'docker/default' ||
  value.startsWith('localhost/');

/** `livenessProbe.httpGet.host` as a nested merge that clears the host. */
function clearHost(field: string): YamlMap {
  const path = field.split('.');
  const steps = path[path.length - 1] === 'host' ? path.slice(0, -1) : path;
  return steps.reduceRight<YamlMap>((inner, step) => ({ [step]: inner }), {
    host: null,
  });
}

/**
 * The rows of level baseline, with the version of the policy in which each
 * begins.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const BASELINE_RULES: readonly PodSecurityRule[] = [
  {
    id: 'hostNamespaces',
    level: 'baseline',
    since: 0,
    violations: pod =>
      (['hostNetwork', 'hostPID', 'hostIPC'] as const)
        .filter(field => pod[field])
        .map(field => ({ field, found: 'true', change: { [field]: false } })),
  },
  {
    id: 'privileged',
    level: 'baseline',
    since: 0,
    violations: onSecurity('privileged', ({ security }) =>
      security.privileged
        ? { found: 'true', to: { privileged: false } }
        : undefined,
    ),
  },
  {
    id: 'capabilities_baseline',
    level: 'baseline',
    since: 0,
    violations: onSecurity('capabilities.add', ({ security }, _pod, minor) => {
      const fine = allowed(CAPABILITIES, minor);
      const add = security.capabilities?.add ?? [];
      const bad = add.filter(capability => !fine.has(capability));
      if (bad.length === 0) return undefined;
      return {
        found: bad.join(', '),
        to: {
          capabilities: { add: add.filter(capability => fine.has(capability)) },
        },
      };
    }),
  },
  {
    id: 'hostPathVolumes',
    level: 'baseline',
    since: 0,
    violations: pod =>
      pod.volumes
        .filter(volume => volume.type === 'hostPath')
        .map(volume => ({
          field: `volumes[${volume.name}].hostPath`,
          found: volume.hostPath ?? '',
          change: {
            volumes: [{ name: volume.name, hostPath: null, emptyDir: {} }],
          },
        })),
  },
  {
    id: 'hostPorts',
    level: 'baseline',
    since: 0,
    violations: perContainer(container =>
      container.hostPorts
        .filter(port => port !== 0)
        .map(port => ({
          container: container.name,
          field: 'ports[].hostPort',
          found: String(port),
          byHand: `Remove hostPort ${port} from the ports of container ${container.name}.`,
        })),
    ),
  },
  {
    id: 'hostProbesAndHostLifecycle',
    level: 'baseline',
    since: 34,
    violations: perContainer(container =>
      container.probeHosts
        .filter(({ host }) => host !== '')
        .map(({ field, host }) => ({
          container: container.name,
          field,
          found: host,
          change: clearHost(field),
        })),
    ),
  },
  {
    id: 'appArmorProfile',
    level: 'baseline',
    since: 0,
    violations: (pod, minor) => [
      ...onSecurity('appArmorProfile.type', ({ security }) =>
        security.appArmorProfile === undefined ||
        PROFILES.has(security.appArmorProfile)
          ? undefined
          : {
              found: security.appArmorProfile,
              to: { appArmorProfile: { type: 'RuntimeDefault' } },
            },
      )(pod, minor),
      ...Object.entries(pod.annotations)
        .filter(
          ([key, value]) =>
            key.startsWith(APPARMOR_ANNOTATION) &&
            value !== '' &&
            value !== 'runtime/default' &&
            !value.startsWith('localhost/'),
        )
        .map(([key, value]) =>
          byAnnotation(key, value, key.slice(APPARMOR_ANNOTATION.length)),
        ),
    ],
  },
  {
    id: 'seLinuxOptions',
    level: 'baseline',
    since: 0,
    violations: onSecurity('seLinuxOptions', ({ security }, _pod, minor) => {
      const { type, user, role } = security.seLinuxOptions ?? {};
      const bad = [
        ...(type && !allowed(SELINUX_TYPES, minor).has(type)
          ? [`type ${type}`]
          : []),
        ...(user ? [`user ${user}`] : []),
        ...(role ? [`role ${role}`] : []),
      ];
      return bad.length > 0
        ? { found: bad.join(', '), to: { seLinuxOptions: null } }
        : undefined;
    }),
  },
  {
    id: 'procMount',
    level: 'baseline',
    since: 0,
    violations: onSecurity('procMount', ({ security }, pod, minor) => {
      const { procMount } = security;
      return procMount === undefined ||
        procMount === 'Default' ||
        hasOwnUsers(pod, minor)
        ? undefined
        : { found: procMount, to: { procMount: 'Default' } };
    }),
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    since: 0,
    until: SECCOMP_FIELDS,
    violations: pod =>
      [
        { key: SECCOMP_POD_ANNOTATION, container: undefined },
        // An annotation for a container that is not there is nobody's.
        ...pod.containers.map(({ name }) => ({
          key: `${SECCOMP_ANNOTATION}${name}`,
          container: name,
        })),
      ].flatMap(({ key, container }) => {
        const value = pod.annotations[key];
        return value === undefined || isSeccompText(value)
          ? []
          : [byAnnotation(key, value, container)];
      }),
  },
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    since: SECCOMP_FIELDS,
    violations: onSecurity('seccompProfile.type', ({ security }) =>
      security.seccompProfile === undefined ||
      PROFILES.has(security.seccompProfile)
        ? undefined
        : {
            found: security.seccompProfile,
            to: { seccompProfile: { type: 'RuntimeDefault' } },
          },
    ),
  },
  {
    id: 'sysctls',
    level: 'baseline',
    since: 0,
    violations: (pod, minor) => {
      const fine = allowed(SYSCTLS, minor);
      return (pod.securityContext?.sysctls ?? [])
        .filter(name => !fine.has(name))
        .map(name => ({
          field: 'securityContext.sysctls',
          found: name,
          byHand: `Remove the sysctl ${name} from the pod's security context.`,
        }));
    },
  },
  {
    id: 'windowsHostProcess',
    level: 'baseline',
    since: 0,
    violations: onSecurity('windowsOptions.hostProcess', ({ security }) =>
      security.windowsHostProcess
        ? { found: 'true', to: { windowsOptions: { hostProcess: false } } }
        : undefined,
    ),
  },
];
