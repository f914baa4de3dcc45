import type {
  HpaObject,
  Reason,
  ScaledObject,
  ScalingCondition,
} from '@readiness/backstage-plugin-readiness-engine';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Until then a metric may be missing for a moment. */
const INACTIVE_FAILS_AFTER = 30 * MINUTE;

/** Shares of these days at the maximum. */
const WINDOW = 7 * DAY;
const WARN_SHARE = 0.05;
const FAIL_SHARE = 0.2;

/** Replicas that changed within it show that it works. */
const RECENT = 30 * DAY;

/** Old versions call a pause between two steps an inability. */
const BETWEEN_STEPS = /^Backoff/;

export type Trouble =
  | 'inactive'
  | 'at-maximum'
  | 'fixed-size'
  | 'never-scaled'
  | 'keda-not-ready'
  | 'paused';

/** What is wrong with an autoscaler, the worst first by its place. */
export interface Finding {
  state: 'warn' | 'fail';
  trouble: Trouble;
  reason: Reason;
}

/** What an autoscaler shows of itself. */
export interface Seen {
  findings: readonly Finding[];
  /**
   * `off`: its target is scaled to zero, and it rests. `proven`: it is in
   * order over the whole time that the rule asks for. `unseen`: nothing is
   * wrong, and the time before was not seen. `unread`: it has no conditions.
   */
  rest: 'off' | 'proven' | 'unseen' | 'unread';
}

const conditionOf = (
  conditions: readonly ScalingCondition[],
  type: string,
): ScalingCondition | undefined =>
  conditions.find(condition => condition.type === type);

function lasting(age: number): string {
  if (age < 120 * MINUTE) return `${Math.max(0, Math.floor(age / MINUTE))} min`;
  return age < 2 * DAY
    ? `${Math.floor(age / (60 * MINUTE))} h`
    : `${Math.floor(age / DAY)} d`;
}

export const isResting = ({ conditions }: HpaObject) =>
  conditionOf(conditions, 'ScalingActive')?.reason === 'ScalingDisabled';

/** It gets no metric, or cannot reach its target. */
function inactive(hpa: HpaObject, now: number): Finding | undefined {
  const failed = ['ScalingActive', 'AbleToScale']
    .map(type => conditionOf(hpa.conditions, type))
    .find(
      condition =>
        condition?.status === 'False' &&
        !BETWEEN_STEPS.test(condition.reason ?? ''),
    );
  if (!failed) return undefined;
  const age = now - (failed.since ?? hpa.createdAt ?? now);
  const { type, reason = 'no reason given' } = failed;
  return {
    state: age > INACTIVE_FAILS_AFTER ? 'fail' : 'warn',
    trouble: 'inactive',
    reason: {
      code: 'scaling-inactive',
      message: `${type} of autoscaler ${hpa.name} has been False for ${lasting(
        age,
      )} (${reason}): it does not scale.`,
      field: 'status.conditions',
    },
  };
}

/**
 * Since when it has been at its maximum. The condition stays True when it
 * turns from too few to too many, so that its time alone proves nothing; what
 * it did last ended there.
 */
function atMaximumSince(hpa: HpaObject): number | undefined {
  const { currentReplicas = 0, maxReplicas, lastScaledAt } = hpa;
  if (maxReplicas <= 0 || currentReplicas < maxReplicas) return undefined;
  const limited = conditionOf(hpa.conditions, 'ScalingLimited');
  const isLimited =
    limited?.status === 'True' && limited.reason === 'TooManyReplicas';
  if (!isLimited) return lastScaledAt;
  return limited.since === undefined
    ? lastScaledAt
    : Math.max(limited.since, lastScaledAt ?? 0);
}

function atMaximum(hpa: HpaObject, now: number): Finding | undefined {
  const since = atMaximumSince(hpa);
  if (since === undefined) return undefined;
  const share = Math.min(1, (now - since) / WINDOW);
  if (share <= WARN_SHARE) return undefined;
  return {
    state: share > FAIL_SHARE ? 'fail' : 'warn',
    trouble: 'at-maximum',
    reason: {
      code: 'at-maximum',
      message: `Autoscaler ${hpa.name} has been at its maximum of ${
        hpa.maxReplicas
      } for ${lasting(now - since)}: more load finds no more replicas.`,
      field: 'spec.maxReplicas',
    },
  };
}

function fixedSize(
  name: string,
  { minReplicas, maxReplicas }: Pick<HpaObject, 'minReplicas' | 'maxReplicas'>,
): Finding | undefined {
  return minReplicas < maxReplicas
    ? undefined
    : {
        state: 'warn',
        trouble: 'fixed-size',
        reason: {
          code: 'fixed-size',
          message: `Autoscaler ${name} has a minimum of ${minReplicas} and a maximum of ${maxReplicas}: it never scales.`,
          field: 'spec.maxReplicas',
        },
      };
}

