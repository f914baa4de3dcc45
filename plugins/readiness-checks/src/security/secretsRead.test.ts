import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { shippedExceptions } from '../allowLists';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  group,
  roleBinding,
  rule,
} from './__fixtures__/rbac';
import { rbacSecretsRead as check } from './secretsRead';
import { secretsReadCases } from './secretsRead.cases';

describeCases(secretsReadCases);

describe('findings of sec-rbac-secrets-read', () => {
  it('give an account its Secrets by name, then take the rest away', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('reader', [rule(['list'], ['secrets'])]),
        clusterRoleBinding('readers', 'reader', [account('shop', 'tool')]),
      ],
    });
    expect(occurrences[0].severity).toBe('critical');
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl create role tool-secrets -n shop --verb=get --resource=secrets --resource-name=SECRET',
      'kubectl create rolebinding tool-secrets -n shop --role=tool-secrets --serviceaccount=shop:tool',
      'kubectl delete clusterrolebinding readers',
    ]);
  });

  it('bind people with view in place of admin', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('admin', [rule(['get'], ['secrets', 'pods'])]),
        roleBinding('shop', 'admins', { name: 'admin' }, [group('shop-dev')]),
      ],
    });
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl create rolebinding shop-dev-view -n shop --clusterrole=view --group=shop-dev',
      'kubectl delete rolebinding admins -n shop',
    ]);
  });

  it('are milder for accounts of the platform', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('reader', [rule(['list'], ['secrets'])]),
        clusterRoleBinding('readers', 'reader', [account('metrics', 'x')]),
      ],
      options: { platformNamespaces: ['metrics'] },
    });
    expect(occurrences[0].severity).toBe('high');
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-rbac-secrets-read on the recorded cluster',
  () => {
    it('finds kube-state-metrics, and nobody who needs them', async () => {
      const { occurrences } = await verdictOf({
        check,
        objects: [
          ...recordedList('rbac.authorization.k8s.io_v1_clusterroles'),
          ...recordedList('rbac.authorization.k8s.io_v1_clusterrolebindings'),
        ],
        options: {
          exceptions: shippedExceptions,
          platformNamespaces: ['monitoring'],
        },
      });
      expect(occurrences.map(one => [one.discriminator, one.severity])).toEqual(
        [['ServiceAccount:monitoring/kube-state-metrics', 'high']],
      );
    });
  },
);
