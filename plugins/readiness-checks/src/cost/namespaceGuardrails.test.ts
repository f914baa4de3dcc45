import { parse, parseAllDocuments } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { namespaceGuardrails as check } from './namespaceGuardrails';
import {
  app,
  limitRange,
  namespaceGuardrailsCases,
  quota,
} from './namespaceGuardrails.cases';

describeCases(namespaceGuardrailsCases);

describe('remediation of cost-namespace-guardrails', () => {
  const occurrencesOf = async (objects: readonly unknown[]) =>
    (await verdictOf({ check, objects, subject: 'shop' })).occurrences;

  it('sizes the quota by what the workloads request', async () => {
    const [{ remediation }] = await occurrencesOf([app]);
    const [range, bound] = parseAllDocuments(remediation.content).map(doc =>
      doc.toJSON(),
    );
    expect(range).toMatchObject({
      kind: 'LimitRange',
      metadata: { name: 'defaults', namespace: 'shop' },
    });
    // Two replicas of 1.5 cores and 1 GiB, times 1.3.
    expect(bound).toMatchObject({
      kind: 'ResourceQuota',
      spec: { hard: { 'requests.cpu': '4', 'requests.memory': '2663Mi' } },
    });
  });

  it('proposes only what is missing', async () => {
    const [{ remediation }] = await occurrencesOf([
      app,
      quota({ 'requests.cpu': '10' }),
    ]);
    expect(parse(remediation.content).kind).toBe('LimitRange');
    expect(remediation.target).toMatchObject({ kind: 'LimitRange' });
  });

  it.each([
    ['requests.memory', '10Gi', '9.5Gi', '12647Mi'],
    ['requests.cpu', '10', '9500m', '13'],
    ['pods', '10', '10', '13'],
  ])('raises a quota of %s', async (resource, hard, used, raised) => {
    const sized = limitRange([{ type: 'Container', default: { cpu: '1' } }]);
    const [{ remediation }] = await occurrencesOf([
      app,
      sized,
      quota({ [resource]: hard }, { [resource]: used }),
    ]);
    expect(parse(remediation.content)).toEqual({
      spec: { hard: { [resource]: raised } },
    });
  });
});
