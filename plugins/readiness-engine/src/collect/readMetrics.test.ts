import { apiServerMetrics } from '../reads';
import { aCheck } from '../testing/aCheck';
import { collect, readingCheck, type ScriptedAnswer } from '../testing/collect';

const CHECKS = [readingCheck, aCheck({ reads: [apiServerMetrics()] })];
const PAGE = [
  'pod_security_evaluations_total{decision="deny",mode="enforce"} 2',
  'apiserver_request_total{verb="GET"} 100',
].join('\n');

const answering = (answer: Partial<ScriptedAnswer>) =>
  collect([], {
    checks: CHECKS,
    intercept: path => (path === '/metrics' ? answer : undefined),
  });

describe('the metrics of the API server', () => {
  it('are the families that checks read', async () => {
    const { inventory, source } = await answering({ body: PAGE });
    expect(inventory.apiServerMetrics).toEqual([
      {
        metric: 'pod_security_evaluations_total',
        labels: { decision: 'deny', mode: 'enforce' },
        value: 2,
      },
    ]);
    expect(source('apiServerMetrics')).toMatchObject({
      resource: '/metrics',
      state: 'ok',
      count: 1,
    });
  });

  it.each([
    [403, 'forbidden'],
    [404, 'absent'],
    [500, 'error'],
  ])('that answer %i are %s', async (status, state) => {
    const { source } = await answering({ status });
    expect(source('apiServerMetrics')?.state).toBe(state);
  });

  it('name the rule that would open them', async () => {
    const { source } = await answering({ status: 403 });
    expect(source('apiServerMetrics')?.missingRule).toBe(
      '- nonResourceURLs: ["/metrics"]\n  verbs: [get]',
    );
  });

  it('without a family that is known are empty', async () => {
    const { source } = await answering({ body: 'up 1\n' });
    expect(source('apiServerMetrics')?.state).toBe('empty');
  });

  it('are not asked for where no check reads them', async () => {
    const { paths, source } = await collect([]);
    expect(paths).not.toContain('/metrics');
    expect(source('apiServerMetrics')).toBeUndefined();
  });
});
