import {
  defineCheck,
  found,
  isUnreadable,
  list,
  liveUp,
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
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { agentsIn, workloadTitle } from './agents';
import { connectMetrics, NOT_LIVE_VERIFIED } from './alertingRules';
import { shellWord } from '../shellWord';

const SCRAPERS = ['prometheuses', 'prometheusAgents', 'vmAgents'] as const;
const STORES = ['vmSingles', 'vmClusters'] as const;
/** Stacks whose data no adapter reads. */
const MANAGED = [
  ['gmpPodMonitorings', 'Google Managed Prometheus'],
  ['gmpClusterPodMonitorings', 'Google Managed Prometheus'],
  ['azurePodMonitors', 'Azure Monitor managed Prometheus'],
  ['azureServiceMonitors', 'Azure Monitor managed Prometheus'],
] as const;

const reads = [
  liveUp(),
  list('nodes'),
  ...workloads({ live: true }),
  optionalList('prometheuses'),
  optionalList('prometheusAgents'),
  optionalList('vmAgents'),
  optionalList('vmSingles'),
  optionalList('vmClusters'),
  optionalList('gmpPodMonitorings'),
  optionalList('gmpClusterPodMonitorings'),
  optionalList('azurePodMonitors'),
  optionalList('azureServiceMonitors'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;

const KIND_TITLES = {
  prometheuses: 'Prometheus',
  prometheusAgents: 'PrometheusAgent',
  vmAgents: 'VMAgent',
  vmSingles: 'VMSingle',
  vmClusters: 'VMCluster',
} as const;

/** Something that scrapes or stores metrics here. */
interface Stack {
  title: string;
  /** `none`: nothing runs for it. */
  state: 'available' | 'none' | 'unavailable';
}

/** Pods of a custom resource carry its name, or are owned by it. */
function worksFor(
  workload: Workload,
  { kind, namespace, name }: { kind: string; namespace?: string; name: string },
): boolean {
  if (workload.namespace !== namespace) return false;
  if (workload.owner) {
    return workload.owner.kind === kind && workload.owner.name === name;
  }
  return workload.template?.labels['app.kubernetes.io/instance'] === name;
}

/** What the operator says of its object, else what runs for it. */
function stateOf(
  object: { available?: boolean; namespace?: string; name: string },
  kind: string,
  inventory: Seen,
): Stack['state'] {
  if (object.available === true) return 'available';
  if (object.available === false) return 'unavailable';
  const behind = inventory.workloads.filter(workload =>
    worksFor(workload, { ...object, kind }),
  );
  if (behind.some(({ live }) => live.ready > 0)) return 'available';
  return behind.length > 0 ? 'unavailable' : 'none';
}

function stacksOf(inventory: Seen): readonly Stack[] {
  const declared = [...SCRAPERS, ...STORES].flatMap(key =>
    inventory[key].map(object => ({
      title: `${KIND_TITLES[key]} ${object.namespace}/${object.name}`,
      state: stateOf(object, KIND_TITLES[key], inventory),
    })),
  );
  const plain = agentsIn(inventory.workloads, 'metrics')
    .filter(
      ({ agent, workload }) =>
        !agent.vendor && !agent.configured && workload.owner === undefined,
    )
    .map(({ workload }) => ({
      title: workloadTitle(workload),
      state:
        workload.live.ready > 0
          ? ('available' as const)
          : ('unavailable' as const),
    }));
  return [...declared, ...plain];
}

/** What collects metrics for a product that no adapter reads. */
function unreadable(inventory: Seen): string | undefined {
  const managed = MANAGED.find(([key]) => inventory[key].length > 0);
  if (managed) return managed[1];
  const agent = agentsIn(inventory.workloads, 'metrics').find(
    each => each.agent.vendor || each.agent.configured,
  );
  return agent && `${agent.agent.title} (${workloadTitle(agent.workload)})`;
}

function install(cluster: string) {
  return {
    summary: `Install a metrics stack in ${cluster} and connect it.`,
    type: 'steps' as const,
    content: [
      '1. helm repo add prometheus-community https://prometheus-community.github.io/helm-charts',
      `2. helm install kps prometheus-community/kube-prometheus-stack -n monitoring --create-namespace --set prometheus.prometheusSpec.externalLabels.cluster=${shellWord(
        cluster,
      )}`,
      `3. Name its query API under readiness.clusters, entry ${cluster}, key prometheus.`,
      '',
    ].join('\n'),
  };
}

const names = (stacks: readonly Stack[]) =>
  stacks.map(({ title }) => title).join(', ');

function judgeLive(inventory: Seen, context: Context): Judgement {
  const up = inventory.liveUp.reduce((sum, { value }) => sum + value, 0);
  const ready = inventory.nodes.filter(node => node.ready).length;
  if (up >= ready && up > 0) {
    return pass({
      code: 'scraped',
      message: `The metrics store sees ${up} targets of this cluster, which has ${ready} ready nodes.`,
    });
  }
  return found([
    {
      state: up === 0 ? 'fail' : 'warn',
      reasons: [
        {
          code: 'targets-below-nodes',
          message: `The metrics store sees ${up} targets of this cluster, which has ${ready} ready nodes.`,
        },
      ],
      remediation: connectMetrics(context.cluster.name),
    },
  ]);
}

function judgeDeclared(inventory: Seen, context: Context): Judgement {
  const stacks = stacksOf(inventory);
  const available = stacks.filter(({ state }) => state === 'available');
  if (available.length > 0) {
    return found([
      {
        state: 'warn',
        severity: 'medium',
        reasons: [
          {
            code: NOT_LIVE_VERIFIED,
            message: `${names(
              available,
            )} runs; whether it sees every node was not seen.`,
          },
        ],
        remediation: connectMetrics(context.cluster.name),
      },
    ]);
  }
  const unread = [...SCRAPERS, ...STORES, ...MANAGED.map(([key]) => key)].find(
    key => isUnreadable(context.source(key).state),
  );
  if (unread) return undecidable(unread);
  const other = unreadable(inventory);
  if (other) {
    return undecidable(
      'liveUp',
      `${other} may collect metrics; no adapter reads it.`,
    );
  }
  if (stacks.length > 0) {
    return found([
      {
        state: 'fail',
        reasons: stacks.map(({ title, state }) => ({
          code: state === 'none' ? 'inert' : 'stack-not-ready',
          message:
            state === 'none'
              ? `${title} is declared and nothing runs for it: its operator does not act on it.`
              : `${title} has no ready pod.`,
        })),
        remediation: {
          summary: 'Make what is declared run.',
          type: 'command',
          content: [
            'kubectl get pods -A -l app.kubernetes.io/name=prometheus-operator',
            'kubectl get events -A --field-selector reason=FailedCreate',
            '',
          ].join('\n'),
          note: 'Without its operator a Prometheus object is a wish: install the operator, or repair what it reports.',
        },
      },
    ]);
  }
  if (context.external.observability !== false) return undecidable('liveUp');
  return found([
    {
      state: 'fail',
      reasons: [
        {
          code: 'no-metrics-stack',
          message:
            'Nothing that collects metrics runs here, none is connected, and none works from outside.',
        },
      ],
      remediation: install(context.cluster.name),
    },
  ]);
}

/** `obs-metrics-stack` (`catalogue/10` O1). */
export const metricsStack = defineCheck({
  id: 'obs-metrics-stack',
  title: 'A metrics backend scrapes this cluster',
  dimension: 'observability',
  control: 'O1',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'obs-metrics-stack',
  gate: 'configured',
  reads,
  texts: {
    why: 'Alerts, dashboards and right-sizing all rest on metrics. Where nothing collects them, the first to notice a fault is a customer.',
    rules: {
      pass: 'The connected metrics store sees at least as many targets of this cluster as it has ready nodes.',
      warn: 'A stack runs and its query API is not connected (not-live-verified); or the store sees fewer targets than there are nodes.',
      fail: 'What is declared does not run, or the store sees no target; or nothing collects metrics, none is connected, and `external.observability` is answered with false.',
      unknown:
        'No stack is seen and none connected: one may work from outside. Or a product collects that no adapter reads.',
    },
    traps: [
      'A Prometheus in agent mode answers no queries: its store has to be connected.',
      'A hub for many clusters needs a label of the cluster, or each would pass on the data of another.',
      'A Prometheus object without its operator collects nothing.',
    ],
    fix: 'Install kube-prometheus-stack, set the external label `cluster`, and name the query API for this cluster.',
    references: [
      'https://prometheus-operator.dev/docs/api-reference/api/',
      'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-usage-monitoring/',
    ],
  },
  judge(_subject, inventory, context) {
    const { state } = context.source('liveUp');
    if (state === 'ok' || state === 'empty') {
      return judgeLive(inventory, context);
    }
    return state === 'notConnected'
      ? judgeDeclared(inventory, context)
      : undecidable('liveUp');
  },
});
