import {
  parseQuantity,
  type AutoscalerStatusObject,
  type NodeClaimObject,
  type NodePoolObject,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Group } from '../nodes/nodeGroups';
import {
  mendAutoscaler,
  mendGroup,
  mendPool,
  mendScheduling,
} from './autoscalerHealthRemediation';

const MINUTE = 60_000;

/** The autoscaler writes its status every 10 s; upstream calls 3 min too long. */
export const LATE_AFTER = 3 * MINUTE;
/** No longer a pause: a change of leader, or a node that boots. */
export const FAILS_AFTER = 15 * MINUTE;

export function lasting(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 1440)} d`;
}

const milder = (state: 'warn' | 'fail') =>
  state === 'warn' ? { severity: 'medium' as const } : {};

function ofStatus(
  state: 'warn' | 'fail',
  code: string,
  message: string,
): Occurrence {
  return {
    state,
    discriminator: 'cluster-autoscaler',
    ...milder(state),
    reasons: [{ code, message }],
    remediation: mendAutoscaler(),
  };
}

/** What the cluster-autoscaler says of itself as a whole. */
export function autoscalerFault(
  status: AutoscalerStatusObject,
  age: number,
): Occurrence | undefined {
  if (age > LATE_AFTER) {
    const said = `The status of the cluster-autoscaler was last written ${lasting(
      age,
    )} ago`;
    return age > FAILS_AFTER
      ? ofStatus(
          'fail',
          'stale',
          `${said}: it does not run, whatever the status says.`,
        )
      : ofStatus('warn', 'late', `${said}; it is written every few seconds.`);
  }
  if (status.health === 'Unhealthy') {
    return ofStatus(
      'fail',
      'unhealthy',
      'The cluster-autoscaler calls the cluster Unhealthy: too many nodes are not ready, and it adds and removes none.',
    );
  }
  return status.status === 'Initializing'
    ? ofStatus(
        'warn',
        'initializing',
        'The cluster-autoscaler is still starting and adds no nodes.',
      )
    : undefined;
}

/** What it says of one group. */
export function groupFault(group: Group): Occurrence | undefined {
  const { name, health, scaleUp, errorCode } = group;
  const isUnhealthy = health === 'Unhealthy';
  if (!isUnhealthy && scaleUp !== 'Backoff') return undefined;
  const state = isUnhealthy ? 'fail' : 'warn';
  return {
    state,
    discriminator: name,
    ...milder(state),
    reasons: [
      isUnhealthy
        ? {
            code: 'group-unhealthy',
            message: `Node group ${name} is Unhealthy: too many of its nodes are not ready, and it is not scaled.`,
          }
        : {
            code: 'backoff',
            message: `Node group ${name} is in back-off${
              errorCode ? ` (${errorCode})` : ''
            }: its last scale-up failed, and for a while no other is tried.`,
          },
    ],
    remediation: mendGroup(group),
  };
}

/** Claims of the pool that have come to no node for too long. */
function stuckClaims(
  pool: NodePoolObject,
  claims: readonly NodeClaimObject[],
  now: number,
): Reason | undefined {
  const stuck = claims.flatMap(claim => {
    const [step] = claim.pending;
    const since = step?.since ?? claim.createdAt ?? now;
    return claim.pool === pool.name &&
      !claim.deleting &&
      step &&
      now - since > FAILS_AFTER
      ? [{ name: claim.name, step, age: now - since }]
      : [];
  });
  if (stuck.length === 0) return undefined;
  const [{ name, step, age }] = stuck;
  return {
    code: 'claim-stuck',
    message: `${stuck.length} NodeClaims of pool ${
      pool.name
    } have come to no node, e.g. ${name}: not ${step.type} for ${lasting(
      age,
    )} (${step.reason ?? 'no reason given'}).`,
  };
}

/** What Karpenter says of one pool. */
export function poolFault(
  pool: NodePoolObject,
  claims: readonly NodeClaimObject[],
  now: number,
): Occurrence | undefined {
  const failing = (type: string) =>
    pool.failing.find(condition => condition.type === type);
  const causes = pool.failing
    .filter(({ type }) => type !== 'Ready')
    .map(({ type, reason }) => (reason ? `${type}: ${reason}` : type))
    .join(', ');
  const unregistered = failing('NodeRegistrationHealthy');
  const stuck = stuckClaims(pool, claims, now);
  const notReady: Reason | undefined =
    pool.ready === false
      ? {
          code: 'pool-not-ready',
          message: `NodePool ${pool.name} is not Ready${
            causes && ` (${causes})`
          }: Karpenter makes no nodes for it.`,
          field: 'status.conditions',
        }
      : undefined;
  const reasons: readonly (Reason | undefined)[] = [
    notReady,
    !notReady && unregistered
      ? {
          code: 'registration-unhealthy',
          message: `Nodes of NodePool ${pool.name} do not join the cluster (${
            unregistered.reason ?? 'no reason given'
          }).`,
          field: 'status.conditions',
        }
      : undefined,
    stuck,
  ];
  const seen = reasons.flatMap(reason => reason ?? []);
  if (seen.length === 0) return undefined;
  const state = notReady ? 'fail' : 'warn';
  return {
    state,
    discriminator: pool.name,
    ...milder(state),
    reasons: seen,
    remediation: mendPool(pool),
  };
}

/** Whether a limit of the pool is used up; without a limit none is. */
const isFull = ({ limits, resources }: NodePoolObject) =>
  Object.entries(limits).some(([resource, limit]) => {
    const most = parseQuantity(limit);
    const used = parseQuantity(resources[resource] ?? '0');
    return most !== undefined && used !== undefined && used.nano >= most.nano;
  });

/** Pods that wait for a node although there is room for one. */
export function pendingFault(
  workloads: readonly Workload[],
  groups: readonly Group[],
  pools: readonly NodePoolObject[],
  now: number,
): Occurrence | undefined {
  const hasRoom =
    groups.some(({ max, target }) => target !== undefined && target < max) ||
    pools.some(pool => pool.ready && !pool.static && !isFull(pool));
  // No autoscaler adds a node for a pod of a DaemonSet.
  const waiting = workloads.filter(
    ({ kind, live }) =>
      kind !== 'DaemonSet' &&
      live.unschedulableSince !== undefined &&
      now - live.unschedulableSince > FAILS_AFTER,
  );
  if (!hasRoom || waiting.length === 0) return undefined;
  const [{ kind, namespace, name, live }] = waiting;
  return {
    state: 'fail',
    discriminator: 'pending-pods',
    reasons: [
      {
        code: 'pods-pending',
        message: `Pods of ${
          waiting.length
        } workloads wait for a node although groups may grow, e.g. ${kind} ${namespace}/${name} for ${lasting(
          now - (live.unschedulableSince ?? now),
        )}.`,
      },
    ],
    remediation: mendScheduling(namespace),
  };
}
