import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  named,
  optionalList,
  pass,
  quantityToNumber,
  sumQuantities,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type NodeObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  cloudOf,
  currentStatus,
  groupsOf,
  isManagedFleet,
  isServerless,
} from '../nodes/nodeGroups';
import { allowsSpot, SPOT_PARAMS } from '../nodes/spotNodes';
import { declaredInterruptible, seemsInterruptible } from './interruptible';
import { workloadRequest } from './podRequests';
import { spotSupply } from './spotSupply';
import { addSpotPool, mendSpotPool } from './spotRemediation';

/** Cores of interruptible workloads that make a pool of their own worth it. */
const LEAST_CORES = 4;

const reads = [
  list('nodes'),
  optionalList('nodePools'),
  optionalList('computeClasses'),
  named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
  ...workloads().map(read => ({ ...read, optional: true })),
  optionalList('podDisruptionBudgets'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Subject = JudgedSubjects['cluster'];

/** A source that might show capacity that is not seen. */
function unseen(
  nodes: readonly NodeObject[],
  inventory: Seen,
  context: Context,
): Judgement | undefined {
  const unread = (
    ['nodePools', 'autoscalerStatus', 'computeClasses'] as const
  ).find(key => isUnreadable(context.source(key).state));
  if (unread) return undecidable(unread);
  const status = currentStatus(inventory.autoscalerStatus, context.now);
  if (!status && nodes.some(isManagedFleet)) {
    return undecidable(
      'autoscalerStatus',
      'A pool without nodes shows in the status of the autoscaler only, which is off.',
    );
  }
  const empty = status?.groups.find(
    group =>
      group.max > 0 &&
      !nodes.some(node => groupsOf(node, status).includes(group)),
  );
  return status && (!status.parsed || empty)
    ? undecidable(
        'autoscalerStatus',
        empty
          ? `Node group ${empty.name} has no node that would tell whether it is spot.`
          : 'The status of the cluster-autoscaler is in neither of its two formats.',
      )
    : undefined;
}

interface Need {
  cores: number;
  workloads: readonly Workload[];
}

function needOf(workloadsOf: readonly Workload[]): Need {
  const cpu = sumQuantities(
    workloadsOf.map(workload => workloadRequest(workload, 'cpu')),
  );
  return { cores: quantityToNumber(cpu), workloads: workloadsOf };
}

/** What the owners declare to be interruptible, and what looks like it as well. */
function needs(
  { entities }: Subject,
  inventory: Seen,
  context: Context,
): { declared: Need; all: Need } {
  const tenants = inventory.workloads.filter(
    ({ namespace }) => context.namespaceClass(namespace) !== 'system',
  );
  const said = tenants.map(workload => ({
    workload,
    declared: declaredInterruptible(
      workload,
      entities?.get(subjectKey(workload.subject)),
    ),
  }));
  const declared = said.flatMap(({ workload, declared: yes }) =>
    yes === true ? [workload] : [],
  );
  const inferred = said.flatMap(({ workload, declared: answer }) =>
    answer === undefined &&
    seemsInterruptible(
      workload,
      context.environmentOf(workload.namespace),
      inventory.podDisruptionBudgets,
    )
      ? [workload]
      : [],
  );
  return {
    declared: needOf(declared),
    all: needOf([...declared, ...inferred]),
  };
}

const cores = ({ cores: amount }: Need) =>
  `${Math.round(amount * 10) / 10} cores`;

const example = ({ workloads: [first] }: Need) =>
  first ? `, e.g. ${first.namespace}/${first.name}` : '';

function judgeNeed(
  subject: Subject,
  nodes: readonly NodeObject[],
  inventory: Seen,
  context: Context,
): Judgement {
  if (isUnreadable(context.source('workloads').state)) {
    return undecidable('workloads');
  }
  const { declared, all } = needs(subject, inventory, context);
  if (all.cores < LEAST_CORES) {
    return na(
      'little-interruptible',
      `What may be interrupted requests ${cores(
        all,
      )}: too little for a pool of its own.`,
    );
  }
  const hidden = unseen(nodes, inventory, context);
  if (hidden) return hidden;
  const idle = inventory.nodePools.find(allowsSpot);
  if (idle) {
    return found([
      {
        state: 'warn',
        reasons: [
          {
            code: 'spot-pool-not-ready',
            message: `NodePool ${idle.name} may take spot capacity, is not Ready and has no nodes.`,
          },
        ],
        remediation: mendSpotPool(idle.name),
      },
    ]);
  }
  const remediation = addSpotPool(
    nodes.map(cloudOf).find(Boolean),
    all.cores,
    inventory.nodePools.length > 0,
  );
  const certain = declared.cores >= LEAST_CORES;
  return found([
    {
      state: certain ? 'fail' : 'warn',
      ...(!certain && { severity: 'low' }),
      reasons: [
        certain
          ? {
              code: 'no-spot-capacity',
              message: `Workloads that are declared interruptible request ${cores(
                declared,
              )}${example(declared)}, and neither a node nor a pool is spot.`,
            }
          : {
              code: 'spot-might-pay',
              message: `Workloads that look interruptible request ${cores(
                all,
              )}${example(all)}, and neither a node nor a pool is spot.`,
            },
      ],
      remediation,
    },
  ]);
}

/** `cost-spot-capacity` (`catalogue/30` C3). */
export const spotCapacity = defineCheck({
  id: 'cost-spot-capacity',
  title: 'Spot/preemptible capacity is available to the scheduler',
  dimension: 'cost',
  control: 'C3',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'M',
  fixKey: 'spot-pool',
  gate: 'configured',
  reads,
  params: SPOT_PARAMS,
  texts: {
    why: 'What may be interrupted, like builds and nightly jobs, costs a fraction on capacity that the provider may take back. Without such nodes it pays the full price.',
    rules: {
      pass: 'A node is spot or preemptible by its labels (the parameter spotLabels adds some), or a pool that is Ready may take such capacity, also while it has no nodes.',
      warn: 'A pool for spot exists, is not Ready and has no nodes; or workloads that only look interruptible request 4 cores or more and there is no spot capacity.',
      fail: 'Workloads with the annotation readiness.io/interruptible: "true", on them or their entity, request 4 cores or more and there is no spot capacity.',
      na: 'No provider with spot capacity, serverless nodes only, or less than 4 cores that may be interrupted.',
      unknown:
        'Nodes cannot be read; or pools, the status of the autoscaler or workloads cannot and what was seen is no answer.',
    },
    traps: [
      'A NodePool that leaves karpenter.sh/capacity-type out gets what its provider takes for granted, which is not spot.',
      'No spot node right now is normal with consolidation; that there was none for 30 days no single scan can show.',
      'Mixed groups label each node, not the group.',
      'What looks interruptible is a suggestion; only the annotation may fail.',
      'On GKE and EKS managed pools the taint is yours to add.',
    ],
    fix: 'Add a pool of spot capacity over five instance types or more, with the taint spot=true:NoSchedule.',
    references: [
      'https://karpenter.sh/docs/concepts/nodepools/',
      'https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms',
      'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html',
      'https://learn.microsoft.com/azure/aks/spot-node-pool',
    ],
  },
  judge(subject, inventory, context) {
    if (inventory.nodes.length === 0) {
      return undecidable('nodes', 'There is no node to judge.');
    }
    const nodes = inventory.nodes.filter(node => !isServerless(node));
    if (nodes.length === 0) {
      return na('serverless', 'Every node comes and goes with its pod.');
    }
    const shown = spotSupply(nodes, inventory, context);
    if (shown) return pass({ code: 'spot-capacity', message: shown });
    if (!nodes.some(cloudOf)) {
      return na(
        'no-spot-provider',
        'No node runs in a cloud with spot capacity.',
      );
    }
    return judgeNeed(subject, nodes, inventory, context);
  },
});
