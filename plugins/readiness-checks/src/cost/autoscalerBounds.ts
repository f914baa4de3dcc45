import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  named,
  optionalList,
  parseQuantity,
  pass,
  sumQuantities,
  undecidable,
  type AutoscalerStatusObject,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type KeysOf,
  type NodeObject,
  type NodePoolObject,
  type Occurrence,
  type Quantity,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  currentStatus,
  groupsOf,
  isServerless,
  poolOf,
  type Group,
} from '../nodes/nodeGroups';
import { unseenAutoscaler } from '../nodes/unseenAutoscaler';
import { zonesOf } from '../nodes/zones';
import {
  keepTwo,
  limitPool,
  raiseLimit,
  raiseMaximum,
} from './boundRemediation';

/** Of the maximum. */
const WARN_ABOVE = 0.8;
const FAIL_FROM = 0.95;

/** Fewer nodes than that do not outlive the loss of one. */
const LEAST_NODES = 2;

const reads = [
  list('nodes'),
  optionalList('nodePools'),
  named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
  optionalList('computeClasses'),
  optionalList('openshiftClusterAutoscalers'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;

/** Pools that EKS Auto Mode keeps and nobody can edit. */
const isBuiltIn = ({ name, nodeClassGroup }: NodePoolObject) =>
  nodeClassGroup === 'eks.amazonaws.com' &&
  (name === 'general-purpose' || name === 'system');

const percent = (share: number) => `${Math.round(share * 100)} %`;

function close(
  share: number,
  about: {
    discriminator: string;
    message: string;
    remediation: Occurrence['remediation'];
  },
): Occurrence | undefined {
  if (share <= WARN_ABOVE) return undefined;
  const { discriminator, message, remediation } = about;
  return {
    state: share >= FAIL_FROM ? 'fail' : 'warn',
    discriminator,
    ...(share < FAIL_FROM && { severity: 'low' }),
    reasons: [{ code: 'no-headroom', message }],
    remediation,
  };
}

function judgeGroup(
  group: Group,
  nodes: readonly NodeObject[],
  status: AutoscalerStatusObject | undefined,
): Occurrence | undefined {
  const { name, max, target = 0 } = group;
  const share = target / max;
  return close(share, {
    discriminator: name,
    message: `Node group ${name} has ${target} of at most ${max} nodes (${percent(
      share,
    )}): more load finds no more nodes.`,
    remediation: raiseMaximum(
      group,
      nodes.find(node => groupsOf(node, status).includes(group)),
    ),
  });
}

/** The names come from the cluster: `constructor` is one of them as well. */
const amountOf = (
  amounts: Readonly<Record<string, string>>,
  resource: string,
): string | undefined =>
  Object.hasOwn(amounts, resource) ? amounts[resource] : undefined;

/** What the nodes of a pool have, by the pool's own word or by theirs. */
function usedOf(
  pool: NodePoolObject,
  nodes: readonly NodeObject[],
  resource: string,
): Quantity | undefined {
  const said = amountOf(pool.resources, resource);
  if (said !== undefined) return parseQuantity(said);
  const own = nodes.filter(node => poolOf(node) === pool.name);
  return resource === 'nodes'
    ? parseQuantity(String(own.length))
    : sumQuantities(
        own.flatMap(
          ({ allocatable }) =>
            parseQuantity(amountOf(allocatable, resource)) ?? [],
        ),
      );
}

const NOTHING: Quantity = { nano: 0n };

function unlimited(
  pool: NodePoolObject,
  nodes: readonly NodeObject[],
  cluster: string,
): Occurrence {
  const has = (resource: string) => usedOf(pool, nodes, resource) ?? NOTHING;
  return {
    state: 'fail',
    discriminator: pool.name,
    reasons: [
      {
        code: 'no-limits',
        message: `NodePool ${pool.name} has no limits: whatever pods ask for is bought.`,
        field: 'spec.limits',
      },
    ],
    remediation: limitPool(
      pool,
      { cpu: has('cpu'), memory: has('memory') },
      cluster,
    ),
  };
}

/** `broken` where an amount cannot be read. */
function judgePool(
  pool: NodePoolObject,
  nodes: readonly NodeObject[],
  cluster: string,
): Occurrence | 'broken' | undefined {
  const limits = Object.entries(pool.limits);
  if (limits.length === 0) return unlimited(pool, nodes, cluster);
  const rows = limits.map(([resource, limit]) => ({
    resource,
    limit,
    most: parseQuantity(limit),
    used: usedOf(pool, nodes, resource),
  }));
  const shares = rows.flatMap(({ resource, limit, most, used }) =>
    // A limit of nothing shuts the pool.
    most && used && most.nano > 0n
      ? [
          {
            resource,
            limit,
            used,
            share: Number((used.nano * 10_000n) / most.nano) / 10_000,
          },
        ]
      : [],
  );
  const [tightest] = [...shares].sort((a, b) => b.share - a.share);
  const occurrence =
    tightest &&
    close(tightest.share, {
      discriminator: pool.name,
      message: `NodePool ${pool.name} has taken ${percent(
        tightest.share,
      )} of its limit of ${tightest.limit} ${
        tightest.resource
      }: more load finds no more nodes.`,
      remediation: raiseLimit(pool, tightest.resource, tightest.used, cluster),
    });
  const isBroken = rows.some(({ most, used }) => !most || !used);
  return isBroken && occurrence?.state !== 'fail' ? 'broken' : occurrence;
}

/** Where all nodes are in groups, their minima are what is left at night. */
function judgeMinimum(
  nodes: readonly NodeObject[],
  status: AutoscalerStatusObject | undefined,
): Occurrence | undefined {
  const groups = status?.groups ?? [];
  const isSized = nodes.every(node => groupsOf(node, status).length > 0);
  if (groups.length === 0 || nodes.length === 0 || !isSized) return undefined;
  const least = groups.reduce((sum, { min }) => sum + min, 0);
  const kept = nodes.filter(node =>
    groupsOf(node, status).some(({ min }) => min > 0),
  );
  const [zone, ...others] = zonesOf(kept);
  const tooFew = least < LEAST_NODES;
  const inOneZone =
    zone !== undefined && others.length === 0 && zonesOf(nodes).length > 1;
  if (!tooFew && !inOneZone) return undefined;
  return {
    state: 'warn',
    discriminator: 'minimum',
    severity: 'low',
    reasons: [
      tooFew
        ? {
            code: 'minimum-too-small',
            message: `The minima of all node groups add up to ${least}: a cluster of production may shrink to that.`,
          }
        : {
            code: 'minimum-in-one-zone',
            message: `All node groups with a minimum have their nodes in zone ${zone}.`,
          },
    ],
    remediation: keepTwo(groups),
  };
}

/** There is nothing to judge: is that an answer? */
function judgeNothing(
  nodes: readonly NodeObject[],
  inventory: Seen,
  status: AutoscalerStatusObject | undefined,
): Judgement {
  if (inventory.nodePools.some(isBuiltIn)) {
    return na('built-in', 'EKS Auto Mode keeps its pools by itself.');
  }
  if ((status?.groups.length ?? 0) + inventory.nodePools.length > 0) {
    return na('fixed-size', 'Every group has a fixed number of nodes.');
  }
  return unseenAutoscaler(nodes, inventory);
}

const severe = ({ state }: Occurrence) => state === 'fail';

function judgeBounds(inventory: Seen, context: Context): Judgement {
  const nodes = inventory.nodes.filter(node => !isServerless(node));
  const status = currentStatus(inventory.autoscalerStatus, context.now);
  const groups = (status?.groups ?? []).filter(({ min, max }) => min < max);
  const pools = inventory.nodePools.filter(
    pool => !pool.static && !isBuiltIn(pool),
  );
  const judged = pools.map(pool => judgePool(pool, nodes, context.cluster.uid));
  const minimum =
    context.cluster.environment === 'prod'
      ? judgeMinimum(nodes, status)
      : undefined;
  const occurrences = [
    ...groups.flatMap(group => judgeGroup(group, nodes, status) ?? []),
    ...judged.flatMap(one => (one === 'broken' ? [] : one ?? [])),
    ...(minimum ? [minimum] : []),
  ];
  if (occurrences.some(severe)) return found(occurrences);
  const unread = (['autoscalerStatus', 'nodePools'] as const).find(key =>
    isUnreadable(context.source(key).state),
  );
  if (unread) return undecidable(unread);
  if (judged.includes('broken')) {
    return undecidable('spec.limits', 'An amount of a NodePool is no amount.');
  }
  const unsized = groups.some(({ target }) => target === undefined);
  if (status && (!status.parsed || unsized)) {
    return undecidable(
      'autoscalerStatus',
      'The status of the cluster-autoscaler cannot be read.',
    );
  }
  if (occurrences.length > 0) return found(occurrences);
  return groups.length + pools.length > 0
    ? pass({
        code: 'headroom',
        message:
          'Every group has a maximum, and at least a fifth of it is left.',
      })
    : judgeNothing(nodes, inventory, status);
}

/** `cost-autoscaler-bounds` (`catalogue/30` C2). */
export const autoscalerBounds = defineCheck({
  id: 'cost-autoscaler-bounds',
  title: 'Limits leave headroom and cap the bill',
  dimension: 'cost',
  control: 'C2',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'autoscaler-bounds',
  gate: 'configured',
  reads,
  texts: {
    why: 'An autoscaler at its maximum is none: pods stay pending although it works. Without a maximum one runaway Deployment buys nodes all night.',
    rules: {
      pass: 'Every group has a maximum and at most 80 % of it in use; in production the minima keep two nodes, in two zones where there are two.',
      warn: 'A group has 80 to 95 % of its maximum in use; or in production the minima of all groups keep fewer than two nodes, or nodes of one zone only.',
      fail: 'A group has 95 % of its maximum or more in use, or a NodePool has no limits.',
      na: 'No autoscaler shows, all groups have a fixed size, or the provider keeps the pools (EKS Auto Mode, Autopilot).',
      unknown:
        'Nodes, NodePools or the status of the cluster-autoscaler cannot be read, an amount in them cannot be parsed, or the groups do not show in the cluster (GKE, AKS or OpenShift with the status elsewhere).',
    },
    traps: [
      'A maximum above the quota of the cloud account is no room.',
      'A limit of zero shuts a pool on purpose, and a group whose minimum is its maximum is not meant to grow.',
      'A status that nobody wrote for a day was left behind.',
      'The minimum of Karpenter is what the pods need.',
    ],
    fix: 'Set `spec.limits` of the NodePool, or raise the maximum of the group, and ask the cloud for the quota.',
    references: [
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
      'https://karpenter.sh/docs/concepts/nodepools/',
    ],
  },
  judge: (_subject, inventory, context) => judgeBounds(inventory, context),
});
