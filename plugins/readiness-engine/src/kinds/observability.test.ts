import { KINDS } from '.';

const named = (rest: object, metadata: object = {}) => ({
  metadata: { name: 'x', namespace: 'shop', ...metadata },
  ...rest,
});

const CANARY = 'CANARY-token-91ab';

describe('projection', () => {
  it('of monitors keeps selectors and ports, and no way to sign in', () => {
    const monitor = KINDS.serviceMonitors.project(
      named({
        spec: {
          selector: { matchLabels: { app: 'cart' } },
          namespaceSelector: { matchNames: ['shop'] },
          endpoints: [
            { port: 'http', bearerToken: CANARY },
            { targetPort: 9090, params: { key: [CANARY] } },
          ],
        },
      }),
    );
    expect(monitor).toMatchObject({
      selector: { matchLabels: { app: 'cart' } },
      namespaceSelector: { any: false, names: ['shop'] },
      endpoints: [{ port: 'http' }, { targetPort: '9090' }],
    });
    expect(JSON.stringify(monitor)).not.toContain(CANARY);
  });

  it('reads the endpoints of a PodMonitor and of a PodMonitoring where they stand', () => {
    const endpoint = { port: 'metrics' };
    expect(
      KINDS.podMonitors.project(
        named({ spec: { podMetricsEndpoints: [endpoint] } }),
      ).endpoints,
    ).toMatchObject([endpoint]);
    expect(
      KINDS.gmpPodMonitorings.project(
        named({ spec: { endpoints: [endpoint] } }),
      ).endpoints,
    ).toMatchObject([endpoint]);
    expect(
      KINDS.gmpClusterPodMonitorings.project(named({ spec: {} }))
        .namespaceSelector,
    ).toEqual({ any: true, names: [] });
  });

  it('knows the selectors of scrapers by their own names', () => {
    expect(
      KINDS.prometheusAgents.project(
        named({ spec: { serviceMonitorSelector: {} } }),
      ).monitors,
    ).toMatchObject({ serviceMonitorSelector: {} });
    expect(
      KINDS.vmAgents.project(
        named({
          spec: { podScrapeSelector: {}, selectAllByDefault: true },
          status: { updateStatus: 'operational' },
        }),
      ),
    ).toMatchObject({
      monitors: { podMonitorSelector: {} },
      selectAllByDefault: true,
      available: true,
    });
  });

  it.each([
    [
      'an object',
      {
        exporters: { otlp: { headers: { authorization: CANARY } } },
        service: {
          pipelines: {
            'traces/all': { receivers: ['otlp/in'], exporters: ['otlp/x'] },
          },
        },
      },
    ],
    [
      'a text',
      `exporters: {otlp: {headers: {authorization: ${CANARY}}}}\nservice:\n  pipelines:\n    traces/all: {receivers: [otlp/in], exporters: [otlp/x]}\n`,
    ],
  ])('of collectors keeps the shape of %s alone', (_what, config) => {
    const collector = KINDS.openTelemetryCollectors.project(
      named({ spec: { config } }),
    );
    expect(collector).toMatchObject({
      mode: 'deployment',
      receivers: ['otlp'],
      pipelines: [{ signal: 'traces', exporters: ['otlp'] }],
      parsed: true,
    });
    expect(JSON.stringify(collector)).not.toContain(CANARY);
  });

  it.each(['service: [', '', undefined, 42, { service: { pipelines: [] } }])(
    'says that a collector with the configuration %p was not understood',
    config => {
      expect(
        KINDS.openTelemetryCollectors.project(named({ spec: { config } })),
      ).toMatchObject({ parsed: false, pipelines: [] });
    },
  );

  it('of objectives reads targets and whether rules were made of them', () => {
    const sloth = (status?: object) =>
      KINDS.slothSlos.project(
        named(
          { spec: { slos: [{ objective: '99.9' }] }, status },
          { generation: 3 },
        ),
      );
    const made = { promOpRulesGenerated: true };
    expect(sloth({ ...made, observedGeneration: 3 })).toMatchObject({
      objectives: [99.9],
      generated: true,
    });
    expect(sloth({ ...made, observedGeneration: 2 }).generated).toBe(false);
    expect(sloth().generated).toBe(false);
    expect(
      KINDS.pyrraSlos.project(
        named({ spec: { target: '95' }, status: { type: 'PrometheusRule' } }),
      ),
    ).toMatchObject({ objectives: [95], generated: true });
    const open = KINDS.openSlos.project(
      named({
        spec: {
          service: 'cart',
          objectives: [{ target: 0.995 }, { targetPercent: 90 }],
          indicator: {
            spec: {
              ratioMetric: { good: { metricSource: { spec: { query: 'q' } } } },
            },
          },
        },
      }),
    );
    expect(open).toMatchObject({ objectives: [99.5, 90], queries: ['q'] });
    expect(open.generated).toBeUndefined();
  });

  it('keeps that an Instrumentation exports, not where to', () => {
    const found = KINDS.openTelemetryInstrumentations.project(
      named({
        spec: {
          exporter: { endpoint: `http://user:${CANARY}@otel:4317` },
          sampler: { type: 'parentbased_traceidratio' },
        },
      }),
    );
    expect(found).toMatchObject({
      exports: true,
      sampler: 'parentbased_traceidratio',
    });
    expect(JSON.stringify(found)).not.toContain(CANARY);
  });
});
