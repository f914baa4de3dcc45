import fc from 'fast-check';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import {
  BOOTSTRAP,
  clusterRole,
  clusterRoleBinding,
  group,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacAnonymous as check } from './anonymousAccess';
import { anonymousAccessCases } from './anonymousAccess.cases';

describeCases(anonymousAccessCases);

const open = clusterRole('open', [rule(['get', 'create'], ['pods'])]);
const anonymous = user('system:anonymous');
const nobody = group('system:unauthenticated');

describe('findings of sec-rbac-anonymous', () => {
  it('are one for each binding, with all of everybody in it', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        open,
        clusterRoleBinding('open', 'open', [
          anonymous,
          group('developers'),
          nobody,
        ]),
        roleBinding('shop', 'open', { name: 'open' }, [nobody]),
      ],
    });
    expect(
      occurrences.map(({ discriminator, severity, remediation }) => [
        discriminator,
        severity,
        remediation.content,
      ]),
    ).toEqual([
      [
        'ClusterRoleBinding open',
        'critical',
        `kubectl patch clusterrolebinding open --type=json -p '[{"op":"test","path":"/subjects/2/name","value":"system:unauthenticated"},{"op":"remove","path":"/subjects/2"},{"op":"test","path":"/subjects/0/name","value":"system:anonymous"},{"op":"remove","path":"/subjects/0"}]'`,
      ],
      [
        'RoleBinding shop/open',
        'high',
        'kubectl delete rolebinding open -n shop',
      ],
    ]);
  });

  it('keep a default binding from coming back', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        open,
        clusterRoleBinding('system:old', 'open', [nobody], BOOTSTRAP),
      ],
    });
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl annotate clusterrolebinding system:old rbac.authorization.kubernetes.io/autoupdate=false --overwrite',
      `kubectl patch clusterrolebinding system:old --type=json -p '[{"op":"test","path":"/subjects/0/name","value":"system:unauthenticated"},{"op":"remove","path":"/subjects/0"}]'`,
    ]);
  });

  it('are never milder for more rights', async () => {
    const rules = fc.array(
      fc.record({
        apiGroups: fc.constant(['apiextensions.k8s.io']),
        resources: fc.constantFrom(
          ['customresourcedefinitions'],
          ['*'],
          ['secrets'],
        ),
        verbs: fc.constantFrom(['get'], ['*'], ['list', 'delete']),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const rank = { pass: 0, warn: 1, fail: 2, na: -1, unknown: -1 };
    await fc.assert(
      fc.asyncProperty(rules, rules, async (some, more) => {
        const stateOf = async (all: readonly object[]) =>
          rank[
            (
              await verdictOf({
                check,
                objects: [
                  clusterRole('x', all),
                  clusterRoleBinding('x', 'x', [nobody]),
                ],
              })
            ).state
          ];
        expect(await stateOf([...some, ...more])).toBeGreaterThanOrEqual(
          await stateOf(some),
        );
      }),
      { numRuns: 30, seed: 4 },
    );
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-rbac-anonymous on the recorded cluster',
  () => {
    it('passes what kubeadm made', async () => {
      const files = [
        'clusterroles',
        'clusterrolebindings',
        'roles',
        'rolebindings',
      ];
      const { state, reasons } = await verdictOf({
        check,
        objects: files.flatMap(file =>
          recordedList(`rbac.authorization.k8s.io_v1_${file}`),
        ),
      });
      expect([state, reasons.map(({ code }) => code)]).toEqual([
        'pass',
        ['built-in-only'],
      ]);
    });
  },
);
