import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type NamespaceObject,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { denyRemediation } from './denyRemediation';
import { isCompleted, makesPods } from './nextPod';
import { isolation, type Direction, type Isolation } from './podIsolation';
import {
  POLICY_READS,
  policiesFor,
  policyEffects,
  SAME_OBJECTS,
  type PolicyKey,
} from './networkPolicies';

/** A workload with what policies make of its pods. */
interface Judged {
  workload: Workload;
  ingress: Isolation;
  egress: Isolation;
}

const titleOf = ({ workload: { kind, name } }: Judged) => `${kind} ${name}`;

const MOST = 5;

function named(judged: readonly Judged[]): string {
  const names = judged.slice(0, MOST).map(titleOf).join(', ');
  const more = judged.length - MOST;
  return more > 0 ? `${names} and ${more} more` : names;
}

function judgeWorkloads(
  seen: readonly Workload[],
  namespace: NamespaceObject,
  inventory: Pick<Inventory, PolicyKey>,
): readonly Judged[] {
  const policies = policiesFor(namespace.name, inventory);
  return seen.flatMap(workload => {
    const { template, templateFrom } = workload;
    if (!template) return [];
    const effects = policyEffects(
      { template, live: templateFrom === 'live', namespace },
      policies,
    );
    return [
      {
        workload,
        ingress: isolation(effects, 'ingress'),
        egress: isolation(effects, 'egress'),
      },
    ];
  });
}

const inState = (
  judged: readonly Judged[],
  direction: Direction,
  state: Isolation['state'],
) => judged.filter(each => each[direction].state === state);

const OPEN = {
  ingress: {
    code: 'not-isolated',
    says: 'accept traffic from anywhere, no policy isolates them',
    allowed: 'allow-all',
    lets: 'lets everything in',
  },
  egress: {
    code: 'egress-open',
    says: 'may call anything, no policy isolates them for egress',
    allowed: 'egress-allow-all',
    lets: 'lets everything out',
  },
} as const;

/** Once for what no policy isolates, once for each policy that opens. */
function reasons(
  judged: readonly Judged[],
  direction: Direction,
): readonly Reason[] {
  const { code, says, allowed, lets } = OPEN[direction];
  const open = inState(judged, direction, 'open');
  const without = open.filter(each => each[direction].by.length === 0);
  const policies = [...new Set(open.flatMap(each => each[direction].by))];
  return [
    ...(without.length > 0
      ? [
          {
            code,
            message: `Pods of ${without.length} of ${
              judged.length
            } workloads ${says}: ${named(without)}.`,
          },
        ]
      : []),
    ...policies.map(title => ({
      code: allowed,
      message: `${title} ${lets}, whatever other policies say: ${named(
        open.filter(each => each[direction].by.includes(title)),
      )}.`,
    })),
  ];
}

function occurrence(
  state: Occurrence['state'],
  namespace: string,
  judged: readonly Judged[],
): Occurrence {
  const openers = [
    ...new Set(
      judged.flatMap(({ ingress, egress }) =>
        [ingress, egress].flatMap(each =>
          each.state === 'open' ? each.by : [],
        ),
      ),
    ),
  ];
  const isolates = (direction: Direction) =>
    inState(judged, direction, 'open').some(
      each => each[direction].by.length === 0,
    );
  return {
    state,
    reasons: [...reasons(judged, 'ingress'), ...reasons(judged, 'egress')],
    remediation: denyRemediation(namespace, {
      ingress: isolates('ingress'),
      egress: isolates('egress'),
      openers,
    }),
  };
}

/** A source that may hold policies and cannot be read. */
function unreadKey(
  context: Pick<JudgeContext<PolicyKey>, 'source'>,
): PolicyKey | undefined {
  const stateOf = (key: PolicyKey) => context.source(key).state;
  return POLICY_READS.map(({ provides }) => provides).find(key => {
    const same = SAME_OBJECTS[key];
    return isUnreadable(stateOf(key)) && !(same && stateOf(same) === 'ok');
  });
}

