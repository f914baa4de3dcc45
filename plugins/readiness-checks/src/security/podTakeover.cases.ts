import type { CheckCase } from '../__fixtures__/checkCases';
import { RBAC_RIGHTS } from '../allowLists/rbacRights';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  EVERYTHING,
  group,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacPodTakeover as check } from './podTakeover';

const holds = (
  rules: readonly object[],
  subject: ReturnType<typeof user> = group('developers'),
) => [
  clusterRole('wide', rules),
  clusterRoleBinding('wide', 'wide', [subject]),
];

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes who only reads pods and their logs',
    objects: holds([rule(['get', 'list', 'watch'], ['pods', 'pods/log'])]),
    state: 'pass',
    codes: ['in-namespaces-only'],
  },
  {
    it: 'passes break-glass: who may do everything has a check of its own',
    objects: holds(EVERYTHING, group('break-glass')),
    state: 'pass',
  },
  {
    it: 'trap 15: passes a RoleBinding, which is the fix',
    objects: [
      clusterRole('shell', [rule(['create'], ['pods/exec', 'pods'])]),
      roleBinding('shop', 'shell', { name: 'shell' }, [group('shop-dev')]),
    ],
    state: 'pass',
  },
  {
    it: 'passes an operator that the allow-list names',
    objects: holds(
      [rule(['*'], ['statefulsets'], { apiGroups: ['apps'] })],
      account('monitoring', 'prometheus-operator'),
    ),
    options: { exceptions: RBAC_RIGHTS },
    state: 'pass',
  },
  {
    it: 'fails the same operator for another right',
    objects: holds(
      [rule(['create'], ['pods/exec'])],
      account('monitoring', 'prometheus-operator'),
    ),
    options: { exceptions: RBAC_RIGHTS },
    state: 'fail',
    codes: ['exec'],
  },
  {
    it: 'passes accounts of the system',
    objects: holds([rule(['create'], ['pods'])], account('kube-system', 'x')),
    state: 'pass',
  },
  {
    it: 'warns of a group that is on call by an exception',
    objects: holds([rule(['create'], ['pods/exec'])], group('on-call')),
    options: {
      exceptions: [
        {
          check: check.id,
          name: 'on-call',
          rule: 'exec',
          reason: 'on call; the audit log is read every week',
          origin: 'config',
        },
      ],
    },
    state: 'warn',
    codes: ['on-call'],
  },
  ...(
    [
      ['create', 'pods/exec', 'exec'],
      ['create', 'pods/attach', 'exec'],
      ['get', 'pods/portforward', 'port-forward'],
      ['create', 'services/proxy', 'proxy'],
      ['get', 'pods/proxy', 'proxy'],
      ['patch', 'pods/ephemeralcontainers', 'debug'],
      ['create', 'pods', 'create-workloads'],
    ] as const
  ).map(([verb, resource, code]) => ({
    it: `fails ${verb} on ${resource}`,
    objects: holds([rule([verb], [resource])]),
    state: 'fail' as const,
    codes: [code],
  })),
  {
    it: 'fails get on pods/exec: a websocket is opened by GET',
    objects: holds([rule(['get'], ['pods/exec'])]),
    state: 'fail',
    codes: ['exec'],
  },
  {
    it: 'fails a role that only reads, but everything',
    objects: holds([rule(['get'], ['*'], { apiGroups: ['*'] })]),
    state: 'fail',
    codes: ['exec', 'proxy', 'port-forward'],
  },
  ...(
    [
      ['apps', 'deployments'],
      ['apps', 'daemonsets'],
      ['batch', 'jobs'],
      ['batch', 'cronjobs'],
    ] as const
  ).map(([apiGroup, resource]) => ({
    it: `fails the creation of ${resource}, which is that of pods`,
    objects: holds([rule(['create'], [resource], { apiGroups: [apiGroup] })]),
    state: 'fail' as const,
    codes: ['create-workloads'],
  })),
  {
    it: 'trap 16: does not mind a role that nobody is bound to',
    objects: [clusterRole('wide', [rule(['create'], ['pods/exec'])])],
    state: 'pass',
  },
  {
    it: 'does not apply outside production',
    objects: holds([rule(['create'], ['pods/exec'])]),
    options: { environment: 'staging' },
    state: 'na',
    codes: ['not-production'],
  },
  ...['clusterroles', 'clusterrolebindings'].map(forbidden => ({
    it: `does not know where ${forbidden} are forbidden`,
    objects: holds([rule(['create'], ['pods/exec'])]),
    options: { forbidden: [forbidden] },
    state: 'unknown' as const,
    unknownReason: 'forbidden' as const,
  })),
];

export const podTakeoverCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
