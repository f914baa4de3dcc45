import fc from 'fast-check';
import { parse } from 'yaml';
import type { HpaObject } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { hpaState } from './autoscalerState';
import { hpaFunctional as check } from './hpaFunctional';
import {
  hoursAgo,
  hpa,
  hpaFunctionalCases,
  scaledObject,
} from './hpaFunctional.cases';

describeCases(hpaFunctionalCases);

const NO_METRIC = {
  conditions: [
    {
      type: 'ScalingActive',
      status: 'False',
      reason: 'FailedGetResourceMetric',
      lastTransitionTime: hoursAgo(9),
    },
  ],
};

describe('remediation of cost-hpa-functional', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects })).occurrences[0].remediation;

  it('sets the request that the share is of', async () => {
    const containers = [
      container({ name: 'app', resources: {} }),
      container({ name: 'sized' }),
    ];
    const { content, target } = await remediationOf(
      deployment(podSpec({ containers })),
      hpa(NO_METRIC),
    );
    expect(target).toMatchObject({ kind: 'Deployment', name: 'app' });
    expect(parse(content).spec.template.spec.containers).toEqual([
      { name: 'app', resources: { requests: { cpu: '100m' } } },
    ]);
  });

  it('looks further where the requests are there', async () => {
    const { content } = await remediationOf(deployment(), hpa(NO_METRIC));
    expect(content).toBe('kubectl -n shop describe hpa app\n');
  });

  const atMaximum = {
    currentReplicas: 10,
    lastScaleTime: hoursAgo(100),
    conditions: [{ type: 'ScalingActive', status: 'True' }],
  };

  it('raises the maximum, in the source where it is delivered', async () => {
    const metadata = {
      annotations: {
        'argocd.argoproj.io/tracking-id':
          'shop:autoscaling/HorizontalPodAutoscaler:shop/app',
      },
    };
    const remediation = await remediationOf(
      deployment(),
      hpa(atMaximum, { metadata }),
    );
    expect(parse(remediation.content)).toEqual({ spec: { maxReplicas: 15 } });
    expect(remediation.note).toContain('Argo CD application shop');
  });

  it('raises it in the ScaledObject where KEDA owns the autoscaler', async () => {
    const { content, target } = await remediationOf(
      deployment(),
      scaledObject([{ type: 'Ready', status: 'True' }], {
        spec: { minReplicaCount: 1 },
      }),
      hpa(atMaximum, { metadata: { name: 'keda-hpa-queue' } }),
    );
    expect(target).toMatchObject({ kind: 'ScaledObject', name: 'queue' });
    expect(parse(content)).toEqual({ spec: { maxReplicaCount: 15 } });
  });
});

describe('what a single look proves', () => {
  const HOUR = 3_600_000;
  const NOW = 1_000 * 24 * HOUR;
  const WINDOW = 7 * 24;

  /** Hours of the last 7 days at the maximum, of a history of steps. */
  function hoursAtMaximum(steps: readonly (readonly [number, number])[]) {
    let hours = 0;
    for (let hour = 1; hour <= WINDOW; hour++) {
      const [replicas] = steps
        .filter(([ago]) => ago >= hour)
        .sort(([a], [b]) => a - b)
        .map(([, count]) => count);
      if ((replicas ?? 0) >= 5) hours += 1;
    }
    return hours;
  }

  it('is never more than what the history would have shown', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(
            fc.integer({ min: 1, max: 40 * 24 }),
            fc.integer({ min: 1, max: 5 }),
          ),
          { minLength: 1, maxLength: 8, selector: ([ago]) => ago },
        ),
        fc.integer({ min: 1, max: 50 * 24 }),
        (steps, limitedFor) => {
          const [last] = [...steps].sort(([a], [b]) => a - b);
          const seen: HpaObject = {
            name: 'app',
            labels: {},
            annotations: {},
            target: { kind: 'Deployment', name: 'app' },
            minReplicas: 1,
            maxReplicas: 5,
            currentReplicas: last[1],
            lastScaledAt: NOW - last[0] * HOUR,
            utilizationOf: [],
            conditions: [
              { type: 'ScalingActive', status: 'True' },
              {
                type: 'ScalingLimited',
                status: 'True',
                reason: last[1] === 5 ? 'TooManyReplicas' : 'TooFewReplicas',
                since: NOW - limitedFor * HOUR,
              },
            ],
          };
          const { findings, rest } = hpaState(seen, NOW, 90);
          const share = hoursAtMaximum(steps) / WINDOW;
          const maximum = findings.find(
            ({ trouble }) => trouble === 'at-maximum',
          );
          const untrue = [
            maximum?.state === 'fail' && share <= 0.2,
            maximum !== undefined && share <= 0.05,
            maximum === undefined && rest === 'proven' && share > 0.05,
          ];
          expect(untrue).toEqual([false, false, false]);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});

(hasRecording ? describe : describe.skip)(
  'cost-hpa-functional on the recorded cluster',
  () => {
    it('warns of the recorded autoscaler that got no metric five minutes ago', async () => {
      const verdict = await verdictOf({
        check,
        objects: [
          recorded('apps_v1_deployments', 'frontend'),
          recorded('autoscaling_v2_horizontalpodautoscalers', 'frontend'),
        ],
      });
      expect(verdict.state).toBe('warn');
      expect(verdict.occurrences[0].reasons[0].message).toBe(
        'ScalingActive of autoscaler frontend has been False for 5 min (FailedGetResourceMetric): it does not scale.',
      );
    });
  },
);
