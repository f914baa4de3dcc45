import {
  defineCheck,
  found,
  isUnreadable,
  na,
  optionalList,
  parseQuantity,
  pass,
  signal,
  undecidable,
  workloads,
  type Container,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type Occurrence,
  type PodTemplate,
  type Remediation,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { metricsNotSeen } from '../metricsConnection';
import { shellWord } from '../shellWord';
import { deliveryNote, workloadRemediation } from '../workloadRemediation';
import { effectiveAmount, isLongRunning } from './effectiveResources';
import { amountOf, cpuQuantity, shownShare, valuesOf } from './measuredUse';

const DECISION = 'readiness.io/cpu-limit';
const REASON = 'readiness.io/cpu-limit-reason';
const FIELD = 'resources.limits.cpu';
const STARTING_POINT = '500m';
/** Share of the periods, `catalogue/30` C1. */
const THROTTLED = 0.25;

/** Where a decision may be written down, the nearest first. */
function decision(
  { workload, entity }: JudgedSubjects['workload'],
  { namespaces }: Pick<Inventory, 'namespaces'>,
): { reason?: string } | undefined {
  const namespace = namespaces.find(({ name }) => name === workload.namespace);
  const written = [
    workload.annotations,
    workload.template?.annotations,
    entity?.annotations,
    namespace?.annotations,
  ].find(annotations => annotations?.[DECISION] !== undefined);
  return written?.[DECISION].trim() === 'none'
    ? { reason: written[REASON]?.trim() || undefined }
    : undefined;
}

/** Twice the request, in whole thousandths. */
function roomAbove(request: string | undefined): string {
  const cpu = parseQuantity(request);
  return cpu && cpu.nano > 0n
    ? `${(cpu.nano * 2n + 999_999n) / 1_000_000n}m`
    : STARTING_POINT;
}

function setLimits(
  workload: Workload,
  template: PodTemplate,
  unset: readonly Container[],
): Remediation {
  return workloadRemediation(workload, {
    topic: 'resources',
    summary: 'Set the CPU limits that are missing.',
    ...(template.resources
      ? {
          byHand: [
            'The pod has resources of its own: set spec.resources.limits.cpu there.',
          ],
        }
      : {
          containers: unset.map(({ name, role, resources }) => ({
            name,
            role,
            fields: {
              resources: {
                limits: { cpu: roomAbove(resources.requests.cpu) },
              },
            },
          })),
        }),
    note: 'A limit below the peak throttles and raises latency: look at the peak first.',
  });
}

/** `deployment.apps`, as kubectl takes it for every kind. */
const resourceOf = ({ kind, apiGroup }: Workload) =>
  [kind.toLowerCase(), apiGroup].filter(Boolean).join('.');

function decide(workload: Workload): Remediation {
  const { namespace, name } = workload;
  const annotations = `${DECISION}=none ${REASON}='WHY'`;
  return {
    summary: 'Record the decision to run without a CPU limit, or set one.',
    type: 'command',
    content: `kubectl -n ${shellWord(namespace)} annotate ${resourceOf(
      workload,
    )} ${shellWord(name)} ${annotations}\n`,
    note: [
      deliveryNote(workload.fixRoot),
      `For all of a namespace: kubectl annotate namespace ${shellWord(
        namespace,
      )} ${annotations}.`,
      'A limit instead is limits.cpu of each container, above its peak.',
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** Pods show what a LimitRange fills in; what has none now will get it. */
function isFilledIn(
  { namespace, live }: Workload,
  { limitRanges }: Pick<Inventory, 'limitRanges'>,
): boolean {
  return (
    live.pods === 0 &&
    limitRanges.some(
      range =>
        range.namespace === namespace &&
        range.limits.some(
          limit =>
            limit.type === 'Container' &&
            (limit.default.cpu ?? limit.max.cpu) !== undefined,
        ),
    )
  );
}

const names = (containers: readonly Container[]) =>
  containers.map(({ name }) => name).join(', ');

function unlimited(
  workload: Workload,
  template: PodTemplate,
  unset: readonly Container[],
  code: 'no-cpu-limit' | 'no-decision' | 'decision-without-reason',
): Occurrence {
  const which = unset.length === 1 ? 'Container' : 'Containers';
  const has = unset.length === 1 ? 'has' : 'have';
  const messages = {
    'no-cpu-limit': `${which} ${names(
      unset,
    )} ${has} no CPU limit, which the policy of this portal requires.`,
    'no-decision': `${which} ${names(
      unset,
    )} ${has} no CPU limit, and nobody wrote down that this is a decision.`,
    'decision-without-reason': `${DECISION} is none, and ${REASON} does not say why.`,
  };
  const strict = code === 'no-cpu-limit';
  return {
    state: strict ? 'fail' : 'warn',
    reasons: [{ code, message: messages[code], field: FIELD }],
    remediation: strict
      ? setLimits(workload, template, unset)
      : decide(workload),
  };
}

function throttled(
  workload: Workload,
  container: Container,
  ratio: number,
): Occurrence {
  const { name, role, resources } = container;
  const limit = resources.limits.cpu;
  return {
    state: 'warn',
    discriminator: name,
    reasons: [
      {
        code: 'cpu-throttled',
        message: `The CPU limit throttles container ${name} in ${shownShare(
          ratio,
        )} of its periods (14 days).`,
        container: name,
        field: FIELD,
      },
    ],
    remediation: workloadRemediation(workload, {
      topic: 'resources',
      summary: 'Raise the CPU limit above the peak.',
      ...(limit === undefined
        ? { byHand: ['The limit is not its own: raise that of the pod.'] }
        : {
            containers: [
              {
                name,
                role,
                fields: {
                  resources: {
                    limits: { cpu: cpuQuantity(2 * amountOf(limit)) },
                  },
                },
              },
            ],
          }),
    }),
  };
}

/** All limits are set; only the metrics store sees what they do. */
function judgeThrottling(
  workload: Workload,
  template: PodTemplate,
  { usageThrottled }: Pick<Inventory, 'usageThrottled'>,
  context: JudgeContext<'usageThrottled'>,
): Judgement {
  const { state } = context.source('usageThrottled');
  if (state === 'notConnected') {
    return found([
      metricsNotSeen(
        context,
        'All CPU limits are set; whether they throttle was not seen.',
        'the throttling of containers can be read',
      ),
    ]);
  }
  if (isUnreadable(state)) return undecidable('usageThrottled');
  const measured = template.containers.filter(isLongRunning).map(container => ({
    container,
    ratio: valuesOf(usageThrottled, workload, container.name).at(-1),
  }));
  if (measured.some(({ ratio }) => ratio === undefined)) {
    return undecidable(
      'usageThrottled',
      'The store does not count the periods of all its containers.',
    );
  }
  return found(
    measured.flatMap(({ container, ratio = 0 }) =>
      ratio < THROTTLED ? [] : [throttled(workload, container, ratio)],
    ),
    {
      code: 'not-throttled',
      message: 'All CPU limits are set and leave room.',
    },
  );
}

/** `cost-limits-cpu` (`catalogue/30` C1). */
export const cpuLimits = defineCheck({
  id: 'cost-limits-cpu',
  title: 'CPU limit is set, or its absence is a decision',
  dimension: 'cost',
  control: 'C1',
  scope: { types: ['workload'] },
  severity: 'low',
  stage: 'configured',
  effort: 'S',
  fixKey: 'workload-resources',
  reads: [
    ...workloads(),
    optionalList('namespaces'),
    optionalList('limitRanges'),
    signal('usageThrottled'),
  ],
  params: { policy: 'decide' },
  paramValues: { policy: ['decide', 'strict'] },
  texts: {
    why: 'A CPU limit caps what a runaway container takes from its neighbours, and it throttles: the latency of a service suffers long before its average shows it. Either way is right where somebody chose it.',
    rules: {
      pass: `All limits are set and throttle in less than 25 % of the periods of 14 days. Or the annotation ${DECISION}: none stands on the workload, its entity or its namespace, with the reason in ${REASON} (policy decide).`,
      warn: 'A main or sidecar container without a CPU limit and without a decision or its reason; a limit that throttles in 25 % of the periods or more; or all limits are set and no metrics store is connected that would show the throttling (not-live-verified, one task of the platform).',
      fail: 'A main or sidecar container without a CPU limit, where the parameter policy is strict.',
      na: 'Static pods and DaemonSets.',
      unknown:
        'The template or the namespace cannot be read, or an amount cannot be parsed; or the metrics store does not answer, or does not count its periods.',
    },
    traps: [
      'Many leave CPU limits out on purpose, since throttling raises latency: this is never scored like memory.',
      'The policy strict is meant for clusters whose tenants pay by limits.',
      'Containers that an injector adds are not held against the workload.',
      'A limit of the pod bounds containers that have none; a LimitRange may fill one in.',
    ],
    fix: 'Write the decision down with its reason, or set the limit above the peak.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
    ],
  },
  judge(subject, inventory, context) {
    const { workload } = subject;
    const { template } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    if (workload.classes.has('agent')) {
      return na('agent', 'What runs on every node is sized with the node.');
    }
    const limits = template.containers.filter(isLongRunning).map(container => ({
      container,
      amount: effectiveAmount(workload, template, container, 'limits', 'cpu'),
    }));
    const filled = isFilledIn(workload, inventory);
    const unset = limits
      .filter(
        ({ amount }) =>
          (amount.type === 'unset' && !filled) || amount.type === 'zero',
      )
      .map(({ container }) => container);
    if (context.params.policy === 'strict' && unset.length > 0) {
      return found([unlimited(workload, template, unset, 'no-cpu-limit')]);
    }
    const broken = limits.find(({ amount }) => amount.type === 'unparseable');
    if (broken) {
      return undecidable(
        FIELD,
        `The CPU limit of container ${broken.container.name} cannot be parsed.`,
      );
    }
    const decided =
      context.params.policy === 'strict'
        ? undefined
        : decision(subject, inventory);
    if (decided?.reason) {
      return pass({ code: 'decided', message: `Decided: ${decided.reason}` });
    }
    if (unset.length > 0) {
      return !decided && isUnreadable(context.source('namespaces').state)
        ? undecidable('namespaces')
        : found([
            unlimited(
              workload,
              template,
              unset,
              decided ? 'decision-without-reason' : 'no-decision',
            ),
          ]);
    }
    return judgeThrottling(workload, template, inventory, context);
  },
});
