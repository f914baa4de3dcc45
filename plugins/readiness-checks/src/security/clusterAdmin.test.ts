import fc from 'fast-check';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { shippedExceptions } from '../allowLists';
import { rbacClusterAdmin as check } from './clusterAdmin';
import { clusterRoleBinding as binding } from './__fixtures__/rbac';
import { clusterAdminCases } from './clusterAdmin.cases';

describeCases(clusterAdminCases);

const occurrencesOf = async (...objects: readonly unknown[]) =>
  (await verdictOf({ check, objects })).occurrences;

describe('findings of sec-rbac-cluster-admin', () => {
  it('is one finding for each subject, over all its bindings', async () => {
    const alice = { kind: 'User', name: 'alice' };
    const found = await occurrencesOf(
      binding('one', 'cluster-admin', [alice]),
      binding('two', 'cluster-admin', [
        { kind: 'ServiceAccount', namespace: 'batch', name: 'default' },
        alice,
      ]),
    );
    expect(found.map(({ discriminator }) => discriminator)).toEqual([
      'User:alice',
      'ServiceAccount:batch/default',
    ]);
    expect(found[0].remediation.content.split('\n')).toEqual([
      'kubectl create rolebinding alice-admin -n NAMESPACE --clusterrole=admin --user=alice',
      'kubectl delete clusterrolebinding one',
      `kubectl patch clusterrolebinding two --type=json -p '[{"op":"test","path":"/subjects/1/name","value":"alice"},{"op":"remove","path":"/subjects/1"}]'`,
    ]);
  });

  it('quotes what is pasted into a shell', async () => {
    const [found] = await occurrencesOf(
      binding('x; rm -rf ~', 'cluster-admin', [
        { kind: 'User', name: '$(reboot)' },
      ]),
    );
    expect(found.remediation.content).toContain(
      `kubectl delete clusterrolebinding 'x; rm -rf ~'`,
    );
    expect(found.remediation.content).toContain(`--user='$(reboot)'`);
  });

  it('does not tell people to cut an operator off', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        binding('argocd', 'cluster-admin', [
          {
            kind: 'ServiceAccount',
            namespace: 'argocd',
            name: 'argocd-application-controller',
          },
        ]),
      ],
      options: {
        exceptions: shippedExceptions,
        platformNamespaces: ['argocd'],
      },
    });
    expect(occurrences[0].remediation.type).toBe('steps');
  });

  it('names AWS identities without their account', async () => {
    const verdict = await verdictOf({
      check,
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'aws-auth', namespace: 'kube-system' },
          data: {
            mapUsers:
              '- {userarn: "arn:aws:iam::123456789012:user/team/alice", groups: ["system:masters"]}',
          },
        },
      ],
    });
    const [{ discriminator, remediation }] = verdict.occurrences;
    expect(discriminator).toBe('AwsUser:alice');
    expect(remediation.content).toContain('mapUsers, userarn …/alice');
    expect(JSON.stringify(verdict)).not.toContain('123456789012');
  });

  it('takes no exception of everyone for a break-glass group', async () => {
    const { state, reasons } = await verdictOf({
      check,
      objects: [
        binding('wide', 'cluster-admin', [
          { kind: 'Group', name: 'system:authenticated' },
        ]),
      ],
      options: {
        exceptions: [
          {
            check: check.id,
            rule: 'Group:system:authenticated',
            reason: 'no reason',
            origin: 'config',
          },
        ],
      },
    });
    expect(state).not.toBe('pass');
    expect(reasons.map(({ code }) => code)).toEqual(['excepted']);
  });

  it('is never not applicable by what a cluster holds', async () => {
    const subject = fc.record({
      kind: fc.constantFrom('User', 'Group', 'ServiceAccount', 'Robot'),
      name: fc.constantFrom('alice', 'system:masters', 'system:authenticated'),
      namespace: fc.constantFrom('batch', 'kube-system'),
    });
    const bindings = fc.array(
      fc.record({
        role: fc.constantFrom('cluster-admin', 'view'),
        subjects: fc.array(subject, { maxLength: 3 }),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(bindings, fc.boolean(), async (rows, forbidden) => {
        const { state } = await verdictOf({
          check,
          objects: rows.map(({ role, subjects }, index) =>
            binding(`b${index}`, role, subjects),
          ),
          options: {
            exceptions: shippedExceptions,
            forbidden: forbidden ? ['clusterroles'] : [],
          },
        });
        expect(state).not.toBe('na');
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-rbac-cluster-admin on the recorded cluster',
  () => {
    it('finds the account of batch, and Argo CD as an operator', async () => {
      const { state, occurrences } = await verdictOf({
        check,
        objects: [
          ...recordedList('rbac.authorization.k8s.io_v1_clusterroles'),
          ...recordedList('rbac.authorization.k8s.io_v1_clusterrolebindings'),
        ],
        options: {
          exceptions: shippedExceptions,
          platformNamespaces: ['argocd', 'monitoring'],
        },
      });
      expect(state).toBe('fail');
      expect(occurrences.map(one => [one.discriminator, one.state])).toEqual([
        ['ServiceAccount:batch/default', 'fail'],
        ['ServiceAccount:argocd/argocd-application-controller', 'warn'],
      ]);
    });
  },
);
