import { createSampleCluster } from '@readiness/sample-cluster';
import {
  hasPrometheus,
  startPrometheus,
  type RealPrometheus,
} from './__fixtures__/realPrometheus';
import { queryFacts } from './promql';
import { SIGNAL_KEYS, signalQuery } from './registry';

// Off the edges of steps and minutes: releases differ on whether an edge is in.
const NOW = Date.parse('2026-11-22T17:10:31Z');
const DAY = 86_400_000;
const iso = (days: number) => new Date(NOW - days * DAY).toISOString();

const pod = (name: string, days: number, resources: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'storefront',
    creationTimestamp: iso(days),
    labels: { 'app.kubernetes.io/name': name },
  },
  spec: { containers: [{ name: 'app', resources }] },
});

const sample = createSampleCluster({
  name: 'prod-eu',
  now: () => NOW,
  objects: [
    pod('steady', 16, {
      requests: { cpu: '1', memory: '1Gi' },
      limits: { cpu: '2', memory: '1Gi' },
    }),
    pod('image-resizer', 5, {
      requests: { cpu: '500m', memory: '512Mi' },
      limits: { memory: '512Mi' },
    }),
    { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } },
  ],
});

const asked = SIGNAL_KEYS.filter(key =>
  /^\/api\/v1\/query/.test(
    signalQuery(key).request({ matchers: [], now: NOW }).path,
  ),
);

/** Values rounded to what two ways of adding up agree on. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, each) =>
      typeof each === 'number' ? Number(each.toPrecision(10)) : each,
    ),
  );

const sorted = (data: readonly unknown[]) =>
  data.map(each => JSON.stringify(rounded(each))).sort();

const standIn = async (
  path: string,
  query: Readonly<Record<string, string>>,
) => {
  const response = await sample.fetch(
    `/__prometheus${path}?${new URLSearchParams(query)}`,
  );
  return JSON.parse(await response.text());
};

const MISSING = 'prometheus and promtool are not installed';
// `npm test` says by READINESS_WITHOUT_PROMETHEUS that it knows and reports it.
const skipped =
  !hasPrometheus &&
  (process.env.CI !== 'true' ||
    process.env.READINESS_WITHOUT_PROMETHEUS === 'true');

(skipped ? describe.skip : describe)(
  `the stand-in and a real Prometheus${
    skipped ? ` (skipped: ${MISSING})` : ''
  }`,
  () => {
    let real: RealPrometheus;

    beforeAll(async () => {
      if (!hasPrometheus) throw new Error(MISSING);
      const store = sample.metrics();
      const metrics = new Set([
        'up',
        ...asked.flatMap(key =>
          queryFacts(
            signalQuery(key).request({ matchers: [], now: NOW }).query.query,
          ).selectors.flatMap(({ metric }) => metric ?? []),
        ),
      ]);
      real = await startPrometheus(
        [...metrics].flatMap(metric =>
          store.series(metric).map(series => ({
            labels: series.labels,
            points: series.between((NOW - 16 * DAY) / 1000, NOW / 1000),
          })),
        ),
      );
    }, 180_000);
    afterAll(() => real?.close());

    it.each(asked)('answer %s alike', async key => {
      const query = signalQuery(key);
      const scope = { matchers: [], now: NOW };
      const { path, query: parameters } = query.request(scope);
      const theirs = query.parse(await real.get(path, parameters), scope);
      const ours = query.parse(await standIn(path, parameters), scope);
      expect(sorted(ours.data)).toEqual(sorted(theirs.data));
    });

    it('answer of data, not of nothing', async () => {
      const { query, ...scope } = {
        query: signalQuery('usageCpu'),
        matchers: [],
        now: NOW,
      };
      const { path, query: parameters } = query.request(scope);
      expect(
        query.parse(await real.get(path, parameters), scope).data,
      ).toHaveLength(2);
    });

    it.each([
      ['max(max_over_time(timestamp(up)[2d:10m]))'],
      ['count by (cluster, job) (up)'],
      ['increase(container_cpu_usage_seconds_total[1h])'],
      ['avg_over_time(container_memory_working_set_bytes[3h])'],
      ['sum without (pod) (container_memory_working_set_bytes) / 1024'],
      ['container_memory_working_set_bytes > 600000000'],
      ['up unless on (job) up{job="kubelet"}'],
      ['quantile_over_time(0.5, container_memory_working_set_bytes[1d])'],
      ['count_over_time(up{job="kubelet"}[1d])'],
    ])('compute %s alike', async expression => {
      const parameters = { query: expression, time: String(NOW / 1000) };
      const resultOf = (body: unknown) =>
        (
          body as {
            data: { result: { metric: object; value: [number, string] }[] };
          }
        ).data.result.map(({ metric, value }) => ({
          metric: Object.fromEntries(Object.entries(metric).sort()),
          value: Number(value[1]),
        }));
      const ours = resultOf(await standIn('/api/v1/query', parameters));
      expect(ours.length).toBeGreaterThan(0);
      expect(sorted(ours)).toEqual(
        sorted(resultOf(await real.get('/api/v1/query', parameters))),
      );
    });

    it('compute over time alike', async () => {
      const parameters = {
        query: 'sum by (pod) (rate(container_cpu_usage_seconds_total[5m]))',
        start: String(NOW / 1000 - 7200),
        end: String(NOW / 1000),
        step: '600',
      };
      const resultOf = (body: unknown) =>
        (
          body as {
            data: { result: { metric: object; values: [number, string][] }[] };
          }
        ).data.result.map(({ metric, values }) => ({
          metric,
          values: values.map(([time, value]) => [time, Number(value)]),
        }));
      expect(
        sorted(resultOf(await standIn('/api/v1/query_range', parameters))),
      ).toEqual(
        sorted(resultOf(await real.get('/api/v1/query_range', parameters))),
      );
    });
  },
);

describe('the stand-in', () => {
  it.each([
    ['topk(1, up)', 422, 'does not compute topk'],
    [
      'histogram_quantile(0.9, up)',
      422,
      'does not compute histogram_quantile()',
    ],
    ['up offset 1h', 422, 'does not compute OffsetExpr'],
    ['{job="a"}', 422, 'a selector without a metric name'],
    ['up * on (job) group_left up', 422, 'group_left'],
    ['sum(', 400, 'parse error'],
    ['', 400, 'parse error'],
  ])('refuses %j with %s', async (expression, status, message) => {
    const response = await sample.fetch(
      `/__prometheus/api/v1/query?${new URLSearchParams({
        query: expression,
      })}`,
    );
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(message);
  });

  it('answers GET alone, and nothing that it does not know', async () => {
    const post = await sample.fetch('/__prometheus/api/v1/query?query=up', {
      method: 'POST',
    });
    expect(post.status).toBe(405);
    const admin = await sample.fetch(
      '/__prometheus/api/v1/admin/tsdb/snapshot',
    );
    expect(admin.status).toBe(404);
  });
});
