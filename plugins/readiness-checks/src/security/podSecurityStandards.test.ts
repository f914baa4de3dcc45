import { template } from './__fixtures__/templates';
import { BASELINE_RULES } from './baselineRules';
import { violationsOf } from './podSecurityStandards';

const rules = (spec: object, minor: number, annotations?: object) =>
  violationsOf('baseline', template(spec, annotations), minor).map(
    ({ rule }) => rule,
  );

const secured = (securityContext: object) => ({
  containers: [{ name: 'app', securityContext }],
});

describe('level baseline', () => {
  it('has every row of the standard once', () => {
    expect([...new Set(BASELINE_RULES.map(({ id }) => id))]).toEqual([
      'hostNamespaces',
      'privileged',
      'capabilities_baseline',
      'hostPathVolumes',
      'hostPorts',
      'hostProbesAndHostLifecycle',
      'appArmorProfile',
      'seLinuxOptions',
      'procMount',
      'seccompProfile_baseline',
      'sysctls',
      'windowsHostProcess',
    ]);
  });

  it.each([
    ['net.ipv4.tcp_syncookies', 0],
    ['net.ipv4.ip_local_reserved_ports', 27],
    ['net.ipv4.tcp_keepalive_time', 29],
    ['net.ipv4.tcp_fin_timeout', 29],
    ['net.ipv4.tcp_keepalive_intvl', 29],
    ['net.ipv4.tcp_keepalive_probes', 29],
    ['net.ipv4.tcp_rmem', 32],
    ['net.ipv4.tcp_wmem', 32],
    ['net.ipv4.tcp_slow_start_after_idle', 37],
    ['net.ipv4.tcp_notsent_lowat', 37],
  ])('allows sysctl %s from 1.%i on', (name, since) => {
    const spec = { securityContext: { sysctls: [{ name, value: '1' }] } };
    expect(rules(spec, since)).toEqual([]);
    expect(rules(spec, since - 1)).toEqual(since > 0 ? ['sysctls'] : []);
  });

  it('allows no other sysctl', () => {
    const spec = { securityContext: { sysctls: [{ name: 'kernel.msgmax' }] } };
    expect(rules(spec, 37)).toEqual(['sysctls']);
  });

  it('allows container_engine_t from 1.31 on', () => {
    const spec = secured({ seLinuxOptions: { type: 'container_engine_t' } });
    expect(rules(spec, 31)).toEqual([]);
    expect(rules(spec, 30)).toEqual(['seLinuxOptions']);
  });

  it.each([{ user: 'u' }, { role: 'r' }, { type: 'spc_t' }])(
    'does not allow SELinux %j',
    seLinuxOptions => {
      expect(rules({ securityContext: { seLinuxOptions } }, 36)).toEqual([
        'seLinuxOptions',
      ]);
    },
  );

  it('allows any procMount in an own user namespace from 1.35 on', () => {
    const spec = { hostUsers: false, ...secured({ procMount: 'Unmasked' }) };
    expect(rules(spec, 35)).toEqual([]);
    expect(rules(spec, 34)).toEqual(['procMount']);
    expect(rules(secured({ procMount: 'Unmasked' }), 36)).toEqual([
      'procMount',
    ]);
  });

  it('judges the fields of seccomp from 1.19 on', () => {
    const spec = secured({ seccompProfile: { type: 'Unconfined' } });
    expect(rules(spec, 19)).toEqual(['seccompProfile_baseline']);
    expect(rules(spec, 18)).toEqual([]);
  });

  it('judges the host of probes and handlers from 1.34 on', () => {
    const spec = {
      containers: [
        {
          name: 'app',
          readinessProbe: { tcpSocket: { port: 1, host: 'h' } },
          lifecycle: { preStop: { httpGet: { port: 1, host: 'h' } } },
        },
      ],
    };
    expect(rules(spec, 34)).toEqual([
      'hostProbesAndHostLifecycle',
      'hostProbesAndHostLifecycle',
    ]);
    expect(rules(spec, 33)).toEqual([]);
  });

  it('clears the host where the handler has it', () => {
    const spec = {
      containers: [
        { name: 'app', livenessProbe: { httpGet: { port: 1, host: 'h' } } },
      ],
    };
    expect(violationsOf('baseline', template(spec), 36)[0].change).toEqual({
      livenessProbe: { httpGet: { host: null } },
    });
  });

  it.each([
    ['runtime/default', []],
    ['localhost/mine', []],
    ['unconfined', ['appArmorProfile']],
  ])('reads the old AppArmor annotation %s', (value, expected) => {
    const key = 'container.apparmor.security.beta.kubernetes.io/app';
    expect(rules({}, 36, { [key]: value })).toEqual(expected);
  });

  it('judges AppArmor and hostProcess at pod and container', () => {
    const bad = {
      appArmorProfile: { type: 'Unconfined' },
      windowsOptions: { hostProcess: true },
    };
    expect(rules({ securityContext: bad, ...secured(bad) }, 36)).toEqual([
      'appArmorProfile',
      'appArmorProfile',
      'windowsHostProcess',
      'windowsHostProcess',
    ]);
  });

  it('allows exactly the capabilities of the standard', () => {
    const fine = [
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
    ];
    expect(rules(secured({ capabilities: { add: fine } }), 36)).toEqual([]);
    for (const capability of ['NET_RAW', 'SYS_ADMIN', 'ALL', 'SYS_TIME']) {
      expect(
        rules(secured({ capabilities: { add: [capability] } }), 36),
      ).toEqual(['capabilities_baseline']);
    }
  });
});

describe('the types of containers', () => {
  const FIELDS: readonly [string, object][] = [
    ['containers', {}],
    ['initContainers', {}],
    ['initContainers', { restartPolicy: 'Always' }],
    ['ephemeralContainers', {}],
  ];
  const BROKEN: readonly [string, object][] = [
    ['privileged', { securityContext: { privileged: true } }],
    [
      'capabilities_baseline',
      { securityContext: { capabilities: { add: ['SYS_TIME'] } } },
    ],
    ['hostPorts', { ports: [{ containerPort: 80, hostPort: 80 }] }],
    [
      'hostProbesAndHostLifecycle',
      { lifecycle: { postStart: { tcpSocket: { port: 1, host: 'h' } } } },
    ],
    [
      'appArmorProfile',
      { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
    ],
    [
      'seLinuxOptions',
      { securityContext: { seLinuxOptions: { type: 'spc_t' } } },
    ],
    ['procMount', { securityContext: { procMount: 'Unmasked' } }],
    [
      'seccompProfile_baseline',
      { securityContext: { seccompProfile: { type: 'Unconfined' } } },
    ],
    [
      'windowsHostProcess',
      { securityContext: { windowsOptions: { hostProcess: true } } },
    ],
  ];

  it.each(
    FIELDS.flatMap(([list, own]) =>
      BROKEN.map(([rule, broken]) => [rule, list, own, broken] as const),
    ),
  )('%s is judged in %s %j', (rule, list, own, broken) => {
    const spec = {
      containers: [{ name: 'app' }],
      [list]: [{ name: 'it', ...own, ...broken }],
    };
    const seen = violationsOf('baseline', template(spec), 36);
    expect(seen.map(each => [each.rule, each.container])).toEqual([
      [rule, 'it'],
    ]);
  });
});
