import type { Row } from './Row';

/** A row about the pod, which may also have annotations. */
export interface PodRow extends Row {
  annotations?: Readonly<Record<string, string>>;
}

const both = (refused: string) => ({ baseline: refused, restricted: refused });

const security = (
  fields: Row['fields'],
  refused: Omit<Row, 'fields'> = {},
): PodRow => ({ fields: { securityContext: fields }, ...refused });

const NAMESPACES: readonly PodRow[] = [
  'hostNetwork',
  'hostPID',
  'hostIPC',
].flatMap(field => [
  { fields: { [field]: false } },
  { fields: { [field]: true }, ...both('hostNamespaces 0-37') },
]);

const volume = (source: object) => ({
  volumes: [{ name: 'data', ...source }],
});

const FINE_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const OTHER_VOLUMES = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

const VOLUMES: readonly PodRow[] = [
  { fields: volume({}) },
  ...FINE_VOLUMES.map(type => ({ fields: volume({ [type]: {} }) })),
  ...OTHER_VOLUMES.map(type => ({
    fields: volume({ [type]: {} }),
    restricted: 'restrictedVolumes 0-37',
  })),
  // A source that is null is none.
  { fields: volume({ hostPath: null, emptyDir: {} }) },
  ...['/', '/var/log', ''].map(path => ({
    fields: volume({ hostPath: { path } }),
    baseline: 'hostPathVolumes 0-37',
    restricted: 'restrictedVolumes 0-37',
  })),
];

const sysctl = (name: string, refused?: string): PodRow =>
  security(
    { sysctls: [{ name, value: '1' }] },
    refused === undefined ? {} : both(refused),
  );

const SYSCTLS: readonly PodRow[] = [
  security({ sysctls: [] }),
  sysctl('kernel.shm_rmid_forced'),
  sysctl('net.ipv4.ip_local_port_range'),
  sysctl('net.ipv4.tcp_syncookies'),
  sysctl('net.ipv4.ping_group_range'),
  sysctl('net.ipv4.ip_unprivileged_port_start'),
  sysctl('net.ipv4.ip_local_reserved_ports', 'sysctls 0-26'),
  sysctl('net.ipv4.tcp_keepalive_time', 'sysctls 0-28'),
  sysctl('net.ipv4.tcp_fin_timeout', 'sysctls 0-28'),
  sysctl('net.ipv4.tcp_keepalive_intvl', 'sysctls 0-28'),
  sysctl('net.ipv4.tcp_keepalive_probes', 'sysctls 0-28'),
  sysctl('net.ipv4.tcp_rmem', 'sysctls 0-31'),
  sysctl('net.ipv4.tcp_wmem', 'sysctls 0-31'),
  sysctl('net.ipv4.tcp_slow_start_after_idle', 'sysctls 0-36'),
  sysctl('net.ipv4.tcp_notsent_lowat', 'sysctls 0-36'),
  sysctl('net.ipv4/tcp_syncookies', 'sysctls 0-37'),
  sysctl('net.core.somaxconn', 'sysctls 0-37'),
  sysctl('kernel.msgmax', 'sysctls 0-37'),
];

const PROFILES: readonly PodRow[] = [
  security({ seccompProfile: { type: 'RuntimeDefault' } }),
  security({ seccompProfile: { type: 'Localhost' } }),
  security(
    { seccompProfile: { type: 'Unconfined' } },
    {
      baseline: 'seccompProfile_baseline 19-37',
      restricted: 'seccompProfile_restricted 19-37',
      windows: {
        baseline: 'seccompProfile_baseline 19-37',
        restricted: 'seccompProfile_restricted 19-24',
      },
    },
  ),
  security({ appArmorProfile: { type: 'Localhost' } }),
  security(
    { appArmorProfile: { type: 'Unconfined' } },
    both('appArmorProfile 0-37'),
  ),
];

const SELINUX: readonly PodRow[] = [
  security({ seLinuxOptions: { type: 'container_init_t' } }),
  security(
    { seLinuxOptions: { type: 'container_engine_t' } },
    both('seLinuxOptions 0-30'),
  ),
  ...[{ type: 'spc_t' }, { user: 'system_u' }, { role: 'system_r' }].map(
    seLinuxOptions => security({ seLinuxOptions }, both('seLinuxOptions 0-37')),
  ),
];

const USERS: readonly PodRow[] = [
  security({ runAsNonRoot: true, runAsUser: 1000 }),
  security({ fsGroup: 0, runAsGroup: 0, supplementalGroups: [0] }),
  security(
    { runAsNonRoot: false },
    {
      restricted: 'runAsNonRoot 0-37',
      ownUsers: { restricted: 'runAsNonRoot 0-34' },
    },
  ),
  security(
    { runAsUser: 0 },
    {
      restricted: 'runAsUser 23-37',
      ownUsers: { restricted: 'runAsUser 23-34' },
    },
  ),
];

const HOST_PROCESS: readonly PodRow[] = [
  security({ windowsOptions: { hostProcess: false } }),
  security(
    { windowsOptions: { hostProcess: true } },
    both('windowsHostProcess 0-37'),
  ),
];

const annotation = (key: string, value: string, refused?: string): PodRow => ({
  fields: {},
  annotations: { [key]: value },
  ...(refused !== undefined && both(refused)),
});

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io';

const ANNOTATIONS: readonly PodRow[] = [
  annotation(`${APPARMOR}/app`, 'runtime/default'),
  annotation(`${APPARMOR}/app`, 'localhost/app'),
  annotation(`${APPARMOR}/app`, ''),
  annotation(`${APPARMOR}/app`, 'unconfined', 'appArmorProfile 0-37'),
  // Whether the container is there is not asked.
  annotation(`${APPARMOR}/gone`, 'unconfined', 'appArmorProfile 0-37'),
  ...[SECCOMP_POD, `${SECCOMP}/app`].flatMap(key => [
    annotation(key, 'runtime/default'),
    annotation(key, 'docker/default'),
    annotation(key, 'localhost/app'),
    annotation(key, 'unconfined', 'seccompProfile_baseline 0-18'),
    annotation(key, '', 'seccompProfile_baseline 0-18'),
  ]),
  annotation(`${SECCOMP}/gone`, 'unconfined'),
];

/** Every field of a pod that a rule looks at, with values around its edge. */
export const POD_ROWS: readonly PodRow[] = [
  ...NAMESPACES,
  ...VOLUMES,
  ...SYSCTLS,
  ...PROFILES,
  ...SELINUX,
  ...USERS,
  ...HOST_PROCESS,
  ...ANNOTATIONS,
];
