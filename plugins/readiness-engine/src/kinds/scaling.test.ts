import { KINDS } from '.';

const named = (rest: object, metadata: object = {}) => ({
  metadata: { name: 'x', namespace: 'shop', ...metadata },
  ...rest,
});

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

describe('projection of autoscalers', () => {
  it('of HorizontalPodAutoscalers keeps what they did and why they cannot', () => {
    expect(
      KINDS.horizontalPodAutoscalers.project(
        named({
          spec: {
            scaleTargetRef: {
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              name: 'cart',
            },
            maxReplicas: 5,
            metrics: [
              {
                type: 'Resource',
                resource: { name: 'cpu', target: { type: 'Utilization' } },
              },
              {
                type: 'ContainerResource',
                containerResource: {
                  name: 'memory',
                  target: { type: 'AverageValue' },
                },
              },
              { type: 'External', external: { metric: { name: 'queue' } } },
            ],
          },
          status: {
            currentReplicas: 3,
            lastScaleTime: '2026-11-20T00:00:00Z',
            conditions: [
              {
                type: 'ScalingActive',
                status: 'False',
                reason: 'FailedGetResourceMetric',
                message: 'the HPA was unable to compute',
                lastTransitionTime: '2026-11-21T00:00:00Z',
              },
            ],
          },
        }),
      ),
    ).toMatchObject({
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
      minReplicas: 1,
      maxReplicas: 5,
      currentReplicas: 3,
      lastScaledAt: at('2026-11-20'),
      utilizationOf: ['cpu'],
      conditions: [
        {
          type: 'ScalingActive',
          status: 'False',
          reason: 'FailedGetResourceMetric',
          since: at('2026-11-21'),
        },
      ],
    });
  });

  it('of the first version of HorizontalPodAutoscalers knows the CPU target', () => {
    expect(
      KINDS.horizontalPodAutoscalers.project(
        named({ spec: { targetCPUUtilizationPercentage: 80 } }),
      ).utilizationOf,
    ).toEqual(['cpu']);
  });

  describe('of ScaledObjects', () => {
    const project = (spec: object, annotations: object = {}) =>
      KINDS.kedaScaledObjects.project(
        named(
          { spec: { scaleTargetRef: { name: 'worker' }, ...spec } },
          { annotations },
        ),
      );

    it('fills in the defaults of KEDA', () => {
      expect(project({})).toMatchObject({
        target: { kind: 'Deployment', name: 'worker' },
        minReplicas: 0,
        maxReplicas: 100,
        paused: false,
      });
    });

    it('takes the replicas of an idle one for its minimum', () => {
      expect(
        project({ minReplicaCount: 3, idleReplicaCount: 0 }).minReplicas,
      ).toBe(0);
    });

    it.each([
      [{ 'autoscaling.keda.sh/paused': 'true' }, true],
      [{ 'autoscaling.keda.sh/paused': 'false' }, false],
      [{ 'autoscaling.keda.sh/paused-replicas': '0' }, true],
    ])('with %j is paused: %s', (annotations, paused) => {
      expect(project({}, annotations).paused).toBe(paused);
    });

    it('leaves the triggers behind', () => {
      const metadata = { connection: 'amqp://user:secret@queue' };
      expect(
        JSON.stringify(project({ triggers: [{ type: 'rabbitmq', metadata }] })),
      ).not.toContain('secret');
    });
  });

  it('of NodePools keeps requirements, those of the template labels too', () => {
    expect(
      KINDS.nodePools.project(
        named({
          spec: {
            limits: { cpu: 100 },
            template: {
              metadata: { labels: { 'karpenter.sh/capacity-type': 'spot' } },
              spec: {
                requirements: [
                  { key: 'arch', operator: 'In', values: ['amd64'] },
                ],
              },
            },
          },
          status: {
            resources: { cpu: '12', nodes: 3 },
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        }),
      ),
    ).toMatchObject({
      limits: { cpu: '100' },
      resources: { cpu: '12', nodes: '3' },
      ready: true,
      requirements: [
        { key: 'arch', operator: 'In', values: ['amd64'] },
        {
          key: 'karpenter.sh/capacity-type',
          operator: 'In',
          values: ['spot'],
        },
      ],
    });
    expect(KINDS.nodePools.project(named({})).ready).toBeUndefined();
  });

  it('of ComputeClasses tells those that ask for Spot VMs', () => {
    const project = (priorities: readonly object[]) =>
      KINDS.computeClasses.project(named({ spec: { priorities } })).spot;
    expect(project([{ machineFamily: 'n4' }, { spot: true }])).toBe(true);
    expect(project([{ machineFamily: 'n4', spot: false }])).toBe(false);
  });
});

describe('projection of guardrails', () => {
  it('of LimitRanges keeps defaults and maxima', () => {
    expect(
      KINDS.limitRanges.project(
        named({
          spec: {
            limits: [
              {
                type: 'Container',
                defaultRequest: { cpu: '100m' },
                default: { memory: '256Mi' },
              },
            ],
          },
        }),
      ).limits,
    ).toEqual([
      {
        type: 'Container',
        defaultRequest: { cpu: '100m' },
        default: { memory: '256Mi' },
        max: {},
      },
    ]);
  });

  it.each([
    [{ scopes: ['BestEffort'] }, true],
    [
      {
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }],
        },
      },
      true,
    ],
    [{}, false],
  ])('of ResourceQuotas with %j is scoped: %s', (spec, scoped) => {
    expect(KINDS.resourceQuotas.project(named({ spec })).scoped).toBe(scoped);
  });

  it('of ResourceQuotas prefers what the quota controller says', () => {
    const spec = { hard: { pods: '10' } };
    expect(KINDS.resourceQuotas.project(named({ spec })).hard).toEqual({
      pods: '10',
    });
    expect(
      KINDS.resourceQuotas.project(
        named({ spec, status: { hard: { pods: '20' }, used: { pods: '3' } } }),
      ),
    ).toMatchObject({ hard: { pods: '20' }, used: { pods: '3' } });
  });

  it('of admission webhooks keeps their Service and neither URL nor certificate', () => {
    const { webhooks } = KINDS.validatingWebhookConfigurations.project(
      named({
        webhooks: [
          {
            name: 'a.example.com',
            clientConfig: {
              service: { namespace: 'kyverno', name: 'kyverno-svc' },
              caBundle: 'Q0E=',
            },
          },
          {
            name: 'b.example.com',
            failurePolicy: 'Ignore',
            clientConfig: { url: 'https://user:secret@hooks.example.com' },
          },
        ],
      }),
    );
    expect(webhooks).toEqual([
      {
        name: 'a.example.com',
        failurePolicy: 'Fail',
        timeoutSeconds: 10,
        service: { namespace: 'kyverno', name: 'kyverno-svc' },
        caBundle: true,
        resources: [],
      },
      {
        name: 'b.example.com',
        failurePolicy: 'Ignore',
        timeoutSeconds: 10,
        resources: [],
      },
    ]);
  });
});

