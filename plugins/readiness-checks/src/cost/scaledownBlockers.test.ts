import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { podSpec } from '../__fixtures__/objects';
import { scaledownBlockers as check } from './scaledownBlockers';
import {
  annotated,
  clusterAutoscaler,
  karpenter,
  scaledownBlockerCases,
} from './scaledownBlockers.cases';

describeCases(scaledownBlockerCases);

describe('remediation of cost-scaledown-blockers', () => {
  const contentOf = async (objects: readonly unknown[]) => {
    const { occurrences } = await verdictOf({ check, objects });
    return parse(occurrences[0].remediation.content);
  };

  it('takes the annotation away', async () => {
    expect(
      await contentOf([
        ...karpenter,
        annotated({ 'karpenter.sh/do-not-disrupt': 'true' }),
      ]),
    ).toEqual({
      spec: {
        template: {
          metadata: { annotations: { 'karpenter.sh/do-not-disrupt': null } },
        },
      },
    });
  });

  it('says that a cache may be lost', async () => {
    const cache = podSpec({ volumes: [{ name: 'cache', emptyDir: {} }] });
    expect(
      await contentOf([...clusterAutoscaler, annotated({}, { spec: cache })]),
    ).toEqual({
      spec: {
        template: {
          metadata: {
            annotations: {
              'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true',
            },
          },
        },
      },
    });
  });
});
