import {
  defineCheck,
  found,
  na,
  parseQuantity,
  pass,
  quantityToNumber,
  undecidable,
  workloads,
  type Container,
  type Occurrence,
  type PodTemplate,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  workloadRemediation,
  type ContainerChange,
} from '../workloadRemediation';
import type { YamlMap } from '../toYaml';
import { effectiveAmount, isLongRunning } from './effectiveResources';
import { injectedResources } from './injectedResources';

/** More than this and the node has promised memory that it does not have. */
const LARGEST_RATIO = 2;
const STARTING_POINT = '256Mi';
const FIELD = 'resources.limits.memory';

type Finding = 'unset' | 'overcommit' | 'limit-range' | 'unparseable';

function judgeContainer(
  workload: Workload,
  template: PodTemplate,
  container: Container,
): { container: Container; finding: Finding } | undefined {
  const amount = (bound: 'requests' | 'limits') =>
    effectiveAmount(workload, template, container, bound, 'memory');
  const limit = amount('limits');
  if (limit.type === 'unparseable') return { container, finding: limit.type };
  // A limit of zero is no limit.
  if (limit.type !== 'set') return { container, finding: 'unset' };
  if (limit.origin === 'limitRange') {
    return { container, finding: 'limit-range' };
  }
  const request = amount('requests');
  if (request.type === 'unparseable') {
    return { container, finding: 'unparseable' };
  }
  // A limit of the pod speaks of all containers, a request of one of them does not.
  const comparable = request.type === 'set' && request.origin === limit.origin;
  if (!comparable || !request.quantity || !limit.quantity) return undefined;
  const exceeds =
    limit.quantity.nano > request.quantity.nano * BigInt(LARGEST_RATIO);
  return exceeds ? { container, finding: 'overcommit' } : undefined;
}

type Judged = NonNullable<ReturnType<typeof judgeContainer>>;

function reason(
  { container, finding }: Judged,
  pod: PodTemplate['resources'],
): Reason {
  const { name, resources } = container;
  const { limits, requests } = pod?.limits.memory ? pod : resources;
  const messages: Record<Finding, string> = {
    unset: `Container ${name} has no memory limit: it may take the memory of its node until others are killed.`,
    overcommit: `The memory limit of container ${name}, ${limits.memory}, is more than ${LARGEST_RATIO} times its request, ${requests.memory}: the node is promised more than once.`,
    'limit-range': `Container ${name} has its memory limit from a LimitRange only: nobody sized it.`,
    unparseable: `An amount of container ${name} is no amount.`,
  };
  const codes: Record<Finding, string> = {
    unset: 'no-memory-limit',
    overcommit: 'memory-overcommit',
    'limit-range': 'limit-range-default',
    unparseable: 'unparseable-memory',
  };
  return {
    code: codes[finding],
    message: messages[finding],
    container: name,
    field: FIELD,
  };
}

/** As much as a limit may be for this request: the least likely to kill. */
function roomAbove(request: string | undefined): string {
  const bytes = parseQuantity(request);
  if (!request || !bytes || bytes.nano <= 0n) return STARTING_POINT;
  const [, amount, suffix] = request.match(/^(\d+)([A-Za-z]*)$/) ?? [];
  return amount === undefined
    ? String(Math.floor(quantityToNumber(bytes) * LARGEST_RATIO))
    : `${BigInt(amount) * BigInt(LARGEST_RATIO)}${suffix}`;
}

function patchFor({ container, finding }: Judged): ContainerChange {
  const { requests, limits } = container.resources;
  const resources: YamlMap =
    finding === 'overcommit'
      ? { requests: { memory: limits.memory ?? STARTING_POINT } }
      : { limits: { memory: roomAbove(requests.memory) } };
  return { name: container.name, role: container.role, fields: { resources } };
}

function occurrence(
  workload: Workload,
  template: PodTemplate,
  judged: readonly Judged[],
): Occurrence {
  const fails = judged.some(({ finding }) => finding === 'unset');
  const podLevel = template.resources !== undefined;
  return {
    state: fails ? 'fail' : 'warn',
    ...(!fails && { severity: 'medium' }),
    reasons: judged.map(each => reason(each, template.resources)),
    remediation: workloadRemediation(workload, {
      topic: 'resources',
      summary: fails
        ? 'Set the memory limits that are missing.'
        : 'Bring memory request and limit together.',
      ...(podLevel
        ? {
            byHand: [
              'The pod has resources of its own: set spec.resources.limits.memory there.',
            ],
          }
        : { containers: judged.map(patchFor) }),
      note: `${
        fails
          ? 'Check the peak of the working set first: a limit below it kills the container.'
          : 'The larger request takes room on the node; where the peak of the working set is known, lower the limit to it instead.'
      } For services make request and limit equal. Runtimes with their own heap (JVM, Go, Node.js) need their maximum set below the limit, and an emptyDir in memory counts towards it.`,
    }),
  };
}

/** `cost-limits-memory` (`catalogue/30` C1). */
export const memoryLimits = defineCheck({
  id: 'cost-limits-memory',
  title: 'Memory limit on every container',
  dimension: 'cost',
  control: 'C1',
  scope: { types: ['workload'], namespaces: ['tenant', 'platform', 'system'] },
  severity: 'high',
  stage: 'configured',
  effort: 'S',
  fixKey: 'workload-resources',
  gate: 'configured',
  reads: workloads(),
  texts: {
    why: 'Memory cannot be throttled: a container without a limit grows until the node kills something, and that may be somebody else’s pod. With a limit it is this one, and the cause is plain.',
    rules: {
      pass: 'Every main and sidecar container has a memory limit, its own or its pod’s, of at most twice the request.',
      warn: 'A limit above twice the request, a limit that a LimitRange filled in, or an injected container without one, which is the finding of the injector’s owner.',
      fail: 'A main or sidecar container without a memory limit.',
      na: 'Static pods, and workloads that an exception for the rule memory-limit covers, such as node-critical agents.',
      unknown:
        'The template cannot be read, or an amount in it cannot be parsed.',
    },
    traps: [
      'An emptyDir with medium Memory counts towards the memory of the container.',
      'JVM and Go need -XX:MaxRAMPercentage and GOMEMLIMIT below the limit.',
      'A limit of the pod bounds containers that have none.',
      'A LimitRange shows in live pods only.',
      'A missing CPU limit is another matter: throttling raises latency, and leaving it out is often a decision.',
    ],
    fix: 'For services set the memory limit equal to the request.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    ],
  },
  judge({ workload }, _inventory, context) {
    const { template, namespace, name } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const exception = context.exception({
      namespace,
      name,
      rule: 'memory-limit',
    });
    if (exception) return na('excepted', exception.reason);
    const judged = template.containers
      .filter(isLongRunning)
      .flatMap(
        container => judgeContainer(workload, template, container) ?? [],
      );
    const broken = judged.find(({ finding }) => finding === 'unparseable');
    if (broken && !judged.some(({ finding }) => finding === 'unset')) {
      return undecidable(
        FIELD,
        `An amount of container ${broken.container.name} cannot be parsed.`,
      );
    }
    const occurrences = [
      ...(judged.length > 0 ? [occurrence(workload, template, judged)] : []),
      ...injectedResources(workload, template, context, {
        bound: 'limits',
        resources: ['memory'],
      }),
    ];
    return occurrences.length > 0 ? found(occurrences) : pass();
  },
});
