import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  EVERYTHING,
  group,
  roleBinding,
  rule,
} from './__fixtures__/rbac';
import { rbacEscalation as check } from './escalation';
import { escalationCases } from './escalation.cases';

describeCases(escalationCases);

const RBAC = { apiGroups: ['rbac.authorization.k8s.io'] };

const messages = async (objects: readonly unknown[]) => {
  const { occurrences } = await verdictOf({ check, objects });
  return occurrences.map(({ reasons, severity }) => [
    severity,
    ...reasons.map(({ message }) => message),
  ]);
};

describe('paths of sec-rbac-escalation', () => {
  it('are said in a sentence', async () => {
    expect(
      await messages([
        clusterRole('onboarding', [
          rule(['bind'], ['clusterroles'], RBAC),
          rule(['create'], ['clusterrolebindings'], RBAC),
        ]),
        clusterRoleBinding('x', 'onboarding', [account('ci', 'ci-bot')]),
      ]),
    ).toEqual([
      [
        'critical',
        'ServiceAccount:ci/ci-bot can become cluster-admin: bind on clusterroles and create on clusterrolebindings through ClusterRoleBinding x.',
      ],
    ]);
  });

  it('come together from two bindings', async () => {
    expect(
      await messages([
        clusterRole('binder', [rule(['bind'], ['clusterroles'], RBAC)]),
        clusterRole('writer', [
          rule(['create'], ['clusterrolebindings'], RBAC),
        ]),
        clusterRoleBinding('x', 'binder', [account('ci', 'bot')]),
        clusterRoleBinding('y', 'writer', [account('ci', 'bot')]),
      ]),
    ).toEqual([
      [
        'critical',
        'ServiceAccount:ci/bot can become cluster-admin: bind on clusterroles through ClusterRoleBinding x; create on clusterrolebindings through ClusterRoleBinding y.',
      ],
    ]);
  });

  it('lead through one account to the next', async () => {
    expect(
      await messages([
        clusterRole('cluster-admin', EVERYTHING),
        clusterRole('starter', [rule(['create'], ['pods'])]),
        clusterRoleBinding('root', 'cluster-admin', [account('ci', 'root')]),
        roleBinding('ci', 'start', { name: 'starter' }, [
          account('build', 'runner'),
        ]),
        roleBinding('build', 'start', { name: 'starter' }, [group('devs')]),
      ]),
    ).toEqual([
      [
        'critical',
        'Group:devs can become ServiceAccount:build/runner: create on pods through RoleBinding build/start; and that account can become ServiceAccount:ci/root: create on pods through RoleBinding ci/start; and that account may do everything by ClusterRoleBinding root.',
      ],
      [
        'critical',
        'ServiceAccount:build/runner can become ServiceAccount:ci/root: create on pods through RoleBinding ci/start; and that account may do everything by ClusterRoleBinding root.',
      ],
    ]);
  });

  it('end in a circle of accounts that may do nothing', async () => {
    expect(
      await messages([
        clusterRole('starter', [rule(['create'], ['pods'])]),
        roleBinding('a', 's', { name: 'starter' }, [account('b', 'x')]),
        roleBinding('b', 's', { name: 'starter' }, [account('a', 'x')]),
      ]),
    ).toEqual([]);
  });

  it('are closed by edit in place of admin', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('admin', [rule(['create'], ['rolebindings'], RBAC)]),
        roleBinding('shop', 'admins', { name: 'admin' }, [group('devs')]),
      ],
    });
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl create rolebinding devs-edit -n shop --clusterrole=edit --group=devs',
      'kubectl delete rolebinding admins -n shop',
    ]);
  });
});
