import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import {
  node,
  nodePool,
  POOL,
  status,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { autoscalerBounds as check } from './autoscalerBounds';
import { autoscalerBoundsCases } from './autoscalerBounds.cases';

describeCases(autoscalerBoundsCases);

describe('occurrences of cost-autoscaler-bounds', () => {
  const occurrencesOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects })).occurrences;

  it('are one for each group', async () => {
    const groups = [
      { name: 'eks-web-1', min: 2, max: 10, target: 10 },
      { name: 'eks-api-1', min: 2, max: 10, target: 9 },
    ];
    const found = await occurrencesOf(
      node('a', { 'eks.amazonaws.com/nodegroup': 'web' }),
      status(yamlStatus(groups)),
      nodePool('general'),
    );
    expect(
      found.map(({ discriminator, state }) => [discriminator, state]),
    ).toEqual([
      ['eks-web-1', 'fail'],
      ['eks-api-1', 'warn'],
      ['general', 'fail'],
    ]);
    expect(found[0].remediation.content).toBe(
      'aws eks update-nodegroup-config --cluster-name CLUSTER --nodegroup-name web --scaling-config minSize=2,maxSize=15\n',
    );
    expect(found[1].remediation.type).toBe('steps');
  });

  it.each([
    ['nothing', [], { cpu: '16', memory: '64Gi' }],
    [
      'three nodes',
      ['a', 'b', 'c'].map(name =>
        node(name, { [POOL]: 'general' }, undefined, '7910m'),
      ),
      { cpu: '48', memory: '64Gi' },
    ],
  ])('cap a pool by %s that it has', async (_, nodes, limits) => {
    const [{ remediation }] = await occurrencesOf(
      nodePool('general'),
      ...nodes,
    );
    expect(parse(remediation.content)).toEqual({ spec: { limits } });
    expect(remediation.target).toMatchObject({ kind: 'NodePool' });
  });

  it('raise the limit that is tightest', async () => {
    const [{ remediation }] = await occurrencesOf(
      nodePool(
        'general',
        { limits: { cpu: '100', memory: '400Gi' } },
        { resources: { cpu: '90', memory: '390Gi' } },
      ),
    );
    expect(parse(remediation.content)).toEqual({
      spec: { limits: { memory: '585Gi' } },
    });
  });
});

(hasRecording ? describe : describe.skip)(
  'cost-autoscaler-bounds on the recorded cluster',
  () => {
    it('fails the recorded NodePool without limits', async () => {
      const verdict = await verdictOf({
        check,
        objects: [
          ...recordedList('core_v1_nodes'),
          ...recordedList('karpenter.sh_v1_nodepools'),
        ],
      });
      expect(verdict.state).toBe('fail');
      expect(verdict.occurrences.map(one => one.discriminator)).toEqual([
        'general',
      ]);
    });
  },
);
