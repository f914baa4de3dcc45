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
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Inventory,
  JudgeContext,
  Judgement,
  KeysOf,
  NodeObject,
  Occurrence,
  Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import { agentsIn, type RunningAgent, workloadTitle } from './agents';
import { toYaml } from '../toYaml';

const COVERED = 0.95;
const NEARLY_COVERED = 0.8;

const reads = [
  list('nodes'),
  ...workloads({ live: true }),
  optionalList('openTelemetryCollectors'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;

const VIRTUAL = [
  { key: 'eks.amazonaws.com/compute-type', value: 'fargate' },
  { key: 'type', value: 'virtual-kubelet' },
] as const;

const isVirtual = ({ labels }: NodeObject) =>
  VIRTUAL.some(({ key, value }) => labels[key] === value);

/** Nodes that run Linux pods whose logs somebody has to fetch. */
const isLogged = (node: NodeObject) =>
  !isVirtual(node) &&
  (node.labels['kubernetes.io/os'] ?? 'linux') === 'linux' &&
  !node.taints.some(({ key }) => key === 'node.kubernetes.io/unschedulable');

/** Collectors of the OpenTelemetry operator that read the files of their node. */
function readsFiles({ workload }: RunningAgent, inventory: Seen): boolean {
  return inventory.openTelemetryCollectors.some(
    collector =>
      collector.mode === 'daemonset' &&
      collector.receivers.includes('filelog') &&
      collector.namespace === workload.namespace &&
      (workload.owner?.name === collector.name ||
        workload.name === `${collector.name}-collector`),
  );
}

interface Shippers {
  /** DaemonSets that ship logs. */
  certain: readonly RunningAgent[];
  /** DaemonSets that may, by a configuration that is not read. */
  possible: readonly RunningAgent[];
}

function shippersIn(inventory: Seen): Shippers {
  const agents = agentsIn(inventory.workloads, 'logs').filter(
    ({ workload }) => workload.kind === 'DaemonSet',
  );
  const isCertain = (each: RunningAgent) =>
    each.agent.title === 'OpenTelemetry collector'
      ? readsFiles(each, inventory)
      : // An agent on every node that can ship logs is there for them, as a rule.
        true;
  return {
    certain: agents.filter(isCertain),
    possible: agents.filter(each => !isCertain(each)),
  };
}

/** Names of the nodes on which a shipper is ready. */
function coveredNodes(shippers: readonly RunningAgent[]): ReadonlySet<string> {
  return new Set(
    shippers.flatMap(({ workload }) =>
      workload.live.nodes
        .filter(({ ready }) => ready > 0)
        .map(({ name }) => name),
    ),
  );
}

function fewNames(nodes: readonly NodeObject[]): string {
  const shown = nodes.slice(0, 3).map(({ name }) => name);
  return nodes.length > 3
    ? `${shown.join(', ')} and ${nodes.length - 3} more`
    : shown.join(', ');
}

function tolerateAll({ workload }: RunningAgent): Occurrence['remediation'] {
  return {
    summary: `Let ${workloadTitle(workload)} run on every node.`,
    type: 'patch',
    target: {
      apiVersion: 'apps/v1',
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
    },
    content: toYaml({
      spec: {
        template: { spec: { tolerations: [{ operator: 'Exists' }] } },
      },
    }),
    note: 'Where a chart or an operator delivers it, set the tolerations there.',
  };
}

function install(cluster: string): Occurrence['remediation'] {
  return {
    summary: `Run a log shipper on every node of ${cluster}.`,
    type: 'steps',
    content: [
      '1. helm repo add fluent https://fluent.github.io/helm-charts',
      "2. helm install fluent-bit fluent/fluent-bit -n logging --create-namespace --set 'tolerations[0].operator=Exists'",
      '3. Point its output at the log store, then scan again.',
      '',
    ].join('\n'),
    note: 'Where logs are collected from outside the cluster, say so: readiness.external.logs: true.',
  };
}

function outdated(
  shippers: readonly RunningAgent[],
  now: number,
): readonly Occurrence[] {
  return shippers.flatMap(({ agent, workload }) =>
    agent.endOfLife !== undefined && Date.parse(agent.endOfLife) <= now
      ? [
          {
            state: 'warn' as const,
            discriminator: `${workload.namespace}/${workload.name}`,
            severity: 'medium' as const,
            reasons: [
              {
                code: 'shipper-end-of-life',
                message: `${workloadTitle(workload)} runs ${
                  agent.title
                }, which has had no fixes since ${agent.endOfLife}.`,
              },
            ],
            remediation: {
              summary: `Replace ${agent.title}.`,
              type: 'steps' as const,
              content: [
                '1. Convert its configuration: alloy convert --source-format=promtail (or static) --output=config.alloy <file>.',
                '2. Deploy Grafana Alloy or Fluent Bit beside it with the same tolerations.',
                `3. Remove ${workloadTitle(
                  workload,
                )} once the new one is ready on every node.`,
                '',
              ].join('\n'),
            },
          },
        ]
      : [],
  );
}

function judgeCoverage(
  shippers: readonly RunningAgent[],
  nodes: readonly NodeObject[],
  context: Context,
): Judgement {
  const covered = coveredNodes(shippers);
  const bare = nodes.filter(({ name }) => !covered.has(name));
  const share = (nodes.length - bare.length) / nodes.length;
  const reason: Reason = {
    code: share >= COVERED ? 'logs-collected' : 'nodes-without-shipper',
    message:
      bare.length === 0
        ? `A shipper is ready on all ${nodes.length} schedulable Linux nodes.`
        : `A shipper is ready on ${nodes.length - bare.length} of ${
            nodes.length
          } schedulable Linux nodes; not on ${fewNames(bare)}.`,
  };
  const old = outdated(shippers, context.now);
  if (share >= COVERED) return old.length > 0 ? found(old) : pass(reason);
  return found([
    {
      state: share >= NEARLY_COVERED ? 'warn' : 'fail',
      reasons: [reason],
      remediation: tolerateAll(shippers[0]),
    },
    ...old,
  ]);
}

function judgeNone({ possible }: Shippers, context: Context): Judgement {
  if (possible.length > 0) {
    return undecidable(
      'openTelemetryCollectors',
      `${workloadTitle(
        possible[0].workload,
      )} may collect logs; its configuration does not show here.`,
    );
  }
  if (isUnreadable(context.source('openTelemetryCollectors').state)) {
    return undecidable('openTelemetryCollectors');
  }
  if (context.external.logs !== false) {
    return undecidable(
      'logs.external',
      context.external.logs
        ? 'Logs are collected from outside the cluster; that does not show here.'
        : 'No log shipper is seen. Whether one works from outside is not answered.',
    );
  }
  return found([
    {
      state: 'fail',
      reasons: [
        {
          code: 'no-log-shipper',
          message:
            'No log shipper runs on the nodes, and none works from outside.',
        },
      ],
      remediation: install(context.cluster.name),
    },
  ]);
}

/** `obs-logs-pipeline` (`catalogue/10` O1). */
export const logsPipeline = defineCheck({
  id: 'obs-logs-pipeline',
  title: 'Log collection covers every node',
  dimension: 'observability',
  control: 'O1',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'logs-pipeline',
  gate: 'configured',
  reads,
  texts: {
    why: 'Logs on a node die with the node, and nodes die when something is wrong. What was not shipped cannot be read afterwards.',
    rules: {
      pass: 'A log shipper is ready on at least 95 % of the schedulable Linux nodes.',
      warn: 'On 80 to 95 % of them; or the shipper has reached the end of its life.',
      fail: 'On fewer; or on none, and `external.logs` is answered with false.',
      na: 'There are virtual nodes only: their platform routes logs.',
      unknown:
        'Pods or nodes cannot be read; a collector is there whose configuration is not; or no shipper is seen and `external.logs` is not answered with false.',
    },
    traps: [
      'desiredNumberScheduled leaves tainted nodes out: the shipper is compared with the nodes, not with itself.',
      'Taints of GPU and spot pools hide the nodes that fail most.',
      'Windows nodes need another image and are not counted.',
      'An OpenTelemetry collector collects logs only with a filelog receiver.',
    ],
    fix: 'Run the shipper as DaemonSet with `tolerations: [{operator: Exists}]`.',
    references: [
      'https://kubernetes.io/docs/concepts/cluster-administration/logging/',
      'https://grafana.com/docs/loki/latest/send-data/promtail/',
    ],
  },
  judge(_subject, inventory, context) {
    const nodes = inventory.nodes.filter(isLogged);
    if (nodes.length === 0) {
      return inventory.nodes.some(isVirtual)
        ? na(
            'virtual-nodes',
            'All nodes are virtual: their platform routes logs.',
          )
        : undecidable('nodes', 'No schedulable Linux node is seen.');
    }
    const shippers = shippersIn(inventory);
    return shippers.certain.length > 0
      ? judgeCoverage(shippers.certain, nodes, context)
      : judgeNone(shippers, context);
  },
});
