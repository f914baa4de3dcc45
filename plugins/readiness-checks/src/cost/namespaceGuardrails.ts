import {
  defineCheck,
  found,
  list,
  na,
  parseQuantity,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type Occurrence,
  type Reason,
  type ResourceQuotaObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { guardrails, raiseQuota } from './guardrailRemediation';

/** What a quota bounds so that a namespace cannot take the whole cluster. */
const GUARDED = [
  'requests.cpu',
  'cpu',
  'requests.memory',
  'memory',
  'limits.cpu',
  'limits.memory',
  'pods',
  'requests.storage',
  'services.loadbalancers',
];

/** GKE keeps it in every namespace of a small cluster, far above what runs there. */
const MADE_BY_PROVIDER = ['gke-resource-quotas'];

/** In hundredths: what is used above this leaves no room for a rolling update. */
const FULL = 90n;

/** The workloads only size the quota that is proposed. */
const sizing = workloads().map(read => ({ ...read, optional: true }));

const isSet = (map: Readonly<Record<string, string>>) =>
  Object.keys(map).length > 0;

/** LimitRanges that size containers, by name. */
function limitRangesOf(
  namespace: string,
  { limitRanges }: Pick<Inventory, 'limitRanges'>,
) {
  return limitRanges.filter(
    range =>
      range.namespace === namespace &&
      range.limits.some(
        limit =>
          limit.type === 'Container' &&
          (isSet(limit.default) ||
            isSet(limit.defaultRequest) ||
            isSet(limit.max)),
      ),
  );
}

const bounds = ({ hard }: ResourceQuotaObject) =>
  GUARDED.some(key => hard[key] !== undefined);

/** A quota and a resource of which it lets hardly any more be used. */
interface FullQuota {
  quota: ResourceQuotaObject;
  resource: string;
  hard: string;
  used: string;
}

/** `undefined` where an amount of a quota cannot be read. */
function fullQuotas(
  quotas: readonly ResourceQuotaObject[],
): readonly FullQuota[] | undefined {
  const rows = quotas.flatMap(quota =>
    GUARDED.filter(resource => quota.hard[resource] !== undefined).map(
      resource => ({
        quota,
        resource,
        hard: quota.hard[resource],
        used: quota.used[resource] ?? '0',
      }),
    ),
  );
  const amounts = rows.map(row => ({
    row,
    hard: parseQuantity(row.hard),
    used: parseQuantity(row.used),
  }));
  if (amounts.some(({ hard, used }) => !hard || !used)) return undefined;
  return amounts.flatMap(({ row, hard, used }) =>
    // Nothing of nothing is a ban, not a shortage.
    hard && used && hard.nano > 0n && used.nano * 100n > hard.nano * FULL
      ? [row]
      : [],
  );
}

function missing(
  namespace: string,
  ranges: readonly { name: string }[],
  quotas: readonly ResourceQuotaObject[],
  running: readonly Workload[],
): Occurrence | undefined {
  const lacks: Reason[] = [
    ...(ranges.length > 0
      ? []
      : [
          {
            code: 'no-limit-range',
            message: `No LimitRange in ${namespace} gives containers a default or a maximum.`,
          },
        ]),
    ...(quotas.length > 0
      ? []
      : [
          {
            code: 'no-quota',
            message: `No ResourceQuota bounds what all pods of ${namespace} may take.`,
          },
        ]),
  ];
  if (lacks.length === 0) return undefined;
  return {
    state: lacks.length === 2 ? 'fail' : 'warn',
    discriminator: 'missing',
    reasons: lacks,
    remediation: guardrails(running, namespace, {
      limitRange: ranges.length === 0,
      quota: quotas.length === 0,
    }),
  };
}

function nearlyFull({ quota, resource, hard, used }: FullQuota): Occurrence {
  return {
    state: 'warn',
    discriminator: `full/${quota.name}/${resource}`,
    reasons: [
      {
        code: 'quota-nearly-full',
        message: `ResourceQuota ${quota.name} has ${used} of ${hard} ${resource} in use: a rolling update may find no room for its extra pod.`,
        field: `status.used.${resource}`,
      },
    ],
    remediation: raiseQuota(quota, resource, used),
  };
}

/** `cost-namespace-guardrails` (`catalogue/30` C1). */
export const namespaceGuardrails = defineCheck({
  id: 'cost-namespace-guardrails',
  title: 'LimitRange and ResourceQuota exist',
  dimension: 'cost',
  control: 'C1',
  scope: { types: ['namespace'], namespaces: ['tenant'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'ns-guardrails',
  gate: 'configured',
  reads: [
    list('namespaces'),
    list('limitRanges'),
    list('resourceQuotas'),
    ...sizing,
  ],
  params: { singleTenant: false },
  texts: {
    why: 'Without a quota one namespace can take the whole cluster, and the autoscaler buys what it asks for. A LimitRange sizes what nobody sized, so that the quota does not refuse it.',
    rules: {
      pass: 'A LimitRange for containers and a ResourceQuota exist, and no more than 90 % of a quota is in use.',
      warn: 'One of the two exists, or a quota is used by more than 90 %.',
      fail: 'Neither exists.',
      na: 'Platform and system namespaces, namespaces in which nothing runs, and clusters that are declared to have one tenant (parameter singleTenant).',
      unknown:
        'Namespaces, LimitRanges or ResourceQuotas cannot be listed, or an amount in a quota cannot be parsed.',
    },
    traps: [
      'A quota on requests refuses every pod without them: fix the workloads first, then the LimitRange, then the quota.',
      'A quota that is used up blocks rolling updates, which need room for one pod more.',
      'A LimitRange for volumes only sizes no container, and a quota with scopes counts some of the pods only.',
      'GKE makes gke-resource-quotas by itself; it says nothing about a decision.',
    ],
    fix: 'Apply the pair; start the quota at 1.3 times what is requested now.',
    references: [
      'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
      'https://kubernetes.io/docs/concepts/policy/limit-range/',
    ],
  },
  judge({ name, workloads: running }, inventory, context) {
    if (context.params.singleTenant === true) {
      return na('single-tenant', 'The cluster is declared to have one tenant.');
    }
    const all = inventory.resourceQuotas.filter(
      quota =>
        quota.namespace === name && !MADE_BY_PROVIDER.includes(quota.name),
    );
    const ranges = limitRangesOf(name, inventory);
    const quotas = all.filter(quota => !quota.scoped && bounds(quota));
    const { state } = context.source('workloads');
    const isEmpty =
      running.length === 0 && (state === 'ok' || state === 'empty');
    if (isEmpty && ranges.length + quotas.length === 0) {
      return na('nothing-runs', 'Nothing runs in this namespace.');
    }
    const full = fullQuotas(all);
    const lacking = missing(name, ranges, quotas, running);
    if (!full && lacking?.state !== 'fail') {
      return undecidable(
        'status.used',
        'An amount of a ResourceQuota cannot be parsed.',
      );
    }
    const occurrences = [
      ...(lacking ? [lacking] : []),
      ...(full ?? []).map(nearlyFull),
    ];
    return occurrences.length > 0 ? found(occurrences) : pass();
  },
});
