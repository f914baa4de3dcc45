import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type HpaObject,
  type Inventory,
  type Judgement,
  type KeysOf,
  type Occurrence,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { metricsNotSeen } from '../metricsConnection';
import { autoscalersOf, isOfKeda, scaledObjectOf } from '../replicas';
import type { Scaler } from '../scalerPatch';
import { fixScaler } from './autoscalerFixes';
import { hpaState, scaledObjectState, type Seen } from './autoscalerState';

const reads = [
  ...workloads(),
  list('horizontalPodAutoscalers'),
  optionalList('kedaScaledObjects'),
] as const;

type Scalers = Pick<Inventory, KeysOf<typeof reads>>;

/** Everything that scales a workload, KEDA's own autoscaler with its ScaledObject. */
function scalersOf(workload: Workload, inventory: Scalers): readonly Scaler[] {
  const all = autoscalersOf(workload, inventory);
  const scaledObject = scaledObjectOf(workload, inventory);
  if (!scaledObject)
    return all.map(object => ({ type: 'hpa', object, hpa: object }));
  const isIts = (hpa: HpaObject) =>
    hpa.name === scaledObject.hpaName || isOfKeda(hpa);
  return [
    { type: 'keda', object: scaledObject, hpa: all.find(isIts) },
    ...all
      .filter(hpa => !isIts(hpa))
      .map(object => ({ type: 'hpa' as const, object, hpa: object })),
  ];
}

function stateOf(scaler: Scaler, now: number, idleDays: number): Seen {
  const { object, hpa } = scaler;
  return 'paused' in object
    ? scaledObjectState(object, hpa, now, idleDays)
    : hpaState(object, now, idleDays);
}

function occurrence(
  scaler: Scaler,
  { findings }: Seen,
  workload: Workload,
  cluster: string,
): Occurrence | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const fails = findings.some(({ state }) => state === 'fail');
  return {
    state: fails ? 'fail' : 'warn',
    discriminator: scaler.object.name,
    ...(!fails && { severity: 'low' }),
    reasons: findings.map(({ reason }) => reason),
    remediation: fixScaler(scaler, first.trouble, workload, cluster),
  };
}

/** `cost-hpa-functional` (`catalogue/30` C2). */
export const hpaFunctional = defineCheck({
  id: 'cost-hpa-functional',
  title: 'Horizontal scaling works where it is declared',
  dimension: 'cost',
  control: 'C2',
  scope: { types: ['workload'], classes: ['service', 'worker'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'hpa',
  gate: 'used',
  reads,
  texts: {
    why: 'An autoscaler that gets no metric, or stands at its maximum for days, looks like elasticity and is none. The peak finds the replicas of yesterday, and the night pays for those of the day.',
    rules: {
      pass: 'It gets its metric, its last change of the replicas lies between 6.6 and 30 days back, and it did not end at the maximum: more of the last 7 days than 95 % are seen to be below it.',
      warn: 'At the maximum for 5 to 20 % of 7 days, a minimum equal to the maximum, no change of the replicas within `scale.testedDays`, no metric for less than 30 min, or paused; or nothing is wrong and no metrics store is connected that would show the last 7 days (not-live-verified, one task of the platform).',
      fail: 'ScalingActive or AbleToScale has been False for more than 30 min; at the maximum for more than 20 % of 7 days; or KEDA says that a ScaledObject is not Ready and its autoscaler does not work.',
      na: 'No autoscaler scales it, or it is scaled to zero and its autoscaler rests.',
      unknown:
        'HorizontalPodAutoscalers cannot be listed, ScaledObjects cannot while nothing else scales it, or an autoscaler has no conditions.',
    },
    traps: [
      'FailedGetResourceMetric mostly means that a container has no request for the resource.',
      'ScalingLimited stays True when it turns from too few to too many: only the later of its time and of the last scaling counts.',
      'An autoscaler and a VerticalPodAutoscaler on the same metric work against each other.',
      'A manifest in Git that pins `replicas` undoes what the autoscaler does.',
      'KEDA scales from zero and back by itself; its autoscaler rests meanwhile.',
    ],
    fix: 'Set the requests it reckons with, raise the maximum, or mend the metric.',
    references: [
      'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
    ],
  },
  judge({ workload }, inventory, context): Judgement {
    const scalers = scalersOf(workload, inventory);
    if (scalers.length === 0) {
      return isUnreadable(context.source('kedaScaledObjects').state)
        ? undecidable('kedaScaledObjects')
        : na('no-autoscaler', 'Nothing scales it.');
    }
    const { uid } = context.cluster;
    const idleDays = context.threshold('scale.testedDays');
    const seen = scalers.map(scaler => ({
      scaler,
      state: stateOf(scaler, context.now, idleDays),
    }));
    const occurrences = seen.flatMap(
      ({ scaler, state }) => occurrence(scaler, state, workload, uid) ?? [],
    );
    if (occurrences.length > 0) return found(occurrences);
    const rests = seen.map(({ state }) => state.rest);
    if (rests.includes('unread')) {
      return undecidable(
        'status.conditions',
        'Its autoscaler has no conditions yet.',
      );
    }
    if (rests.every(rest => rest === 'off')) {
      return na('scaled-to-zero', 'It runs no pods, and its autoscaler rests.');
    }
    if (rests.includes('unseen')) {
      return found([
        metricsNotSeen(
          context,
          'The autoscaler gets its metric and nothing is wrong with it now; the last 7 days were not seen.',
          'the replicas over 7 days can be read',
        ),
      ]);
    }
    return pass({
      code: 'scales',
      message: 'The autoscaler changed the replicas within 30 d and has room.',
    });
  },
});
