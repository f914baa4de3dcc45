import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  clusterRole,
  clusterRoleBinding,
  group,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacPodTakeover as check } from './podTakeover';
import { podTakeoverCases } from './podTakeover.cases';

describeCases(podTakeoverCases);

describe('findings of sec-rbac-pod-takeover', () => {
  it('bind a shared role where people work, then take the wide one away', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('edit', [rule(['create'], ['pods', 'pods/exec'])]),
        clusterRoleBinding('devs', 'edit', [group('devs'), user('ann')]),
      ],
    });
    expect(occurrences.map(one => one.discriminator)).toEqual([
      'Group:devs',
      'User:ann',
    ]);
    expect(occurrences[0].reasons.map(({ code }) => code)).toEqual([
      'exec',
      'create-workloads',
    ]);
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl create rolebinding devs-edit -n NAMESPACE --clusterrole=edit --group=devs',
      `kubectl patch clusterrolebinding devs --type=json -p '[{"op":"test","path":"/subjects/0/name","value":"devs"},{"op":"remove","path":"/subjects/0"}]'`,
    ]);
  });

  it('call a connection milder than a command', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('tunnel', [rule(['create'], ['pods/portforward'])]),
        clusterRoleBinding('tunnel', 'tunnel', [user('ann')]),
      ],
    });
    expect(occurrences[0].severity).toBe('medium');
  });
});
