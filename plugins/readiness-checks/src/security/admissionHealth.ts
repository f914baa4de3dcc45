import {
  apiServerMetrics,
  defineCheck,
  found,
  isUnreadable,
  list,
  matchesSelector,
  na,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type Occurrence,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  admissionWebhooks,
  leftOut,
  type PlacedWebhook,
} from './admissionWebhooks';

/** Of one webhook, so that the API server has another to ask. */
const LEAST_READY = 2;

type Key =
  | 'validatingWebhookConfigurations'
  | 'mutatingWebhookConfigurations'
  | 'workloads'
  | 'podDisruptionBudgets'
  | 'namespaces'
  | 'apiServerMetrics';
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;

/** Webhooks of one configuration that one Service answers in one way. */
interface Group {
  webhooks: readonly PlacedWebhook[];
  first: PlacedWebhook;
}

function grouped(webhooks: readonly PlacedWebhook[]): readonly Group[] {
  const byKey = new Map<string, PlacedWebhook[]>();
  for (const placed of webhooks) {
    const { configuration, webhook } = placed;
    const key = [
      configuration.kind,
      configuration.name,
      webhook.service?.namespace,
      webhook.service?.name,
      webhook.failurePolicy,
    ].join('/');
    byKey.set(key, [...(byKey.get(key) ?? []), placed]);
  }
  return [...byKey.values()].map(group => ({
    webhooks: group,
    first: group[0],
  }));
}

/** What answers a webhook, as far as its Service selects something. */
function backing(
  { webhook: { service } }: PlacedWebhook,
  seen: Seen,
): readonly Workload[] | undefined {
  return service
    ? seen.workloads.filter(
        workload =>
          workload.namespace === service.namespace &&
          workload.services.includes(service.name),
      )
    : undefined;
}

function failOpens({ webhooks }: Group, seen: Seen): number {
  const names = new Set(webhooks.map(({ webhook }) => webhook.name));
  return seen.apiServerMetrics
    .filter(
      ({ metric, labels }) =>
        metric === 'apiserver_admission_webhook_fail_open_count' &&
        names.has(labels.name),
    )
    .reduce((sum, { value }) => sum + value, 0);
}

const hasBudget = (workload: Workload, seen: Seen) =>
  seen.podDisruptionBudgets.some(
    ({ namespace, selector }) =>
      namespace === workload.namespace &&
      selector !== undefined &&
      matchesSelector(selector, workload.template?.labels ?? {}),
  );

/** Without it no pod is made at all, of whatever namespace. */
const stopsPods = ({ webhooks }: Group) =>
  webhooks.some(({ webhook: { resources } }) =>
    resources.some(resource => /^(pods|\*)(\/\*)?(\.\*)?$/.test(resource)),
  );

interface Fault {
  state: Occurrence['state'];
  reason: Reason;
}

const fault = (
  state: Occurrence['state'],
  code: string,
  message: string,
  field?: string,
): Fault => ({ state, reason: { code, message, ...(field && { field }) } });

const namesOf = ({ webhooks }: Group) =>
  webhooks.length === 1
    ? webhooks[0].webhook.name
    : `${webhooks[0].webhook.name} and ${webhooks.length - 1} more`;

/** What becomes of requests while nobody answers. */
function policyFaults(
  group: Group,
  seen: Seen,
  context: Context,
): readonly Fault[] {
  const { webhook, isSecurity } = group.first;
  if (!isSecurity || webhook.failurePolicy !== 'Ignore') return [];
  const opened = failOpens(group, seen);
  if (opened > 0) {
    return [
      fault(
        'fail',
        'failed-open',
        `${namesOf(
          group,
        )} let ${opened} requests pass unasked since the API server started, because nobody answered and failurePolicy is Ignore.`,
        'webhooks[].failurePolicy',
      ),
    ];
  }
  const unread = isUnreadable(context.source('apiServerMetrics').state);
  return [
    fault(
      'warn',
      unread ? 'not-live-verified' : 'may-fail-open',
      `${namesOf(
        group,
      )} lets requests pass while nobody answers (failurePolicy Ignore). ${
        unread
          ? 'Whether that has happened cannot be read.'
          : 'That has not happened since the API server started.'
      }`,
      'webhooks[].failurePolicy',
    ),
  ];
}

