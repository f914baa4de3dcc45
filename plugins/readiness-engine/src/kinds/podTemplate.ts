import type {
  Container,
  ContainerSecurity,
  PodTemplate,
  Resources,
  Volume,
} from '../inventory/Workload';
import {
  at,
  fields,
  flag,
  items,
  number,
  text,
  textMap,
  texts,
  word,
} from './fields';
import { INJECTOR_ANNOTATIONS } from './injectors';
import { allowedAnnotations, SCRAPE_ANNOTATIONS } from './metadata';
import { placement } from './placement';
import { probes } from './probes';
import { secretEnv } from './secretEnv';
import { secretReloads } from './secretReloads';

const TEMPLATE_ANNOTATIONS = [
  'container.apparmor.security.beta.kubernetes.io/',
  'container.seccomp.security.alpha.kubernetes.io/',
  'seccomp.security.alpha.kubernetes.io/pod',
  ...SCRAPE_ANNOTATIONS,
  'karpenter.sh/do-not-disrupt',
  'cluster-autoscaler.kubernetes.io/safe-to-evict',
  'readiness.io/',
  'vault.hashicorp.com/agent-inject',
];

function resources(raw: unknown): Resources {
  return {
    requests: textMap(at(raw, 'requests')),
    limits: textMap(at(raw, 'limits')),
  };
}

function seLinuxOptions(raw: unknown): ContainerSecurity['seLinuxOptions'] {
  if (typeof raw !== 'object' || raw === null) return undefined;
  return {
    type: text(at(raw, 'type')),
    user: text(at(raw, 'user')),
    role: text(at(raw, 'role')),
  };
}

/**
 * The type of a profile; empty where the profile is there and names none, which
 * is another thing than no profile.
 */
function profile(raw: unknown): string | undefined {
  return typeof raw === 'object' && raw !== null
    ? text(at(raw, 'type')) ?? ''
    : undefined;
}

/** Fields that a pod and a container have in common. */
function commonSecurity(raw: unknown) {
  return {
    runAsNonRoot: flag(at(raw, 'runAsNonRoot')),
    runAsUser: number(at(raw, 'runAsUser')),
    seccompProfile: profile(at(raw, 'seccompProfile')),
    appArmorProfile: profile(at(raw, 'appArmorProfile')),
    seLinuxOptions: seLinuxOptions(at(raw, 'seLinuxOptions')),
    windowsHostProcess: flag(at(raw, 'windowsOptions', 'hostProcess')),
  };
}

function containerSecurity(raw: unknown): ContainerSecurity | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const capabilities = at(raw, 'capabilities');
  return {
    privileged: flag(at(raw, 'privileged')),
    allowPrivilegeEscalation: flag(at(raw, 'allowPrivilegeEscalation')),
    procMount: text(at(raw, 'procMount')),
    ...(capabilities !== undefined && {
      capabilities: {
        add: texts(at(capabilities, 'add')),
        drop: texts(at(capabilities, 'drop')),
      },
    }),
    ...commonSecurity(raw),
  };
}

function podSecurity(raw: unknown): PodTemplate['securityContext'] {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const sysctls = at(raw, 'sysctls');
  return {
    ...commonSecurity(raw),
    ...(sysctls !== undefined && {
      sysctls: items(sysctls).flatMap(sysctl => text(at(sysctl, 'name')) ?? []),
    }),
  };
}

const HANDLERS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
] as const;

function probeHosts(raw: unknown): Container['probeHosts'] {
  return HANDLERS.flatMap(path =>
    ['httpGet', 'tcpSocket'].flatMap(action => {
      const host = text(at(raw, ...path, action, 'host'));
      return host ? [{ field: [...path, action, 'host'].join('.'), host }] : [];
    }),
  );
}

function containerPort(raw: unknown): Container['ports'] {
  const port = number(at(raw, 'containerPort'));
  return port === undefined
    ? []
    : [
        {
          name: word(at(raw, 'name')),
          port,
          protocol: word(at(raw, 'protocol')) ?? 'TCP',
        },
      ];
}

