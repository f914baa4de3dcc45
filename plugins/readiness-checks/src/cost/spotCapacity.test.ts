import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { node, nodePool } from '../nodes/__fixtures__/nodes';
import { spotCapacity as check } from './spotCapacity';
import { spotCapacityCases } from './spotCapacity.cases';

describeCases(spotCapacityCases);

describe('remediation of cost-spot-capacity', () => {
  const worker = deployment(
    podSpec({
      containers: [container({ resources: { requests: { cpu: '3' } } })],
    }),
    { metadata: { annotations: { 'readiness.io/interruptible': 'true' } } },
  );
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects: [worker, ...objects] })).occurrences[0]
      .remediation;

  it('adds a pool of Karpenter with a taint and twice the room', async () => {
    const { content } = await remediationOf(node('a'), nodePool('general'));
    expect(parse(content)).toMatchObject({
      kind: 'NodePool',
      spec: {
        limits: { cpu: '12' },
        template: {
          spec: {
            taints: [{ key: 'spot', value: 'true', effect: 'NoSchedule' }],
            requirements: [
              { key: 'karpenter.sh/capacity-type', values: ['spot'] },
              { key: 'karpenter.k8s.aws/instance-category' },
            ],
          },
        },
      },
    });
  });

  it.each([
    ['aws:///eu-1a/i-1', 'aws eks create-nodegroup'],
    ['azure:///subscriptions/x/virtualMachines/0', 'az aks nodepool add'],
    ['oci://x', 'Add a node pool of preemptible capacity'],
  ])('speaks the language of %s', async (providerId, start) => {
    const { content } = await remediationOf(node('a', {}, providerId));
    expect(content.startsWith(start)).toBe(true);
  });
});

(hasRecording ? describe : describe.skip)(
  'cost-spot-capacity on the recorded cluster',
  () => {
    it('sees the spot nodes of the recorded cluster', async () => {
      const verdict = await verdictOf({
        check,
        objects: recordedList('core_v1_nodes'),
      });
      expect(verdict.state).toBe('pass');
      expect(verdict.reasons[0].message).toBe(
        '2 of 6 nodes are spot or preemptible.',
      );
    });
  },
);
