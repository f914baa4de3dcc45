import { template } from './__fixtures__/templates';
import { violationsOf } from './podSecurityStandards';
import { RESTRICTED_RULES } from './restrictedRules';

const HARDENED = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
  capabilities: { drop: ['ALL'] },
};

const hardened = (parts: object = {}) => ({
  name: 'app',
  securityContext: { ...HARDENED, ...parts },
});

const at = (minor: number, spec: object) =>
  violationsOf('restricted', template(spec), minor);

const rules = (minor: number, spec: object) =>
  at(minor, spec).map(({ rule }) => rule);

const only = (parts: object, minor = 36) =>
  rules(minor, { containers: [hardened(parts)] });

describe('level restricted', () => {
  it('has every row of the standard once, with its first version', () => {
    expect(RESTRICTED_RULES.map(({ id, since }) => [id, since])).toEqual([
      ['restrictedVolumes', 0],
      ['allowPrivilegeEscalation', 8],
      ['runAsNonRoot', 0],
      ['runAsUser', 23],
      ['seccompProfile_restricted', 19],
      ['capabilities_restricted', 22],
      ['procMount_restricted', 35],
    ]);
  });

  it.each([0, 8, 19, 22, 23, 25, 34, 35, 37])(
    'at 1.%i passes a hardened pod',
    minor => {
      expect(rules(minor, { containers: [hardened()] })).toEqual([]);
    },
  );

  it('asks a pod for everything that it does not set', () => {
    expect(at(36, {}).map(({ rule, unset }) => [rule, unset])).toEqual([
      ['allowPrivilegeEscalation', true],
      ['runAsNonRoot', true],
      ['seccompProfile_restricted', true],
      ['capabilities_restricted', true],
    ]);
  });

  const BROKEN: readonly [string, number, object][] = [
    ['allowPrivilegeEscalation', 8, { allowPrivilegeEscalation: true }],
    ['allowPrivilegeEscalation', 8, { allowPrivilegeEscalation: undefined }],
    ['runAsNonRoot', 0, { runAsNonRoot: false }],
    ['runAsNonRoot', 0, { runAsNonRoot: undefined }],
    ['runAsUser', 23, { runAsUser: 0 }],
    ['seccompProfile_restricted', 19, { seccompProfile: undefined }],
    [
      'seccompProfile_restricted',
      19,
      { seccompProfile: { type: 'Unconfined' } },
    ],
    ['capabilities_restricted', 22, { capabilities: { drop: ['NET_RAW'] } }],
    ['capabilities_restricted', 22, { capabilities: undefined }],
    [
      'capabilities_restricted',
      22,
      { capabilities: { drop: ['ALL'], add: ['CHOWN'] } },
    ],
    ['procMount_restricted', 35, { procMount: 'Unmasked' }],
  ];
  const LISTS: readonly [string, object][] = [
    ['containers', {}],
    ['initContainers', {}],
    ['initContainers', { restartPolicy: 'Always' }],
    ['ephemeralContainers', {}],
  ];

  it.each(
    LISTS.flatMap(([list, own]) =>
      BROKEN.map(
        ([rule, since, parts]) => [rule, since, list, own, parts] as const,
      ),
    ),
  )(
    'has %s from 1.%i on for %s %j with %j',
    (rule, since, list, own, parts) => {
      const spec = {
        containers: [hardened()],
        [list]: [{ ...hardened(parts), name: 'it', ...own }],
      };
      expect(at(since, spec).map(each => [each.rule, each.container])).toEqual([
        [rule, 'it'],
      ]);
      expect(rules(since - 1, spec)).not.toContain(rule);
    },
  );

  it('puts its own rows in the place of those of baseline', () => {
    const bad = {
      containers: [
        hardened({
          capabilities: { add: ['SYS_TIME'] },
          seccompProfile: { type: 'Unconfined' },
          procMount: 'Unmasked',
        }),
      ],
      volumes: [{ name: 'root', hostPath: { path: '/' } }],
    };
    expect(rules(36, bad)).toEqual([
      'restrictedVolumes',
      'seccompProfile_restricted',
      'capabilities_restricted',
      'capabilities_restricted',
      'procMount_restricted',
    ]);
    expect(rules(18, bad)).toEqual([
      'capabilities_baseline',
      'procMount',
      'restrictedVolumes',
    ]);
  });

  it('has the other rows of baseline', () => {
    expect(rules(36, { hostPID: true, containers: [hardened()] })).toEqual([
      'hostNamespaces',
    ]);
    expect(only({ privileged: true })).toEqual(['privileged']);
  });

  it.each([
    'configMap',
    'csi',
    'downwardAPI',
    'emptyDir',
    'ephemeral',
    'image',
    'persistentVolumeClaim',
    'projected',
    'secret',
  ])('allows volumes of type %s', type => {
    const volumes = [{ name: 'v', [type]: {} }, { name: 'none' }];
    expect(rules(36, { containers: [hardened()], volumes })).toEqual([]);
  });

  it.each(['hostPath', 'nfs', 'iscsi', 'gitRepo', 'awsElasticBlockStore'])(
    'does not allow volumes of type %s',
    type => {
      const volumes = [{ name: 'v', [type]: {} }];
      expect(at(36, { containers: [hardened()], volumes })).toMatchObject([
        { rule: 'restrictedVolumes', field: 'volumes[v]', found: type },
      ]);
    },
  );

  describe('what containers take over from the pod', () => {
    const bare = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    };
    const under = (securityContext: object, own: object = {}) =>
      at(36, {
        securityContext,
        containers: [{ name: 'app', securityContext: { ...bare, ...own } }],
      }).map(({ rule, container }) => [rule, container]);
    const seccompProfile = { type: 'Localhost' };

    it('is enough', () => {
      expect(under({ runAsNonRoot: true, seccompProfile })).toEqual([]);
    });

    it('does not outweigh what a container says', () => {
      expect(
        under(
          { runAsNonRoot: true, seccompProfile },
          { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } },
        ),
      ).toEqual([
        ['runAsNonRoot', 'app'],
        ['seccompProfile_restricted', 'app'],
      ]);
    });

    it('breaks the rule although every container mends it', () => {
      expect(
        under(
          { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } },
          { runAsNonRoot: true, seccompProfile },
        ),
      ).toEqual([
        ['runAsNonRoot', undefined],
        ['seccompProfile_restricted', undefined],
      ]);
    });

    it('may be root only in a user namespace of its own, from 1.35 on', () => {
      const spec = {
        hostUsers: false,
        securityContext: { runAsUser: 0, runAsNonRoot: false },
        containers: [hardened()],
      };
      expect(rules(35, spec)).toEqual([]);
      expect(rules(34, spec)).toEqual(['runAsNonRoot', 'runAsUser']);
      expect(rules(36, { ...spec, hostUsers: true })).toEqual([
        'runAsNonRoot',
        'runAsUser',
      ]);
    });
  });

  it('allows no procMount of its own even to own user namespaces', () => {
    const spec = {
      hostUsers: false,
      containers: [hardened({ procMount: 'Unmasked' })],
    };
    expect(rules(35, spec)).toEqual(['procMount_restricted']);
    expect(rules(34, spec)).toEqual(['procMount']);
  });

  it('lets a container add NET_BIND_SERVICE back', () => {
    const capabilities = { drop: ['ALL'], add: ['NET_BIND_SERVICE'] };
    expect(only({ capabilities })).toEqual([]);
  });

  it('keeps NET_BIND_SERVICE in what it proposes', () => {
    const [violation] = at(36, {
      containers: [
        hardened({
          capabilities: {
            drop: ['ALL'],
            add: ['SYS_TIME', 'NET_BIND_SERVICE'],
          },
        }),
      ],
    });
    expect(violation.change).toEqual({
      securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } },
    });
  });

  describe('trap 12: a Windows pod', () => {
    const EXEMPT = [
      'allowPrivilegeEscalation',
      'seccompProfile_restricted',
      'capabilities_restricted',
    ];
    const windows = {
      securityContext: { runAsNonRoot: true },
      containers: [{ name: 'app' }],
    };

    it('is exempt where it says so itself, from 1.25 on', () => {
      const spec = { ...windows, os: { name: 'windows' } };
      expect(rules(25, spec)).toEqual([]);
      expect(rules(24, spec)).toEqual(EXEMPT);
    });

    it('is not exempt by its node selector', () => {
      const nodeSelector = { 'kubernetes.io/os': 'windows' };
      expect(rules(36, { ...windows, nodeSelector })).toEqual(EXEMPT);
    });

    it('has to run as another than the administrator all the same', () => {
      expect(rules(36, { os: { name: 'windows' } })).toEqual(['runAsNonRoot']);
    });
  });
});
