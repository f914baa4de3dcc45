import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { shippedExceptions } from '../allowLists';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacNodeProxy as check } from './nodeProxy';
import { nodeProxyCases } from './nodeProxy.cases';

describeCases(nodeProxyCases);

describe('findings of sec-rbac-node-proxy', () => {
  it('take the binding away where nothing else would be lost', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('reader', [rule(['get'], ['nodes/proxy'])]),
        clusterRoleBinding('readers', 'reader', [user('alice'), user('bob')]),
      ],
    });
    expect(occurrences.map(one => one.discriminator)).toEqual([
      'User:alice',
      'User:bob',
    ]);
    expect(occurrences[1].remediation.content).toBe(
      `kubectl patch clusterrolebinding readers --type=json -p '[{"op":"test","path":"/subjects/1/name","value":"bob"},{"op":"remove","path":"/subjects/1"}]'`,
    );
  });

  it('give an account what it reads first, and leave the rest of its role', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('prometheus', [
          rule(['get', 'list'], ['pods', 'nodes/proxy']),
        ]),
        clusterRoleBinding('prometheus', 'prometheus', [
          account('monitoring', 'prometheus'),
        ]),
      ],
    });
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl create clusterrole prometheus-kubelet --verb=get --resource=nodes/metrics,nodes/stats,nodes/log',
      'kubectl create clusterrolebinding prometheus-kubelet --clusterrole=prometheus-kubelet --serviceaccount=monitoring:prometheus',
      'kubectl edit clusterrole prometheus   # take out nodes/proxy, or name the resources in place of *',
    ]);
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-rbac-node-proxy on the recorded cluster',
  () => {
    it('finds alice, and nobody who is known to need it', async () => {
      const { occurrences } = await verdictOf({
        check,
        objects: [
          ...recordedList('rbac.authorization.k8s.io_v1_clusterroles'),
          ...recordedList('rbac.authorization.k8s.io_v1_clusterrolebindings'),
        ],
        options: { exceptions: shippedExceptions },
      });
      expect(occurrences.map(one => [one.discriminator, one.state])).toEqual([
        ['User:alice@example.com', 'fail'],
      ]);
    });
  },
);
