import type { CheckCase } from '../__fixtures__/checkCases';
import {
  account,
  BOOTSTRAP,
  clusterRole,
  clusterRoleBinding,
  EVERYTHING,
  group,
  MASTERS,
  role,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacWildcards as check } from './wildcards';

const tool = account('shop', 'tool');

const bound = (
  rules: readonly object[],
  subjects: readonly ReturnType<typeof user>[] = [tool],
) => [clusterRole('tool', rules), clusterRoleBinding('tool', 'tool', subjects)];

const inGroup = (apiGroup: string, verbs = ['*'], resources = ['*']) =>
  rule(verbs, resources, { apiGroups: [apiGroup] });

const RBAC = 'rbac.authorization.k8s.io';

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes roles that name what they allow',
    objects: bound([rule(['get', 'list'], ['pods', 'configmaps'])]),
    state: 'pass',
    codes: ['no-wildcards'],
  },
  {
    it: 'passes paths: they are no resources',
    objects: bound([{ nonResourceURLs: ['*'], verbs: ['*'] }]),
    state: 'pass',
  },
  {
    it: 'passes one subresource of all resources',
    objects: bound([inGroup('apps', ['get', 'update'], ['*/scale'])]),
    state: 'pass',
  },
  {
    it: 'trap 16: passes a role that nobody is bound to',
    objects: [clusterRole('tool', [inGroup('')])],
    state: 'pass',
  },
  {
    it: 'leaves every verb on everything to sec-rbac-cluster-admin',
    objects: [
      MASTERS,
      clusterRole('cluster-admin', EVERYTHING, { labels: BOOTSTRAP }),
      ...bound(EVERYTHING),
    ],
    state: 'pass',
  },
  {
    it: 'trap 15: fails it in a RoleBinding, where it is the admin of a namespace',
    objects: [
      clusterRole('tool', EVERYTHING),
      roleBinding('shop', 'tool', { name: 'tool' }, [tool]),
    ],
    state: 'fail',
    codes: ['wildcard'],
  },
  {
    it: 'passes accounts of the system',
    objects: bound([inGroup('')], [account('kube-system', 'tool')]),
    state: 'pass',
  },
  {
    it: 'passes an operator that the allow-list names, for that role',
    objects: bound([inGroup('')]),
    options: {
      exceptions: [
        {
          check: check.id,
          namespace: 'shop',
          name: 'tool',
          rule: 'ClusterRole tool',
          reason: 'it restores whatever was there',
          origin: 'config',
        },
      ],
    },
    state: 'pass',
  },
  {
    it: 'warns of the group of an operator’s own',
    objects: bound([inGroup('shop.example')]),
    state: 'warn',
    codes: ['wildcard-of-own-group'],
  },
  {
    it: 'warns of every verb on what is delicate in no way',
    objects: bound([rule(['*'], ['configmaps'])]),
    state: 'warn',
  },
  {
    it: 'warns of every verb on one named Secret',
    objects: bound([rule(['*'], ['secrets'], { resourceNames: ['own'] })]),
    state: 'warn',
  },
  ...['', 'apps', RBAC, '*'].map(apiGroup => ({
    it: `fails every resource of "${apiGroup}"`,
    objects: bound([inGroup(apiGroup, ['get'])]),
    state: 'fail' as const,
    codes: ['wildcard'],
  })),
  {
    it: 'fails every verb on Secrets',
    objects: bound([rule(['*'], ['secrets'])]),
    state: 'fail',
  },
  {
    it: 'fails every verb on bindings',
    objects: bound([inGroup(RBAC, ['*'], ['rolebindings'])]),
    state: 'fail',
  },
  {
    it: 'fails in a Role too',
    objects: [
      role('shop', 'tool', [inGroup('')]),
      roleBinding('shop', 'tool', { kind: 'Role', name: 'tool' }, [tool]),
    ],
    state: 'fail',
  },
  {
    it: 'trap 16: fails what an operator aggregates into edit',
    objects: [
      clusterRole('edit', [], {
        labels: BOOTSTRAP,
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-edit': 'true' } }],
        },
      }),
      clusterRole('extra', [inGroup('apps')], {
        labels: { 'to-edit': 'true' },
      }),
      clusterRoleBinding('developers', 'edit', [group('developers')]),
    ],
    state: 'fail',
  },
  {
    it: 'does not mind what the API server itself makes',
    objects: [
      clusterRole('edit', [inGroup('apps')], { labels: BOOTSTRAP }),
      clusterRoleBinding('developers', 'edit', [group('developers')]),
    ],
    state: 'pass',
  },
  ...['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'].map(
    forbidden => ({
      it: `does not know where ${forbidden} are forbidden`,
      objects: bound([rule(['get'], ['pods'])]),
      options: { forbidden: [forbidden] },
      state: 'unknown' as const,
      unknownReason: 'forbidden' as const,
    }),
  ),
  {
    it: 'fails although Roles are forbidden: what is seen is enough',
    objects: bound([inGroup('')]),
    options: { forbidden: ['roles', 'rolebindings'] },
    state: 'fail',
  },
];

export const wildcardCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