describe('projection of what Karpenter makes', () => {
  const conditions = (...entries: readonly object[]) => ({
    status: { conditions: entries },
  });

  it('of NodePools keeps the conditions that are False, without messages', () => {
    const pool = KINDS.nodePools.project(
      named(
        conditions(
          { type: 'Ready', status: 'True' },
          {
            type: 'NodeRegistrationHealthy',
            status: 'False',
            reason: 'RegistrationFailed',
            message: 'Failed to register node',
            lastTransitionTime: '2026-11-21T00:00:00Z',
          },
        ),
      ),
    );
    expect(pool.failing).toEqual([
      {
        type: 'NodeRegistrationHealthy',
        reason: 'RegistrationFailed',
        since: at('2026-11-21'),
      },
    ]);
  });

  it('of NodeClaims keeps the steps that are not True', () => {
    const claim = (rest: object, metadata: object = {}) =>
      KINDS.nodeClaims.project(named(rest, metadata));
    expect(
      claim(
        conditions(
          { type: 'Launched', status: 'True' },
          {
            type: 'Registered',
            status: 'Unknown',
            reason: 'NodeNotFound',
            lastTransitionTime: '2026-11-21T00:00:00Z',
          },
        ),
        { labels: { 'karpenter.sh/nodepool': 'batch' } },
      ),
    ).toMatchObject({
      pool: 'batch',
      deleting: false,
      pending: [
        {
          type: 'Registered',
          reason: 'NodeNotFound',
          since: at('2026-11-21'),
        },
        { type: 'Initialized' },
      ],
    });
    expect(
      claim({}, { deletionTimestamp: '2026-11-21T00:00:00Z' }).deleting,
    ).toBe(true);
  });
});
