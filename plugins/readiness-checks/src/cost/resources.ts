import {
  defineCheck,
  found,
  na,
  pass,
  undecidable,
  workloads,
  type Container,
  type JudgeContext,
  type Occurrence,
  type PodTemplate,
  type Reason,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { workloadRemediation } from '../workloadRemediation';
import {
  effectiveAmount,
  isLongRunning,
  type Amount,
  type ResourceName,
} from './effectiveResources';
import { injectedResources } from './injectedResources';

const RESOURCES = ['cpu', 'memory'] as const;

/** Where nothing has been measured yet; the note says so. */
const STARTING_POINT = { cpu: '100m', memory: '128Mi' };

interface Miss {
  container: Container;
  resource: ResourceName;
  amount: Amount;
}

const fieldOf = (resource: ResourceName) => `resources.requests.${resource}`;

function amountsOf(workload: Workload, template: PodTemplate): readonly Miss[] {
  return template.containers
    .filter(({ role }) => role !== 'ephemeral')
    .flatMap(container =>
      RESOURCES.map(resource => ({
        container,
        resource,
        amount: effectiveAmount(
          workload,
          template,
          container,
          'requests',
          resource,
        ),
      })),
    );
}

const isFromLimit = ({ amount }: Miss) =>
  amount.type === 'set' && amount.origin === 'limit';

const isMissing = ({ amount }: Miss) =>
  amount.type !== 'set' || amount.origin === 'limitRange';

/** By the catalogue: init containers and defaults of a LimitRange only warn. */
const stateOf = ({ container, amount }: Miss): Occurrence['state'] =>
  amount.type === 'set' || !isLongRunning(container) ? 'warn' : 'fail';

function reason({ container, resource, amount }: Miss): Reason {
  const { name, role } = container;
  const what = resource === 'cpu' ? 'CPU' : resource;
  const kind = {
    main: 'Container',
    sidecar: 'Sidecar',
    init: 'Init container',
  };
  const subject = `${role === 'ephemeral' ? 'Container' : kind[role]} ${name}`;
  const texts: Record<Amount['type'], string> = {
    set: `${subject} has its ${what} request from a LimitRange only: nobody sized it.`,
    zero: `${subject} requests 0 ${what}, which reserves nothing.`,
    unset: `${subject} has no ${what} request.`,
    unparseable: `${subject} has a ${what} request that is no amount.`,
  };
  const codes: Record<Amount['type'], string> = {
    set: 'limit-range-default',
    zero: `zero-${resource}-request`,
    unset: `no-${resource}-request`,
    unparseable: `unparseable-${resource}-request`,
  };
  return {
    code: codes[amount.type],
    message: texts[amount.type],
    container: name,
    field: fieldOf(resource),
  };
}

function remediation(workload: Workload, missing: readonly Miss[]) {
  const names = [...new Set(missing.map(({ container }) => container.name))];
  return workloadRemediation(workload, {
    topic: 'resources',
    summary: 'Set the requests that are missing.',
    containers: names.map(name => {
      const own = missing.filter(({ container }) => container.name === name);
      return {
        name,
        role: own[0].container.role,
        fields: {
          resources: {
            requests: Object.fromEntries(
              own.map(({ container, resource }) => [
                resource,
                container.resources.limits[resource] ??
                  STARTING_POINT[resource],
              ]),
            ),
          },
        },
      };
    }),
    note: 'The amounts are a starting point: take the 95th percentile of CPU and the peak of memory over two weeks where they are measured (kubectl top pod shows the moment).',
  });
}

function exceptedReason(
  workload: Workload,
  { resource }: Miss,
  context: Pick<JudgeContext, 'exception'>,
): string | undefined {
  return context.exception({
    namespace: workload.namespace,
    name: workload.name,
    rule: `${resource}-request`,
  })?.reason;
}

/** `cost-requests-set` (`catalogue/30` C1). */
export const requestsSet = defineCheck({
  id: 'cost-requests-set',
  title: 'CPU and memory requests on every container',
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
    why: 'The scheduler, the autoscaler and every cost report count requests. A pod without them is placed as if it needed nothing, and is the first to be evicted when a node runs short.',
    rules: {
      pass: 'Every main and sidecar container has a CPU and a memory request above zero, its own or its pod’s. A limit without a request counts: the API takes it as the request.',
      warn: 'A request that a LimitRange filled in, an ordinary init container without requests, or an injected container without requests, which is the finding of the injector’s owner.',
      fail: 'A main or sidecar container without a CPU or memory request, or with a request of zero.',
      na: 'Static pods, and workloads whose every miss is excepted.',
      unknown:
        'The template cannot be read, or an amount in it cannot be parsed.',
    },
    traps: [
      'Limits without requests: the API takes the limit as the request.',
      'Pod-level resources size the pod although its containers look empty.',
      'An init container with restartPolicy Always runs as long as the pod and needs requests.',
      'DaemonSets count once for each node.',
      'A LimitRange shows in live pods only; the template stays empty.',
      'What an operator manages is sized in its custom resource.',
    ],
    fix: 'Size from measured use, not by guess; memory request equal to the limit for services.',
    references: [
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
    ],
  },
  judge({ workload }, _inventory, context) {
    const { template } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const amounts = amountsOf(workload, template);
    const exceptions = new Set<string>();
    const standing = amounts.filter(isMissing).filter(miss => {
      const why = exceptedReason(workload, miss, context);
      if (why !== undefined) exceptions.add(why);
      return why === undefined;
    });
    const broken = standing.find(({ amount }) => amount.type === 'unparseable');
    const failing = standing.some(
      miss => miss.amount.type !== 'unparseable' && stateOf(miss) === 'fail',
    );
    if (broken && !failing) {
      return undecidable(
        fieldOf(broken.resource),
        `An amount of container ${broken.container.name} cannot be parsed.`,
      );
    }
    const occurrences: Occurrence[] = [
      ...(standing.length > 0
        ? [
            {
              state: failing ? ('fail' as const) : ('warn' as const),
              ...(!failing && { severity: 'medium' as const }),
              reasons: standing.map(reason),
              remediation: remediation(workload, standing),
            },
          ]
        : []),
      ...injectedResources(workload, template, context, {
        bound: 'requests',
        resources: RESOURCES,
      }),
    ];
    if (occurrences.length > 0) return found(occurrences);
    if (exceptions.size > 0) return na('excepted', [...exceptions].join('; '));
    return pass(
      ...amounts.filter(isFromLimit).map(({ container, resource }) => ({
        code: 'request-by-default',
        message: `The ${resource} request of container ${container.name} is its limit, by defaulting.`,
        container: container.name,
        field: fieldOf(resource),
      })),
    );
  },
});