/** Whether enough of it runs to answer through a drain. */
function replicaFaults(group: Group, seen: Seen): readonly Fault[] {
  const { first } = group;
  const behind = backing(first, seen);
  if (!behind || behind.length === 0) return [];
  const ready = behind.reduce((sum, { live }) => sum + live.ready, 0);
  const title = behind.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  const blocks = first.webhook.failurePolicy !== 'Ignore';
  if (ready === 0) {
    return blocks || first.isSecurity
      ? [
          fault(
            'fail',
            'no-endpoints',
            `No pod of ${title} is ready to answer ${namesOf(group)}: ${
              blocks
                ? 'every request that it is asked about is refused'
                : 'every request passes unasked'
            }.`,
          ),
        ]
      : [];
  }
  if (blocks && ready < LEAST_READY) {
    return [
      fault(
        'fail',
        'single-replica',
        `One pod of ${title} answers ${namesOf(group)}, and failurePolicy is ${
          first.webhook.failurePolicy
        }: ${
          stopsPods(group)
            ? 'when it is gone no pod can be made, its own successor included'
            : 'when it is gone what it is asked about can neither be made nor changed'
        }.`,
      ),
    ];
  }
  const unprotected = behind.find(workload => !hasBudget(workload, seen));
  return first.isSecurity && unprotected
    ? [
        fault(
          'warn',
          'no-budget',
          `No PodDisruptionBudget keeps a drain from taking all pods of ${unprotected.kind} ${unprotected.name} at once.`,
        ),
      ]
    : [];
}

/** Namespaces of people that it is never asked about. */
function scopeFaults(
  group: Group,
  seen: Seen,
  context: Context,
): readonly Fault[] {
  const { webhook, isSecurity } = group.first;
  if (!isSecurity) return [];
  const out = leftOut(webhook.namespaceSelector, seen.namespaces).filter(
    ({ name }) =>
      name !== webhook.service?.namespace &&
      context.namespaceClass(name) !== 'system',
  );
  return out.length > 0
    ? [
        fault(
          'warn',
          'leaves-out',
          `${namesOf(group)} is not asked about ${out
            .slice(0, 3)
            .map(({ name }) => name)
            .join(', ')}${
            out.length > 3 ? ` and ${out.length - 3} more namespaces` : ''
          } (see sec-pss-exemptions-justified).`,
          'webhooks[].namespaceSelector',
        ),
      ]
    : [];
}

function remediation(
  group: Group,
  codes: readonly string[],
  seen: Seen,
): Occurrence['remediation'] {
  const { configuration, webhook } = group.first;
  const [workload] = backing(group.first, seen) ?? [];
  const scales = codes.some(code =>
    ['single-replica', 'no-endpoints', 'no-budget'].includes(code),
  );
  if (scales && workload && workload.kind === 'Deployment') {
    const { namespace, name } = workload;
    const labels = Object.entries(workload.template?.labels ?? {})
      .slice(0, 1)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    return {
      summary: 'Let enough pods answer, also through a drain.',
      type: 'command',
      target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name },
      content: [
        `kubectl scale deployment ${name} -n ${namespace} --replicas=3`,
        `kubectl create poddisruptionbudget ${name} -n ${namespace} --selector=${labels} --min-available=1`,
      ].join('\n'),
      note: `Where a chart or an operator installs it, set its replicas there; spread the pods over nodes and zones.`,
    };
  }
  return {
    summary: `Let ${webhook.name} decide whenever it is asked.`,
    type: 'steps',
    target: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: configuration.kind,
      name: configuration.name,
    },
    content: [
      `1. Run three replicas of what answers ${webhook.name}, with a PodDisruptionBudget, spread over nodes.`,
      `2. Set failurePolicy: Fail where ${configuration.kind} ${configuration.name} is made (the chart, or the policies of the engine), and leave out nothing but its own and the system namespaces.`,
      '3. Move simple rules to a ValidatingAdmissionPolicy: the API server judges them itself.',
    ].join('\n'),
  };
}

