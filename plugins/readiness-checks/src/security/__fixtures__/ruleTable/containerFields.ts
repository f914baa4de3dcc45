import type { Row } from './Row';

const security = (
  fields: Row['fields'],
  refused: Omit<Row, 'fields'> = {},
): Row => ({ fields: { securityContext: fields }, ...refused });

/** Both levels refuse it in the same way. */
const both = (refused: string) => ({ baseline: refused, restricted: refused });

const FIELDS_WITHOUT_RULE: readonly Row[] = [
  security({ readOnlyRootFilesystem: false }),
  security({ runAsGroup: 0 }),
  { fields: { resources: {} } },
  { fields: { stdin: true, tty: true } },
];

const PRIVILEGED: readonly Row[] = [
  security({ privileged: true }, both('privileged 0-37')),
  security({ privileged: false }),
];

const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Names are compared as they stand. */
const OTHER_CAPABILITIES = [
  'NET_RAW',
  'NET_ADMIN',
  'SYS_ADMIN',
  'SYS_PTRACE',
  'SYS_TIME',
  'BPF',
  'ALL',
  'chown',
  'CAP_CHOWN',
  '',
];

const ADDED_CAPABILITIES: readonly Row[] = [
  security({ capabilities: { drop: ['ALL'], add: [] } }),
  security({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }),
  ...DEFAULT_CAPABILITIES.map(name =>
    security(
      { capabilities: { drop: ['ALL'], add: [name] } },
      {
        restricted: 'capabilities_restricted 22-37',
        windows: { restricted: 'capabilities_restricted 22-24' },
      },
    ),
  ),
  ...OTHER_CAPABILITIES.map(name =>
    security(
      { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', name] } },
      {
        baseline: 'capabilities_baseline 0-37',
        restricted: 'capabilities_baseline 0-21, capabilities_restricted 22-37',
        windows: {
          baseline: 'capabilities_baseline 0-37',
          // The row of restricted replaces that of baseline, and exempts Windows.
          restricted:
            'capabilities_baseline 0-21, capabilities_restricted 22-24',
        },
      },
    ),
  ),
];

const DROPPED_CAPABILITIES: readonly Row[] = [
  security({ capabilities: { drop: ['ALL'] } }),
  security({ capabilities: { drop: ['NET_RAW', 'ALL'] } }),
  ...[
    undefined,
    {},
    { drop: [] },
    { drop: ['NET_RAW'] },
    { drop: ['all'] },
  ].map(capabilities =>
    security(
      { capabilities },
      {
        restricted: 'capabilities_restricted 22-37',
        windows: { restricted: 'capabilities_restricted 22-24' },
      },
    ),
  ),
];

const PRIVILEGE_ESCALATION: readonly Row[] = [
  security({ allowPrivilegeEscalation: false }),
  ...[true, undefined].map(allowPrivilegeEscalation =>
    security(
      { allowPrivilegeEscalation },
      {
        restricted: 'allowPrivilegeEscalation 8-37',
        windows: { restricted: 'allowPrivilegeEscalation 8-24' },
      },
    ),
  ),
];

const USERS: readonly Row[] = [
  security({ runAsNonRoot: true }),
  ...[false, undefined].map(runAsNonRoot =>
    security(
      { runAsNonRoot },
      {
        restricted: 'runAsNonRoot 0-37',
        ownUsers: { restricted: 'runAsNonRoot 0-34' },
      },
    ),
  ),
  security({ runAsUser: undefined }),
  security({ runAsUser: 1 }),
  security({ runAsUser: 65534 }),
  security(
    { runAsUser: 0 },
    {
      restricted: 'runAsUser 23-37',
      ownUsers: { restricted: 'runAsUser 23-34' },
    },
  ),
];

const PROFILES: readonly Row[] = [
  security({ seccompProfile: { type: 'RuntimeDefault' } }),
  security({
    seccompProfile: { type: 'Localhost', localhostProfile: 'app.json' },
  }),
  security(
    { seccompProfile: undefined },
    {
      restricted: 'seccompProfile_restricted 19-37',
      windows: { restricted: 'seccompProfile_restricted 19-24' },
    },
  ),
  ...['Unconfined', 'runtime/default', ''].map(type =>
    security(
      { seccompProfile: { type } },
      {
        baseline: 'seccompProfile_baseline 19-37',
        restricted: 'seccompProfile_restricted 19-37',
        windows: {
          baseline: 'seccompProfile_baseline 19-37',
          restricted: 'seccompProfile_restricted 19-24',
        },
      },
    ),
  ),
  security({ appArmorProfile: undefined }),
  security({ appArmorProfile: { type: 'RuntimeDefault' } }),
  security({ appArmorProfile: { type: 'Localhost', localhostProfile: 'app' } }),
  ...['Unconfined', ''].map(type =>
    security({ appArmorProfile: { type } }, both('appArmorProfile 0-37')),
  ),
];

const SELINUX: readonly Row[] = [
  ...['', 'container_t', 'container_init_t', 'container_kvm_t'].map(type =>
    security({ seLinuxOptions: { type } }),
  ),
  security(
    { seLinuxOptions: { type: 'container_engine_t' } },
    both('seLinuxOptions 0-30'),
  ),
  security({ seLinuxOptions: { level: 's0:c123,c456' } }),
  security({ seLinuxOptions: { user: '', role: '' } }),
  ...[
    { type: 'spc_t' },
    { type: 'unconfined_t' },
    { type: 'container_t', user: 'system_u' },
    { role: 'system_r' },
  ].map(seLinuxOptions =>
    security({ seLinuxOptions }, both('seLinuxOptions 0-37')),
  ),
];

const PROC_MOUNT: readonly Row[] = [
  security({ procMount: 'Default' }),
  ...['Unmasked', ''].map(procMount =>
    security(
      { procMount },
      {
        baseline: 'procMount 0-37',
        restricted: 'procMount 0-34, procMount_restricted 35-37',
        ownUsers: {
          baseline: 'procMount 0-34',
          restricted: 'procMount 0-34, procMount_restricted 35-37',
        },
      },
    ),
  ),
];

const HOST_PROCESS: readonly Row[] = [
  security({ windowsOptions: { hostProcess: false } }),
  security({ windowsOptions: { runAsUserName: 'ContainerUser' } }),
  security(
    { windowsOptions: { hostProcess: true } },
    both('windowsHostProcess 0-37'),
  ),
];

const PORTS: readonly Row[] = [
  { fields: { ports: [{ containerPort: 80 }] } },
  { fields: { ports: [{ containerPort: 80, hostPort: 0 }] } },
  ...[
    [{ containerPort: 80, hostPort: 80 }],
    [{ containerPort: 80 }, { containerPort: 90, hostPort: 65535 }],
  ].map(ports => ({ fields: { ports }, ...both('hostPorts 0-37') })),
];

const HANDLERS: readonly ((action: object) => Row['fields'])[] = [
  livenessProbe => ({ livenessProbe }),
  readinessProbe => ({ readinessProbe }),
  startupProbe => ({ startupProbe }),
  postStart => ({ lifecycle: { postStart } }),
  preStop => ({ lifecycle: { preStop } }),
];

const HOSTS: readonly Row[] = HANDLERS.flatMap(handler => [
  { fields: handler({ httpGet: { port: 80 } }) },
  { fields: handler({ tcpSocket: { port: 80, host: '' } }) },
  { fields: handler({ exec: { command: ['true'] } }) },
  ...[
    { httpGet: { port: 80, host: 'metadata.google.internal' } },
    { httpGet: { port: 80, host: '127.0.0.1' } },
    { tcpSocket: { port: 80, host: '10.0.0.1' } },
  ].map(action => ({
    fields: handler(action),
    ...both('hostProbesAndHostLifecycle 34-37'),
  })),
]);

/** Every field of a container that a rule looks at, with values around its edge. */
export const CONTAINER_ROWS: readonly Row[] = [
  ...FIELDS_WITHOUT_RULE,
  ...PRIVILEGED,
  ...ADDED_CAPABILITIES,
  ...DROPPED_CAPABILITIES,
  ...PRIVILEGE_ESCALATION,
  ...USERS,
  ...PROFILES,
  ...SELINUX,
  ...PROC_MOUNT,
  ...HOST_PROCESS,
  ...PORTS,
  ...HOSTS,
];
