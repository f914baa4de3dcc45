import {
  defineCheck,
  found,
  na,
  optionalList,
  pass,
  signal,
  undecidable,
  workloads,
  type HpaObject,
  type JudgeContext,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { autoscalersOf } from '../replicas';
import { workloadRemediation } from '../workloadRemediation';
import {
  amountOf,
  measuredContainers,
  measuredSince,
  shownCores,
  shownMemory,
  shownShare,
  sizedCpu,
  sizedMemory,
  type MeasuredContainer,
} from './measuredUse';
import { unreadUsage } from './unreadUsage';

const DAY = 86_400_000;
const LEAST_DAYS = 7;
const GIB = 1024 ** 3;
const HOURS_A_MONTH = 730;
const FEWEST = 2;

const RULES = {
  cpu: { share: 0.25, waste: 0.5, failShare: 0.1, failWaste: 1 },
  memory: {
    share: 0.5,
    waste: GIB / 2,
    failShare: 0.25,
    failWaste: 2 * GIB,
  },
} as const;
type ResourceName = keyof typeof RULES;

/** What all pods of a workload keep of a resource, and what they need. */
interface Use {
  resource: ResourceName;
  requested: number;
  used: number;
  /** Over all pods. */
  waste: number;
}

function useOf(
  resource: ResourceName,
  measured: readonly MeasuredContainer[],
  pods: number,
): Use | undefined {
  const known = measured.flatMap(({ request, cpu, memory }) => {
    const requested = request[resource];
    const used = resource === 'cpu' ? cpu?.busiest : memory;
    return requested && used !== undefined ? [{ requested, used }] : [];
  });
  if (known.length === 0) return undefined;
  const sum = (pick: (each: (typeof known)[number]) => number) =>
    known.reduce((total, each) => total + pick(each), 0);
  const requested = sum(each => each.requested);
  const used = sum(each => each.used);
  return { resource, requested, used, waste: (requested - used) * pods };
}

function stateOf({ resource, requested, used, waste }: Use) {
  const rule = RULES[resource];
  const share = used / requested;
  if (share < rule.failShare && waste >= rule.failWaste) return 'fail';
  return share < rule.share && waste >= rule.waste ? 'warn' : 'pass';
}

const shown = (resource: ResourceName, amount: number) =>
  resource === 'cpu' ? shownCores(amount) : shownMemory(amount);

const titleOf = (resource: ResourceName) =>
  resource === 'cpu' ? 'CPU' : 'memory';

function reasonOf({ resource, requested, used, waste }: Use): Reason {
  const percentile = resource === 'cpu' ? 'p95' : 'p99';
  return {
    code: `${resource}-oversized`,
    message: `A pod asks for ${shown(resource, requested)} of ${titleOf(
      resource,
    )} and uses ${shown(
      resource,
      used,
    )} (${percentile} of 14 days, ${shownShare(used / requested)}): ${shown(
      resource,
      waste,
    )} are kept for nobody over all pods.`,
    field: `resources.requests.${resource}`,
  };
}

interface Smaller {
  measured: MeasuredContainer;
  requests: Partial<Record<ResourceName, string>>;
}

/** The new requests, where they are smaller than those of now. */
function smaller(
  measured: readonly MeasuredContainer[],
  resources: ReadonlySet<ResourceName>,
): readonly Smaller[] {
  return measured.flatMap(each => {
    const { request, cpu, memoryPeak } = each;
    const requests: Smaller['requests'] = {};
    if (resources.has('cpu') && request.cpu && cpu) {
      const wanted = sizedCpu(cpu.busiest);
      if (amountOf(wanted) < request.cpu) requests.cpu = wanted;
    }
    if (resources.has('memory') && request.memory && memoryPeak !== undefined) {
      const wanted = sizedMemory(memoryPeak);
      if (amountOf(wanted) < request.memory) requests.memory = wanted;
    }
    return Object.keys(requests).length > 0
      ? [{ measured: each, requests }]
      : [];
  });
}

function saved(changes: readonly Smaller[], pods: number) {
  const of = (resource: ResourceName) =>
    changes.reduce((total, { measured, requests }) => {
      const wanted = requests[resource];
      const now = measured.request[resource];
      return wanted && now ? total + (now - amountOf(wanted)) * pods : total;
    }, 0);
  return { cpu: of('cpu'), memory: of('memory') };
}

/** In money where the operator says what a core and a gibibyte cost; never by a list price. */
function savedText(
  { cpu, memory }: ReturnType<typeof saved>,
  costs: JudgeContext['costs'],
): string {
  const amounts = [
    ...(cpu > 0 ? [shownCores(cpu)] : []),
    ...(memory > 0 ? [shownMemory(memory)] : []),
  ].join(' and ');
  if (!costs) return `This frees ${amounts}.`;
  const month =
    (cpu * costs.cpuCoreHour + (memory / GIB) * costs.memoryGiBHour) *
    HOURS_A_MONTH;
  return `This frees ${amounts}, ${month.toFixed(2)} ${
    costs.currency
  } a month at the prices of readiness.costs.`;
}

/** A limit that stays far above the new request would overcommit the node. */
function limitsFor({ measured, requests }: Smaller) {
  if (!requests.memory || measured.memoryLimit === undefined) return undefined;
  const limit = measured.memoryLimit;
  if (limit <= 2 * amountOf(requests.memory)) return undefined;
  return { limits: { memory: requests.memory } };
}

function remediation(
  workload: Workload,
  changes: readonly Smaller[],
  scalers: readonly HpaObject[],
  saving: string,
) {
  const byShare = scalers.find(({ utilizationOf }) =>
    changes.some(({ requests }) =>
      utilizationOf.some(resource => resource in requests),
    ),
  );
  return workloadRemediation(workload, {
    topic: 'resources',
    summary: 'Ask for what is used, with room above it.',
    containers: changes.map(change => ({
      name: change.measured.container.name,
      role: change.measured.container.role,
      fields: {
        resources: { requests: change.requests, ...limitsFor(change) },
      },
    })),
    note: [
      saving,
      'CPU is the 95th percentile of 14 days and 15 %, memory the peak and 20 %: look at the end of a month or a season first.',
      byShare &&
        `${byShare.name} scales by a share of the request: raise its target, or it adds pods sooner.`,
    ]
      .filter(Boolean)
      .join(' '),
  });
}

/** Pods that are paid for: as many as run, two where an autoscaler rests. */
function restsAtMinimum(scalers: readonly HpaObject[]): boolean {
  return scalers.some(
    ({ currentReplicas, minReplicas }) =>
      minReplicas <= FEWEST && (currentReplicas ?? 0) <= minReplicas,
  );
}

/** `cost-requests-rightsized` (`catalogue/30` C1). */
export const requestsRightsized = defineCheck({
  id: 'cost-requests-rightsized',
  title: 'Requests are not wildly larger than use',
  dimension: 'cost',
  control: 'C1',
  scope: { types: ['workload'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'workload-rightsize',
  gate: 'used',
  reads: [
    ...workloads({ live: true }),
    optionalList('horizontalPodAutoscalers'),
    signal('usageCpu'),
    signal('usageMemory'),
    signal('usageMemoryPeak'),
    signal('usageSince'),
    signal('requestedCpu'),
    signal('requestedMemory'),
  ],
  texts: {
    why: 'A request is paid for whether it is used or not: the scheduler keeps it free. What nobody uses is the largest part of most bills, and nobody sees it.',
    rules: {
      pass: 'Of 14 days, the 95th percentile of CPU is at least 25 % of the request or less than 0.5 cores are wasted, and the 99th of memory at least 50 % or less than 512 MiB.',
      warn: 'CPU or memory is beyond that.',
      fail: 'CPU below 10 % and at least 1 core wasted, or memory below 25 % and at least 2 GiB wasted, over all pods.',
      na: 'Less than 7 days of data, no request to compare with, batch, static pods, no pods, or an autoscaler that rests at a minimum of up to 2 replicas.',
      unknown:
        'The metrics store is not connected, or has nothing of its pods.',
    },
    traps: [
      'Peaks at the end of a month or a season lie outside of 14 days.',
      'The heap of a JVM never shrinks: its memory is what it was once given.',
      'An autoscaler by CPU reckons in percent of the request: it scales otherwise when the request changes.',
      'A VerticalPodAutoscaler, a LimitRange or a resize in place changes the request of the pods, not the template.',
    ],
    fix: 'Request the 95th percentile of CPU and 15 %, the peak of memory and 20 %.',
    references: [
      'https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler',
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    ],
  },
  judge({ workload }, inventory, context) {
    const { template, classes, live } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    if (classes.has('static') || classes.has('batch')) {
      return na('no-steady-use', 'It has no steady use to compare with.');
    }
    if (live.pods === 0) return na('no-pods', 'It runs no pods.');
    const unread = unreadUsage(context, [
      'usageCpu',
      'usageMemory',
      'usageMemoryPeak',
      'usageSince',
    ]);
    if (unread) return undecidable(unread);
    const since = measuredSince(workload, template, inventory);
    if (since === undefined) {
      return undecidable('usageSince', 'The store has no metrics of its pods.');
    }
    if (context.now - since < LEAST_DAYS * DAY) {
      return na('too-little-data', 'It was measured for less than 7 days.');
    }
    const scalers = autoscalersOf(workload, inventory);
    if (restsAtMinimum(scalers)) {
      return na(
        'autoscaler-rests',
        'Its autoscaler rests at the replicas that availability needs.',
      );
    }
    const measured = measuredContainers(workload, template, inventory);
    const uses = (['cpu', 'memory'] as const).flatMap(
      resource => useOf(resource, measured, live.pods) ?? [],
    );
    if (uses.length === 0) {
      return na('no-request', 'No container has a request to compare with.');
    }
    const beyond = uses.filter(use => stateOf(use) !== 'pass');
    if (beyond.length === 0) {
      return pass(
        ...uses.map(({ resource, requested, used }) => ({
          code: `${resource}-sized`,
          message: `${shownShare(used / requested)} of the ${titleOf(
            resource,
          )} that it asks for is used.`,
        })),
      );
    }
    const changes = smaller(
      measured,
      new Set(beyond.map(({ resource }) => resource)),
    );
    const saving = savedText(saved(changes, live.pods), context.costs);
    const occurrence: Occurrence = {
      state: beyond.some(use => stateOf(use) === 'fail') ? 'fail' : 'warn',
      reasons: [...beyond.map(reasonOf), { code: 'saving', message: saving }],
      remediation: remediation(workload, changes, scalers, saving),
    };
    return found([occurrence]);
  },
});