function judgeGroup(
  group: Group,
  seen: Seen,
  context: Context,
): readonly Occurrence[] {
  const faults = [
    ...replicaFaults(group, seen),
    ...policyFaults(group, seen, context),
    ...scopeFaults(group, seen, context),
  ];
  if (faults.length === 0) return [];
  const { configuration, webhook } = group.first;
  const failed = faults.some(({ state }) => state === 'fail');
  const grave = group.first.isSecurity || stopsPods(group);
  return [
    {
      state: failed ? 'fail' : 'warn',
      discriminator: `${configuration.kind}/${configuration.name}/${webhook.name}`,
      ...(!(failed && grave) && { severity: 'medium' as const }),
      reasons: faults.map(({ reason }) => reason),
      remediation: remediation(
        group,
        faults.map(({ reason }) => reason.code),
        seen,
      ),
    },
  ];
}

/** What keeps a webhook without a fault from being called healthy. */
function judgeClean(groups: readonly Group[], seen: Seen): Judgement {
  const hidden = groups.find(
    group =>
      (backing(group.first, seen) ?? []).length === 0 &&
      (group.first.isSecurity || group.first.webhook.failurePolicy === 'Fail'),
  );
  return hidden
    ? undecidable(
        'webhooks[].clientConfig',
        `What answers ${namesOf(hidden)} is not seen: ${
          hidden.first.webhook.service
            ? 'its Service selects no workload'
            : 'it is reached by a URL'
        }.`,
      )
    : pass({
        code: 'healthy',
        message: `Enough pods answer the webhooks of ${groups.length} configurations, and none that guards the cluster can be skipped.`,
      });
}

/** `sec-admission-health` (`catalogue/20` S1). */
export const admissionHealth = defineCheck({
  id: 'sec-admission-health',
  title: 'Admission policy engines cannot be silently skipped',
  dimension: 'security',
  control: 'S1',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'used',
  effort: 'M',
  fixKey: 'admission-ha',
  gate: 'used',
  reads: [
    list('validatingWebhookConfigurations'),
    list('mutatingWebhookConfigurations'),
    ...workloads({ live: true, services: true }),
    list('podDisruptionBudgets'),
    list('namespaces'),
    apiServerMetrics(),
  ],
  texts: {
    why: 'A policy engine that does not answer either stops the cluster or lets everything through, by one word in its configuration. Both happen at the worst time: when nodes are drained.',
    rules: {
      pass: 'Two ready pods answer each webhook that may block. Those of policy engines have a disruption budget as well, refuse while nobody answers, and leave out only their own and system namespaces.',
      warn: 'A policy engine’s webhook lets requests pass while nobody answers, which has not been seen to happen; it leaves out other namespaces; or no budget protects it.',
      fail: 'It has let requests pass unasked; one pod alone answers a webhook that blocks; or no pod does.',
      na: 'There are no webhooks: built-in admission and ValidatingAdmissionPolicies need nobody to answer.',
      unknown:
        'Configurations, workloads or Services cannot be read, or what answers a webhook is not in the cluster.',
    },
    traps: [
      'Webhooks of cert-manager, Istio and other operators guard nothing: only their replicas are judged.',
      'The API server counts what passed unasked since it started, and each server for itself.',
      'A webhook about its own namespace blocks its own restart.',
    ],
    fix: 'Three replicas, a disruption budget and topology spread; then failurePolicy Fail. Simple rules as ValidatingAdmissionPolicy.',
    references: [
      'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
      'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
    ],
  },
  judge(_subject, seen, context) {
    const groups = grouped(admissionWebhooks(seen));
    if (groups.length === 0) {
      return na('no-webhooks', 'No admission webhook is configured.');
    }
    const occurrences = groups.flatMap(group =>
      judgeGroup(group, seen, context),
    );
    return occurrences.length > 0
      ? found(occurrences)
      : judgeClean(groups, seen);
  },
});
