import fc from 'fast-check';
import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { GIB, of, usage } from './__fixtures__/usage';
import { hpa } from './hpaFunctional.cases';
import { amountOf, sizedCpu, sizedMemory } from './measuredUse';
import { requestsRightsized as check } from './requestsRightsized';
import { requestsRightsizedCases, sized } from './requestsRightsized.cases';

describeCases(requestsRightsizedCases);

describe('remediation of cost-requests-rightsized', () => {
  const occurrenceOf = async (
    options: Parameters<typeof verdictOf>[0]['options'],
    objects: readonly unknown[] = sized,
  ) => {
    const { occurrences } = await verdictOf({ check, objects, options });
    return occurrences[0];
  };

  it('asks for the 95th percentile of CPU and 15 %, the peak of memory and 20 %', async () => {
    const { remediation } = await occurrenceOf({
      signals: usage(
        { cpu: 0.1, memory: 0.5 * GIB },
        {
          usageMemoryPeak: [of(GIB)],
        },
      ),
    });
    expect(remediation.type).toBe('patch');
    expect(parse(remediation.content).spec.template.spec.containers).toEqual([
      {
        name: 'app',
        resources: {
          requests: { cpu: '115m', memory: '1229Mi' },
          limits: { memory: '1229Mi' },
        },
      },
    ]);
  });

  it('says what it saves in money only where prices are configured', async () => {
    const signals = usage({ cpu: 0.1 });
    const without = await occurrenceOf({ signals });
    expect(without.remediation.note).toContain('frees 0.89 cores.');
    const costs = { currency: 'EUR', cpuCoreHour: 0.03, memoryGiBHour: 0.004 };
    const priced = await occurrenceOf({ signals, costs });
    // 0.885 cores of one pod, 730 hours, 0.03 EUR.
    expect(priced.reasons[1].message).toContain(
      'frees 0.89 cores, 19.38 EUR a month',
    );
  });

  it('tells that an autoscaler reckons in percent of the request (trap)', async () => {
    const { remediation } = await occurrenceOf(
      { signals: usage({ cpu: 0.2 }) },
      [...sized, hpa({ currentReplicas: 4 })],
    );
    expect(remediation.note).toContain('app scales by a share of the request');
  });
});

describe('sizing', () => {
  it('never sizes below what was measured', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), value => {
        expect(amountOf(sizedCpu(value))).toBeGreaterThanOrEqual(value);
        const bytes = value * 1e8;
        expect(amountOf(sizedMemory(bytes))).toBeGreaterThanOrEqual(bytes);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