function neverScaled(
  hpa: HpaObject,
  now: number,
  after: number,
): Finding | undefined {
  const since = hpa.lastScaledAt ?? hpa.createdAt;
  if (since === undefined || now - since <= after) return undefined;
  return {
    state: 'warn',
    trouble: 'never-scaled',
    reason: {
      code: 'never-scaled',
      message: `Autoscaler ${
        hpa.name
      } has not changed the replicas for ${lasting(
        now - since,
      )}: its target may be out of reach.`,
      field: 'status.lastScaleTime',
    },
  };
}

/**
 * Proven is only what a single look can prove: the last change lies far enough
 * back to cover the days that count, and it did not end at the maximum.
 */
function isProven(hpa: HpaObject, now: number): boolean {
  const { currentReplicas, maxReplicas, lastScaledAt } = hpa;
  if (currentReplicas === undefined || lastScaledAt === undefined) return false;
  const age = now - lastScaledAt;
  return (
    currentReplicas < maxReplicas &&
    age >= WINDOW * (1 - WARN_SHARE) &&
    age <= RECENT
  );
}

const some = (...findings: readonly (Finding | undefined)[]) =>
  findings.filter((finding): finding is Finding => finding !== undefined);

/** What a HorizontalPodAutoscaler shows of itself. */
export function hpaState(
  hpa: HpaObject,
  now: number,
  /** Days without a change after which it is held not to work; absent for any. */
  idleDays: number | undefined,
): Seen {
  if (isResting(hpa)) return { findings: [], rest: 'off' };
  const active = conditionOf(hpa.conditions, 'ScalingActive');
  const broken = inactive(hpa, now);
  if (broken) return { findings: [broken], rest: 'unseen' };
  const fixed = fixedSize(hpa.name, hpa);
  const findings = some(
    fixed ? undefined : atMaximum(hpa, now),
    fixed,
    fixed || idleDays === undefined
      ? undefined
      : neverScaled(hpa, now, idleDays * DAY),
  );
  if (active?.status !== 'True') return { findings, rest: 'unread' };
  return { findings, rest: isProven(hpa, now) ? 'proven' : 'unseen' };
}

/** KEDA gives no time with its conditions; its own autoscaler does. */
function notReady(
  scaledObject: ScaledObject,
  hpa: HpaObject | undefined,
  now: number,
): Finding | undefined {
  const ready = conditionOf(scaledObject.conditions, 'Ready');
  if (ready?.status !== 'False') return undefined;
  const age = now - (scaledObject.createdAt ?? now);
  const works =
    hpa !== undefined && hpaState(hpa, now, undefined).findings.length === 0;
  return {
    state: works || age <= INACTIVE_FAILS_AFTER ? 'warn' : 'fail',
    trouble: 'keda-not-ready',
    reason: {
      code: 'keda-not-ready',
      message: `ScaledObject ${scaledObject.name} is not Ready (${
        ready.reason ?? 'no reason given'
      }).`,
      field: 'status.conditions',
    },
  };
}

/** What a ScaledObject and the autoscaler that KEDA made of it show. */
export function scaledObjectState(
  scaledObject: ScaledObject,
  hpa: HpaObject | undefined,
  now: number,
  idleDays: number,
): Seen {
  const { name, paused, minReplicas } = scaledObject;
  if (paused) {
    return {
      findings: [
        {
          state: 'warn',
          trouble: 'paused',
          reason: {
            code: 'paused',
            message: `ScaledObject ${name} is paused by an annotation: it does not scale.`,
            field: 'metadata.annotations',
          },
        },
      ],
      rest: 'unseen',
    };
  }
  // From zero and back KEDA scales itself, and its autoscaler does not see it.
  const below =
    hpa && hpaState(hpa, now, minReplicas > 0 ? idleDays : undefined);
  const broken = notReady(scaledObject, hpa, now);
  const fixed = fixedSize(name, scaledObject);
  const findings = some(
    broken,
    fixed,
    ...(below?.findings ?? []).filter(
      ({ trouble }) =>
        trouble !== 'fixed-size' && !(fixed && trouble !== 'inactive'),
    ),
  );
  if (!conditionOf(scaledObject.conditions, 'Ready')) {
    return { findings, rest: 'unread' };
  }
  return {
    findings,
    rest: below?.rest === 'proven' ? 'proven' : 'unseen',
  };
}
