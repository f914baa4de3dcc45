import {
  defineCheck,
  evidence,
  found,
  isUnreadable,
  list,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  autoscalersOf,
  isOfKeda,
  scaledObjectOf,
  steadyReplicas,
} from '../replicas';
import { addReplica } from './replicaRemediation';

const reads = [
  ...workloads(),
  list('horizontalPodAutoscalers'),
  optionalList('kedaScaledObjects'),
  optionalList('persistentVolumeClaims'),
  evidence('failover'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Subject = JudgedSubjects['workload'];

const SINGLETON = 'readiness.io/singleton';

/** A singleton that is back sooner is hardly missed. */
const BACK_WITHIN_SECONDS = 60;

const BOUND_TO_A_NODE = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** What Knative runs is started by the first request and stopped after the last. */
const isKnative = ({ owner, labels }: Workload) =>
  owner?.apiVersion.startsWith('serving.knative.dev/') === true ||
  Object.hasOwn(labels, 'serving.knative.dev/service');

/** `undefined` where the claims that would tell cannot be read. */
function isSingletonByDesign(
  { strategy, claims, namespace }: Workload,
  inventory: Seen,
  context: Context,
): boolean | undefined {
  if (strategy !== 'Recreate' || claims.length === 0) return false;
  if (isUnreadable(context.source('persistentVolumeClaims').state)) {
    return undefined;
  }
  return inventory.persistentVolumeClaims.some(
    claim =>
      claim.namespace === namespace &&
      claims.includes(claim.name) &&
      claim.accessModes.some(mode => BOUND_TO_A_NODE.includes(mode)),
  );
}

function isDeclaredSingleton({ workload, entity }: Subject): boolean {
  const said = [
    workload.annotations,
    workload.template?.annotations,
    entity?.annotations,
  ]
    .map(annotations => annotations?.[SINGLETON])
    .find(value => value !== undefined);
  return said !== undefined && said.trim() !== 'false';
}

/** Somebody recorded that it was back in time after it had been lost. */
function provenRestart(
  { subject }: Subject,
  inventory: Seen,
  { now }: Context,
): { seconds: number; at: string } | undefined {
  const key = subjectKey(subject);
  const [newest] = inventory.evidence
    .filter(
      record =>
        record.what === 'failover' &&
        record.subjects.includes(key) &&
        record.outcome === 'success' &&
        Date.parse(record.expiresAt) > now,
    )
    .sort((a, b) => (a.performedAt < b.performedAt ? 1 : -1));
  const seconds = newest?.measured?.rtoSeconds;
  return newest && seconds !== undefined && seconds < BACK_WITHIN_SECONDS
    ? { seconds, at: newest.performedAt }
    : undefined;
}

function single(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Occurrence {
  const { workload, tier } = subject;
  const autoscaler = autoscalersOf(workload, inventory)[0];
  const by = autoscaler
    ? `its autoscaler ${autoscaler.name} may go down to that`
    : 'the loss of its node is an outage';
  const declared = isDeclaredSingleton(subject);
  const proof = declared
    ? provenRestart(subject, inventory, context)
    : undefined;
  const reasons: Reason[] = [
    {
      code: 'single-replica',
      message: `One replica on tier ${tier}: ${by}.`,
      field: 'spec.replicas',
    },
  ];
  if (declared) {
    reasons.push(
      proof
        ? {
            code: 'singleton-proven',
            message: `It is declared a singleton and was Ready again after ${
              proof.seconds
            } s on ${proof.at.slice(0, 10)}.`,
          }
        : {
            code: 'singleton-not-proven',
            message: `It is declared a singleton; nobody recorded that it is Ready again within ${BACK_WITHIN_SECONDS} s.`,
          },
    );
  }
  return {
    state: proof ? 'warn' : 'fail',
    ...(declared && { severity: proof ? 'low' : 'medium' }),
    reasons,
    remediation: addReplica(workload, inventory, context.cluster.uid, declared),
  };
}

export function judgeMultiReplica(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { workload, environment, tier } = subject;
  if (workload.classes.has('agent') || workload.classes.has('batch')) {
    return na('not-replicated', 'It runs per node or to an end.');
  }
  if (environment !== 'prod') {
    return na('not-production', 'One replica will do outside of production.');
  }
  if (tier === 3) return na('tier-3', 'One replica will do on tier 3.');
  if (isKnative(workload)) {
    return na('scale-to-zero', 'Knative starts and stops it by its requests.');
  }
  const scaledObject = scaledObjectOf(workload, inventory);
  if (scaledObject && !scaledObject.paused && scaledObject.minReplicas === 0) {
    return na('scale-to-zero', 'KEDA scales it to zero by design.');
  }
  const replicas = steadyReplicas(workload, inventory);
  if (replicas === undefined) return undecidable('replicas');
  if (replicas === 0) return na('no-replicas', 'It runs no pods.');
  if (replicas > 1) {
    return pass({
      code: 'replicated',
      message: `At least ${replicas} replicas run.`,
    });
  }
  const isHidden =
    isUnreadable(context.source('kedaScaledObjects').state) &&
    autoscalersOf(workload, inventory).some(isOfKeda);
  if (isHidden) return undecidable('kedaScaledObjects');
  const byDesign = isSingletonByDesign(workload, inventory, context);
  if (byDesign === undefined) return undecidable('persistentVolumeClaims');
  return byDesign
    ? na(
        'singleton-by-design',
        'Its volume has one writer and it is recreated, not replicated: its restore is what counts.',
      )
    : found([single(subject, inventory, context)]);
}

/** `rec-multi-replica` (`catalogue/40` R4). */
export const multiReplica = defineCheck({
  id: 'rec-multi-replica',
  title: 'No single-replica critical service',
  dimension: 'recovery',
  control: 'R4',
  scope: { types: ['workload'], classes: ['service', 'worker'] },
  severity: 'high',
  stage: 'configured',
  effort: 'S',
  fixKey: 'ha-replicas',
  gate: 'configured',
  reads,
  texts: {
    why: 'With one replica every drain, every upgrade and every lost node is an outage as long as the pod takes to start elsewhere. The second one costs less than the first night.',
    rules: {
      pass: 'At least two replicas: by `spec.replicas`, or by the minimum of what scales it.',
      warn: `One replica, declared a singleton (annotation ${SINGLETON}), and a recorded failover shows that it was Ready again within ${BACK_WITHIN_SECONDS} s.`,
      fail: 'One replica. Of medium severity where it is declared a singleton and nobody recorded how fast it comes back.',
      na: 'Tier 3, not production, batch, DaemonSets, scaled to zero by KEDA or Knative, no replicas, and singletons by design: strategy Recreate with a volume of one writer.',
      unknown:
        'Autoscalers, ScaledObjects, the claims of a singleton or the number of replicas cannot be read.',
    },
    traps: [
      'Git leaves `replicas` out where an autoscaler owns it; its minimum counts.',
      'KEDA and Knative go to zero by design.',
      'A second replica of a database is a second, empty database, unless its operator replicates.',
      'What declares no tier counts as tier 2.',
    ],
    fix: 'Two replicas, a spread and a disruption budget in one change.',
    references: [
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/',
    ],
  },
  judge: judgeMultiReplica,
});
