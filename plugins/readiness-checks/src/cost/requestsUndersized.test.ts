import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  livePod,
  podSpec,
} from '../__fixtures__/objects';
import { GIB, of, usage } from './__fixtures__/usage';
import { requestsUndersized as check } from './requestsUndersized';
import { requestsUndersizedCases } from './requestsUndersized.cases';

describeCases(requestsUndersizedCases);

describe('remediation of cost-requests-undersized', () => {
  const spec = podSpec({
    containers: [
      container({
        resources: {
          requests: { cpu: '1', memory: '4Gi' },
          limits: { cpu: '1', memory: '4Gi' },
        },
      }),
    ],
  });

  it.each([
    [
      'above a limit that cut the peak off',
      usage({}, { usageOomKilled: [of(1)], usageMemoryPeak: [of(4 * GIB)] }),
      { requests: { memory: '6144Mi' }, limits: { memory: '6144Mi' } },
    ],
    [
      'twice the limit that throttles',
      usage({ throttled: 0.6 }),
      { limits: { cpu: '2000m' } },
    ],
    [
      'the measured CPU, and a limit not below it',
      usage({ cpu: 2.5 }),
      { requests: { cpu: '2875m' }, limits: { cpu: '2875m' } },
    ],
  ])('asks for %s', async (_what, signals, resources) => {
    const { occurrences } = await verdictOf({
      check,
      objects: [deployment(spec), ...livePod(spec)],
      options: { signals },
    });
    expect(
      parse(occurrences[0].remediation.content).spec.template.spec.containers,
    ).toEqual([{ name: 'app', resources }]);
  });
});
