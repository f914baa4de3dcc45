import {
  defineCheck,
  found,
  na,
  pass,
  signal,
  undecidable,
  workloads,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { metricsNotSeen } from '../metricsConnection';
import { isPodOf } from '../podNames';
import { workloadRemediation } from '../workloadRemediation';
import {
  amountOf,
  cpuQuantity,
  measuredContainers,
  measuredSince,
  memoryQuantity,
  shownCores,
  shownMemory,
  shownShare,
  sizedCpu,
  sizedMemory,
  type MeasuredContainer,
} from './measuredUse';
import { unreadUsage } from './unreadUsage';

const HOUR = 3_600_000;
const LEAST_HOURS = 48;

const THROTTLED = { warn: 0.25, fail: 0.5 };
const MEMORY_FULL = 0.9;
const CPU_ABOVE = { warn: 1.2, fail: 2 };
/** Room above a limit that was reached: the peak is cut off by it. */
const ABOVE_LIMIT = 1.5;

interface Trouble {
  state: 'warn' | 'fail';
  reason: Reason;
}

function troublesOf(measured: MeasuredContainer): readonly Trouble[] {
  const { container, cpu, request, memory, memoryLimit, throttled } = measured;
  const { name } = container;
  const troubles: Trouble[] = [];
  const add = (state: Trouble['state'], code: string, message: string) =>
    troubles.push({ state, reason: { code, message, container: name } });
  if (measured.oomKilled) {
    add(
      'fail',
      'oom-killed',
      `Container ${name} was killed for want of memory within 14 days.`,
    );
  }
  if (throttled !== undefined && throttled >= THROTTLED.warn) {
    add(
      throttled > THROTTLED.fail ? 'fail' : 'warn',
      'cpu-throttled',
      `Container ${name} is throttled in ${shownShare(
        throttled,
      )} of its periods.`,
    );
  }
  if (
    memory !== undefined &&
    memoryLimit &&
    memory / memoryLimit >= MEMORY_FULL
  ) {
    add(
      'warn',
      'memory-full',
      `Container ${name} fills ${shownShare(
        memory / memoryLimit,
      )} of its memory limit of ${shownMemory(memoryLimit)} (p99 of 14 days).`,
    );
  }
  if (cpu && request.cpu && cpu.middle > CPU_ABOVE.warn * request.cpu) {
    add(
      cpu.middle > CPU_ABOVE.fail * request.cpu ? 'fail' : 'warn',
      'cpu-above-request',
      `Container ${name} uses ${shownCores(
        cpu.middle,
      )} (p95 of 14 days) and asks for ${shownCores(request.cpu)}.`,
    );
  }
  return troubles;
}

/** What to raise of one container, for what was seen of it. */
function raised(
  { container, cpu, request, memoryPeak, memoryLimit }: MeasuredContainer,
  codes: ReadonlySet<string>,
) {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  const limit = container.resources.limits.cpu;
  if (codes.has('cpu-above-request') && cpu) {
    requests.cpu = sizedCpu(Math.max(cpu.busiest, request.cpu ?? 0));
    if (limit !== undefined && amountOf(limit) < amountOf(requests.cpu)) {
      limits.cpu = requests.cpu;
    }
  }
  if (codes.has('cpu-throttled') && limit !== undefined) {
    limits.cpu = cpuQuantity(2 * amountOf(limit));
  }
  if (codes.has('oom-killed') || codes.has('memory-full')) {
    const seen = sizedMemory(memoryPeak ?? 0);
    const above = memoryQuantity((memoryLimit ?? 0) * ABOVE_LIMIT);
    const wanted = amountOf(above) > amountOf(seen) ? above : seen;
    requests.memory = wanted;
    limits.memory = wanted;
  }
  return {
    ...(Object.keys(requests).length > 0 && { requests }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}

function occurrence(
  workload: Workload,
  seen: readonly {
    measured: MeasuredContainer;
    troubles: readonly Trouble[];
  }[],
  evicted: number,
): Occurrence {
  const troubles = seen.flatMap(each => each.troubles);
  const fails = evicted > 0 || troubles.some(({ state }) => state === 'fail');
  const containers = seen.flatMap(({ measured, troubles: own }) => {
    const codes = new Set(own.map(({ reason }) => reason.code));
    const resources = raised(measured, codes);
    return Object.keys(resources).length > 0
      ? [
          {
            name: measured.container.name,
            role: measured.container.role,
            fields: { resources },
          },
        ]
      : [];
  });
  return {
    state: fails ? 'fail' : 'warn',
    ...(!fails && { severity: 'medium' }),
    reasons: [
      ...troubles.map(({ reason }) => reason),
      ...(evicted > 0
        ? [
            {
              code: 'evicted',
              message: `The kubelet evicted ${evicted} of its pods within 14 days.`,
            },
          ]
        : []),
    ],
    remediation: workloadRemediation(workload, {
      topic: 'resources',
      summary: 'Give it what it needs.',
      containers,
      ...(containers.length === 0 && {
        byHand: [
          'See what the node ran out of (kubectl describe pod), and request that much of it.',
        ],
      }),
      note: 'A container that was killed or cut off shows less than it needs: look again after the change.',
    }),
  };
}

/** `cost-requests-undersized` (`catalogue/30` C1). */
export const requestsUndersized = defineCheck({
  id: 'cost-requests-undersized',
  title: 'Requests and limits are not too small',
  dimension: 'cost',
  control: 'C1',
  scope: { types: ['workload'] },
  severity: 'high',
  stage: 'used',
  effort: 'S',
  fixKey: 'workload-rightsize',
  gate: 'used',
  reads: [
    ...workloads({ live: true }),
    signal('usageCpu'),
    signal('usageMemory'),
    signal('usageMemoryPeak'),
    signal('usageSince'),
    signal('usageThrottled'),
    signal('usageOomKilled'),
    signal('usageEvicted'),
    signal('requestedCpu'),
    signal('requestedMemory'),
  ],
  texts: {
    why: 'Who saves by asking for too little pays with latency and restarts: the container is throttled, killed for want of memory, or its pod evicted when the node fills up.',
    rules: {
      pass: 'Within 14 days nothing was OOMKilled or evicted, throttling is below 25 %, the 99th percentile of memory below 90 % of the limit, and the 95th of CPU at most 1.2 times the request.',
      warn: 'Throttled in 25 to 50 % of the periods, memory at 90 % of the limit or more, or CPU at 1.2 to 2 times the request; or kube-state-metrics, which sees restarts and evictions, is not in the store (not-live-verified, one task of the platform).',
      fail: 'OOMKilled or evicted within 14 days, throttled in more than 50 %, or CPU above twice the request.',
      na: 'Less than 48 hours of data, static pods, or no pods.',
      unknown:
        'The metrics store is not connected, or has nothing of its pods.',
    },
    traps: [
      'Cutting cost by asking for too little is no saving: this weighs more than the waste of cost-requests-rightsized.',
      'The reason OOMKilled stands as long as the pod does: only with a restart within the window is it of these days.',
      'A child process that is killed does not always leave the reason OOMKilled.',
      'The start of a pod is no steady use: of several pods the one in the middle counts for CPU.',
    ],
    fix: 'Raise the request to the 95th percentile of CPU and 15 %, the memory above its peak, or the limit that throttles.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    ],
  },
  judge({ workload }, inventory, context) {
    const { template, classes, live } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    if (classes.has('static')) {
      return na('static', 'Static pods are sized with the node.');
    }
    if (live.pods === 0) return na('no-pods', 'It runs no pods.');
    const unread = unreadUsage(context, [
      'usageCpu',
      'usageMemory',
      'usageMemoryPeak',
      'usageSince',
      'usageThrottled',
      'usageOomKilled',
      'usageEvicted',
      'requestedCpu',
    ]);
    if (unread) return undecidable(unread);
    const since = measuredSince(workload, template, inventory);
    if (since === undefined) {
      return undecidable('usageSince', 'The store has no metrics of its pods.');
    }
    if (context.now - since < LEAST_HOURS * HOUR) {
      return na('too-little-data', 'It was measured for less than 48 hours.');
    }
    const evicted = inventory.usageEvicted.filter(
      ({ namespace, pod }) =>
        namespace === workload.namespace && isPodOf(workload, pod),
    ).length;
    const seen = measuredContainers(workload, template, inventory)
      .map(measured => ({ measured, troubles: troublesOf(measured) }))
      .filter(({ troubles }) => troubles.length > 0);
    if (evicted > 0 || seen.length > 0) {
      return found([occurrence(workload, seen, evicted)]);
    }
    // What it counts is absent where nothing happened and where it does not run.
    if (inventory.requestedCpu.length === 0) {
      return found([
        metricsNotSeen(
          context,
          'CPU and memory have room; restarts and evictions were not seen, since kube-state-metrics is not in the store.',
          'restarts and evictions can be read',
        ),
      ]);
    }
    return pass({
      code: 'has-room',
      message:
        'It had room in 14 days: nothing was killed, evicted or cut off.',
    });
  },
});
