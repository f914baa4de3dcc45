import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  node,
  nodePool,
  status,
  yamlStatus,
} from '../nodes/__fixtures__/nodes';
import { lasting } from './autoscalerHealth';
import { mendGroup } from './autoscalerHealthRemediation';
import { autoscalerHealthy as check } from './autoscalerHealthy';
import { autoscalerHealthyCases } from './autoscalerHealthy.cases';

describeCases(autoscalerHealthyCases);

const inBackoff = (name: string) => ({ name, min: 1, max: 9, target: 2 });

describe('findings of cost-autoscaler-healthy', () => {
  it('are one for each group and pool, each with its own way out', async () => {
    const text = yamlStatus([inBackoff('eks-a-1'), inBackoff('eks-b-1')]);
    const { occurrences } = await verdictOf({
      check,
      objects: [
        node('a'),
        status(
          `${text}\n  scaleUp:\n    status: Backoff\n    backoffInfo:\n      errorCode: QUOTA_EXCEEDED\n      errorMessage: account 123\n`,
        ),
        nodePool(
          'batch',
          {},
          {
            conditions: [
              { type: 'Ready', status: 'False' },
              {
                type: 'NodeClassReady',
                status: 'False',
                reason: 'SubnetsNotFound',
              },
            ],
          },
        ),
      ],
    });
    expect(
      occurrences.map(one => [one.discriminator, one.state, one.severity]),
    ).toEqual([
      ['eks-b-1', 'warn', 'medium'],
      ['batch', 'fail', 'high'],
    ]);
    expect(occurrences[0].reasons[0].message).toContain('(QUOTA_EXCEEDED)');
    expect(occurrences[0].remediation.content).toContain('quota');
    expect(occurrences[1].reasons[0].message).toContain(
      'NodeClassReady: SubnetsNotFound',
    );
    expect(JSON.stringify(occurrences)).not.toContain('account 123');
  });

  it.each([
    ['QUOTA_EXCEEDED', 'quota of the account is used up'],
    ['RESOURCE_POOL_EXHAUSTED', 'no machines of this type'],
    ['placeholder-cannot-be-fulfilled', 'no machines of this type'],
    ['PERMISSIONS_ERROR', 'may not do it'],
    [undefined, 'Read the message'],
  ])('tell what %s means', (errorCode, cause) => {
    expect(mendGroup({ ...inBackoff('web'), errorCode }).content).toContain(
      cause,
    );
  });

  it.each([
    [16 * 60_000, '16 min'],
    [3 * 3_600_000, '3 h'],
    [72 * 3_600_000, '3 d'],
  ])('say how long %i ms are', (ms, said) => {
    expect(lasting(ms)).toBe(said);
  });
});