function untold(judged: readonly Judged[], direction: Direction): Judgement {
  const [first] = inState(judged, direction, 'unknown');
  return undecidable(
    'spec.selector',
    `What ${first[direction].by.join(' and ')} make${
      first[direction].by.length === 1 ? 's' : ''
    } of the ${direction} of ${titleOf(
      first,
    )} cannot be told: it hangs on labels or an order that are not read.`,
  );
}

function judgeIsolation(
  namespace: string,
  judged: readonly Judged[],
  unread: Workload | undefined,
): Judgement {
  const has = (direction: Direction, state: Isolation['state']) =>
    inState(judged, direction, state).length > 0;
  if (has('ingress', 'open')) {
    return found([occurrence('fail', namespace, judged)]);
  }
  if (unread) {
    return undecidable(
      'template',
      `${unread.kind} ${unread.name} has no template and no live pod to read.`,
    );
  }
  if (has('ingress', 'unknown')) return untold(judged, 'ingress');
  if (has('egress', 'open')) {
    return found([occurrence('warn', namespace, judged)]);
  }
  if (has('egress', 'unknown')) return untold(judged, 'egress');
  return pass({
    code: 'isolated',
    message: `Policies isolate the pods of all ${judged.length} workloads for ingress and egress.`,
  });
}

/** `sec-netpol-default-deny` (`catalogue/20` S1). */
export const defaultDeny = defineCheck({
  id: 'sec-netpol-default-deny',
  title: 'Namespace denies by default',
  dimension: 'security',
  control: 'S1',
  scope: { types: ['namespace'], namespaces: ['tenant'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'netpol-deny',
  gate: 'used',
  reads: [...workloads(), list('namespaces'), ...POLICY_READS],
  texts: {
    why: 'Without a policy every pod of the cluster talks to every other, and to the internet. Whoever gets into one pod then gets to the database next door, and takes the data out.',
    rules: {
      pass: 'Every pod is isolated for ingress and for egress: some policy selects it, and none that selects it allows everything. Policies of Kubernetes, Cilium and Calico count, and those of the cluster’s administrators.',
      warn: 'Every pod is isolated for ingress, and not every one for egress.',
      fail: 'Some pod that has its own network is not isolated for ingress.',
      na: 'Only pods in the network of their node, or no pods at all; namespaces of the platform and of the cluster itself.',
      unknown:
        'Policies of an installed kind cannot be read, or it cannot be told whether a policy selects a pod, or which of two policies comes first.',
    },
    traps: [
      'A rule without peers and ports (- {}) allows everything in a NetworkPolicy. Cilium reads the same rule as allowing nothing.',
      'A policy isolates for egress only if its policyTypes say so.',
      'Policies add up: one that allows everything undoes all others.',
      'Policies do not bind pods in the network of their node.',
      'Where Cilium runs in mode always, pods without a policy are isolated too; that stands in its configuration, which is not read.',
      'A policy without a network plugin that enforces it does nothing (sec-netpol-enforced).',
    ],
    fix: 'Watch the flows, allow what is needed and DNS, then deny the rest.',
    references: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
    ],
  },
  judge(subject, inventory, context) {
    const { name } = subject;
    const namespace = inventory.namespaces.find(each => each.name === name);
    if (!namespace) return undecidable('namespaces', 'It was not listed.');
    const seen = subject.workloads.filter(
      workload => makesPods(workload) && !isCompleted(workload),
    );
    if (seen.length === 0) return na('no-pods', 'Nothing here makes pods.');
    const bound = seen.filter(({ template }) => !template?.hostNetwork);
    if (bound.length === 0) {
      return na(
        'host-network',
        'Every pod here is in the network of its node, where no policy binds it.',
      );
    }
    const key = unreadKey(context);
    if (key) {
      return undecidable(
        key,
        `Policies of kind ${key} may isolate pods or open them, and they cannot be read.`,
      );
    }
    return judgeIsolation(
      name,
      judgeWorkloads(bound, namespace, inventory),
      bound.find(({ template }) => !template),
    );
  },
});
