import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { cpuLimits as check } from './cpuLimits';
import { cpuLimitsCases } from './cpuLimits.cases';

describeCases(cpuLimitsCases);

describe('remediation of cost-limits-cpu', () => {
  const remediationOf = async (object: unknown, policy: string) => {
    const { occurrences } = await verdictOf({
      check,
      objects: [object],
      options: { params: { policy } },
    });
    return occurrences[0].remediation;
  };

  it('writes the decision down', async () => {
    const { content, note } = await remediationOf(deployment(), 'decide');
    expect(content).toBe(
      "kubectl -n shop annotate deployment.apps app readiness.io/cpu-limit=none readiness.io/cpu-limit-reason='WHY'\n",
    );
    expect(note).toContain('kubectl annotate namespace shop');
  });

  it.each([
    ['100m', '200m'],
    ['0.5', '1000m'],
    [undefined, '500m'],
  ])('leaves room above a request of %s', async (cpu, expected) => {
    const resources = { requests: cpu === undefined ? {} : { cpu } };
    const { content } = await remediationOf(
      deployment(podSpec({ containers: [container({ resources })] })),
      'strict',
    );
    expect(
      parse(content).spec.template.spec.containers[0].resources.limits.cpu,
    ).toBe(expected);
  });

  it('asks the platform once for the metrics store, not every team', async () => {
    const resources = { limits: { cpu: '1' } };
    const { occurrences } = await verdictOf({
      check,
      objects: [
        deployment(podSpec({ containers: [container({ resources })] })),
      ],
    });
    expect(occurrences).toMatchObject([
      {
        severity: 'low',
        responsible: 'platform',
        fixRoot: { key: 'test-cluster-uid/metrics-store' },
      },
    ]);
  });
});