function container(raw: unknown, role: Container['role']): Container {
  return {
    name: text(at(raw, 'name')) ?? '',
    role,
    image: word(at(raw, 'image')),
    resources: resources(at(raw, 'resources')),
    securityContext: containerSecurity(at(raw, 'securityContext')),
    hostPorts: items(at(raw, 'ports')).flatMap(port => {
      const hostPort = number(at(port, 'hostPort'));
      return hostPort ? [hostPort] : [];
    }),
    ports: items(at(raw, 'ports')).flatMap(containerPort),
    probes: probes(raw),
    secretEnv: secretEnv(raw),
    probeHosts: probeHosts(raw),
  };
}

function containers(spec: unknown): readonly Container[] {
  return [
    ...items(at(spec, 'initContainers')).map(raw =>
      container(
        raw,
        at(raw, 'restartPolicy') === 'Always' ? 'sidecar' : 'init',
      ),
    ),
    ...items(at(spec, 'containers')).map(raw => container(raw, 'main')),
    ...items(at(spec, 'ephemeralContainers')).map(raw =>
      container(raw, 'ephemeral'),
    ),
  ];
}

function mountedSecrets(raw: unknown): Volume['secrets'] {
  const sources = [
    { name: at(raw, 'secret', 'secretName'), from: at(raw, 'secret') },
    ...items(at(raw, 'projected', 'sources')).map(source => ({
      name: at(source, 'secret', 'name'),
      from: at(source, 'secret'),
    })),
  ];
  return sources.flatMap(({ name, from }) => {
    const found = word(name);
    return found === undefined
      ? []
      : [{ name: found, optional: flag(at(from, 'optional')) ?? false }];
  });
}

function volume(raw: unknown): Volume {
  const type = Object.entries(fields(raw)).find(
    ([key, source]) => key !== 'name' && source !== null,
  )?.[0];
  return {
    name: text(at(raw, 'name')) ?? '',
    // A volume without a source is an emptyDir.
    type: type ?? 'emptyDir',
    hostPath: text(at(raw, 'hostPath', 'path')),
    ...(at(raw, 'emptyDir', 'medium') === 'Memory' && { inMemory: true }),
    claimName: word(at(raw, 'persistentVolumeClaim', 'claimName')),
    secrets: mountedSecrets(raw),
    csiDriver: word(at(raw, 'csi', 'driver')),
    secretProviderClass: word(
      at(raw, 'csi', 'volumeAttributes', 'secretProviderClass'),
    ),
  };
}

/** Marks of injectors keep their key; the value may hold configuration. */
function annotations(raw: unknown): Readonly<Record<string, string>> {
  const marks = allowedAnnotations(raw, INJECTOR_ANNOTATIONS);
  return {
    ...allowedAnnotations(raw, TEMPLATE_ANNOTATIONS),
    ...Object.fromEntries(Object.keys(marks).map(key => [key, 'present'])),
  };
}

/**
 * A pod template, or a live pod, by its allow-list: no env, args, commands or
 * annotations beyond the named ones.
 */
export function podTemplate(metadata: unknown, spec: unknown): PodTemplate {
  const podResources = at(spec, 'resources');
  const overhead = at(spec, 'overhead');
  const reloads = secretReloads(at(metadata, 'annotations'));
  return {
    labels: textMap(at(metadata, 'labels')),
    annotations: annotations(at(metadata, 'annotations')),
    ...(reloads.length > 0 && { reloads }),
    containers: containers(spec),
    volumes: items(at(spec, 'volumes')).map(volume),
    hostNetwork: flag(at(spec, 'hostNetwork')) ?? false,
    hostPID: flag(at(spec, 'hostPID')) ?? false,
    hostIPC: flag(at(spec, 'hostIPC')) ?? false,
    hostUsers: flag(at(spec, 'hostUsers')),
    os: word(at(spec, 'os', 'name')),
    serviceAccountName: word(at(spec, 'serviceAccountName')),
    automountServiceAccountToken: flag(
      at(spec, 'automountServiceAccountToken'),
    ),
    imagePullSecrets: items(at(spec, 'imagePullSecrets')).flatMap(
      secret => word(at(secret, 'name')) ?? [],
    ),
    terminationGracePeriodSeconds: number(
      at(spec, 'terminationGracePeriodSeconds'),
    ),
    priorityClassName: word(at(spec, 'priorityClassName')),
    ...placement(spec),
    restartPolicy: word(at(spec, 'restartPolicy')),
    securityContext: podSecurity(at(spec, 'securityContext')),
    ...(podResources !== undefined && { resources: resources(podResources) }),
    ...(overhead !== undefined && { overhead: textMap(overhead) }),
  };
}
