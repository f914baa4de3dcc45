import fc from 'fast-check';
import { queryFacts } from './promql';

describe('queryFacts', () => {
  it('collects metric, matchers and functions', () => {
    const facts = queryFacts(
      `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{namespace="shop", job=~"checkout|cart", code!~'5..'}[5m]))) > 0.5`,
    );
    expect(facts.valid).toBe(true);
    expect([...facts.functions].sort()).toEqual(['histogram_quantile', 'rate']);
    expect(facts.selectors).toEqual([
      {
        metric: 'http_request_duration_seconds_bucket',
        matchers: [
          { label: 'namespace', operator: '=', value: 'shop' },
          { label: 'job', operator: '=~', value: 'checkout|cart' },
          { label: 'code', operator: '!~', value: '5..' },
        ],
      },
    ]);
  });

  it('takes neither grouping labels nor functions for metrics', () => {
    const facts = queryFacts(
      'sum by (namespace, pod) (up) / on (pod) group_left (node) kube_pod_info offset 5m',
    );
    expect(facts.selectors.map(({ metric }) => metric)).toEqual([
      'up',
      'kube_pod_info',
    ]);
  });

  it('reads __name__, quoted names, comments, escapes and back quotes', () => {
    const facts = queryFacts(
      '# why\n{__name__="up", job="a\\"b"} and {"http.errors", `k8s.ns`=~`shop\\d`} # end',
    );
    expect(facts).toMatchObject({
      valid: true,
      selectors: [
        {
          metric: 'up',
          matchers: [{ label: 'job', operator: '=', value: 'a"b' }],
        },
        {
          metric: 'http.errors',
          matchers: [{ label: 'k8s.ns', operator: '=~', value: 'shop\\d' }],
        },
      ],
    });
  });

  it('knows that text is no PromQL and keeps what it could read', () => {
    expect(queryFacts('').valid).toBe(false);
    const broken = queryFacts('sum(rate(errors_total{job="checkout"}[5m]) >');
    expect(broken.valid).toBe(false);
    expect(broken.selectors[0].metric).toBe('errors_total');
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), text => {
        expect(queryFacts(text).selectors).toBeDefined();
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
