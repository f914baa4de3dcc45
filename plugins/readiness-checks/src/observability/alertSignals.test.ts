import { alertSignals } from './alertSignals';

describe('alertSignals', () => {
  it.each<[string, string[]]>([
    ['rate(http_requests_total{code=~"5.."}[5m]) > 1', ['errors']],
    ['rate(http_requests_total{code=~"5[0-9]{2}"}[5m]) > 1', ['errors']],
    ['rate(http_requests_total{status="500"}[5m]) > 1', ['errors']],
    ['rate(http_requests_total{status!~"2..|3.."}[5m]) > 1', ['errors']],
    ['rate(calls_total{grpc_code!="OK"}[5m]) > 1', ['errors']],
    ['rate(jobs_total{outcome="failure"}[5m]) > 1', ['errors']],
    ['http_errors_total > 0', ['errors']],
    ['job_failed_total > 0', ['errors']],
    ['rate(request_duration_seconds_count{code="503"}[5m]) > 1', ['errors']],
    ['rate(http_requests_total{code=~".+"}[5m]) > 1', []],
    ['rate(http_requests_total{code=~"2.."}[5m]) > 1', []],
    ['histogram_quantile(0.9, rate(x_bucket[5m])) > 1', ['latency']],
    ['histogram_quantile(0.9, rate(native[5m])) > 1', ['latency']],
    ['rate(d_duration_seconds_sum[5m]) > 1', ['latency']],
    ['request_latency_p99 > 1', ['latency']],
    ['rate(request_duration_seconds_count[5m]) > 100', []],
    ['rabbitmq_queue_messages > 100', ['saturation']],
    ['kafka_consumergroup_lag > 100', ['saturation']],
    ['up == 0', ['saturation']],
    ['slo:sli_error:ratio_rate5m{sloth_slo="a"} > 1', ['objective']],
    ['http_requests:burnrate5m > 1', ['objective']],
    ['bytes_transferred_total > 1', []],
    ['vector(1)', []],
  ])('%s watches %j', (expression, signals) => {
    expect([...alertSignals(expression)]).toEqual(signals);
  });
});
