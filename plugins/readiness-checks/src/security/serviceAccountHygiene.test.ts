import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment, podSpec, SHOP } from '../__fixtures__/objects';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { shippedExceptions } from '../allowLists';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  role,
  roleBinding,
  rule,
} from './__fixtures__/rbac';
import { serviceAccountHygiene as check } from './serviceAccountHygiene';
import {
  exposed,
  serviceAccount,
  serviceAccountHygieneCases,
} from './serviceAccountHygiene.cases';

describeCases(serviceAccountHygieneCases);

const byDefault = account(SHOP, 'default');

const found = async (...objects: readonly unknown[]) =>
  (await verdictOf({ check, objects })).occurrences[0];

describe('findings of sec-rbac-sa-hygiene', () => {
  it('take an idle token out of the template', async () => {
    const { remediation, severity } = await found(
      deployment(),
      serviceAccount('default'),
    );
    expect(severity).toBe('low');
    expect(parse(remediation.content)).toEqual({
      spec: {
        template: { spec: { automountServiceAccountToken: false } },
      },
    });
  });

  it('give an account of its own, its rights first', async () => {
    const { remediation, severity } = await found(
      deployment(),
      role(SHOP, 'reads', [rule(['get'], ['configmaps'])]),
      roleBinding(SHOP, 'reads', { kind: 'Role', name: 'reads' }, [byDefault]),
      clusterRole('nodes', [rule(['list'], ['nodes'])]),
      clusterRoleBinding('nodes', 'nodes', [byDefault]),
    );
    expect(severity).toBe('medium');
    expect(parse(remediation.content)).toEqual({
      spec: { template: { spec: { serviceAccountName: 'app' } } },
    });
    for (const command of [
      'kubectl create serviceaccount app -n shop;',
      'kubectl create rolebinding app-reads-own -n shop --role=reads --serviceaccount=shop:app',
      'kubectl create clusterrolebinding app-nodes-own --clusterrole=nodes --serviceaccount=shop:app',
      'kubectl delete rolebinding reads -n shop',
      'kubectl delete clusterrolebinding nodes',
    ]) {
      expect(remediation.note).toContain(command);
    }
  });

  it('say what an intruder could do, and by which binding', async () => {
    const { reasons } = await found(
      deployment(podSpec({ serviceAccountName: 'cart' })),
      exposed,
      clusterRole('risky', [
        rule(['get', 'list'], ['secrets', 'pods']),
        rule(['impersonate'], ['users']),
      ]),
      clusterRoleBinding('risky', 'risky', [account(SHOP, 'cart')]),
    );
    expect(reasons).toEqual([
      {
        code: 'exposed-token',
        message:
          'It is reachable from outside and mounts the token of account cart, which by ClusterRoleBinding risky may read Secrets, impersonate others.',
        field: 'automountServiceAccountToken',
      },
    ]);
  });

  it('hang on every namespace, for a binding may be in any', async () => {
    const { state } = await verdictOf({
      check,
      objects: [deployment(podSpec({ serviceAccountName: 'cart' }))],
      options: {
        sources: { roleBindings: { state: 'partial', namespaces: [SHOP] } },
      },
    });
    expect(state).toBe('unknown');
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-rbac-sa-hygiene on the recorded cluster',
  () => {
    it('fails what runs as the cluster-admin of batch, and no operator', async () => {
      const files = [
        'core_v1_serviceaccounts',
        'core_v1_services',
        'batch_v1_cronjobs',
        'apps_v1_deployments',
        'apps_v1_daemonsets',
        'apps_v1_statefulsets',
        ...['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'].map(
          name => `rbac.authorization.k8s.io_v1_${name}`,
        ),
      ];
      const verdicts = await judgeOne(check, files.flatMap(recordedList), {
        exceptions: shippedExceptions,
      });
      const failing = verdicts
        .filter(({ state }) => state === 'fail')
        .map(({ subject }) => `${subject.namespace}/${subject.name}`);
      expect(failing).toEqual(['batch/report']);
      expect(verdicts.filter(({ state }) => state === 'unknown')).toEqual([]);
    });
  },
);
