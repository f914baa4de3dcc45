import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { nodeAutoscaler as check } from './nodeAutoscaler';
import { nodeAutoscalerCases } from './nodeAutoscaler.cases';

describeCases(nodeAutoscalerCases);

describe('remediation of cost-autoscaler-present', () => {
  const providers: Readonly<Record<string, RegExp>> = {
    'aws:///a/i-1': /kind: NodePool/,
    'gce://project/zone/a': /^gcloud container clusters update/,
    'azure:///subscriptions/1': /^az aks nodepool update/,
    'ocid1.instance.oc1.x': /OKE/,
  };

  it.each(Object.entries(providers))(
    'speaks the language of %s',
    async (providerID, expected) => {
      const { occurrences } = await verdictOf({
        check,
        objects: ['a', 'b'].map(name => ({
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name },
          spec: { providerID },
        })),
      });
      expect(occurrences[0].remediation.content).toMatch(expected);
    },
  );

  it('is a NodePool with limits that the API accepts', async () => {
    const one = nodeAutoscalerCases.find(({ codes }) =>
      codes?.includes('none'),
    );
    const { occurrences } = await verdictOf({
      check,
      objects: one?.objects ?? [],
    });
    expect(parse(occurrences[0].remediation.content).spec.limits).toEqual({
      cpu: '200',
      memory: '800Gi',
    });
  });
});

(hasRecording ? describe : describe.skip)(
  'cost-autoscaler-present on the recorded cluster',
  () => {
    it('passes six nodes of one Karpenter pool', async () => {
      const nodes = recordedList('core_v1_nodes');
      const pools = recordedList('karpenter.sh_v1_nodepools');
      expect(
        (await verdictOf({ check, objects: [...nodes, ...pools] })).state,
      ).toBe('pass');
    });
  },
);
