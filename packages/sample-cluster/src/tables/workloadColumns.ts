import { asArray, asInteger, asString, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import {
  AGE,
  type Column,
  NAME,
  column,
  count,
  field,
  labelText,
  selectorText,
  since,
  templateColumns,
  wide,
} from './Column';
import { humanDuration } from './humanDuration';

const number = (object: KubeObject, ...path: string[]) =>
  asInteger(at(object, ...path)) ?? 0;

const READY = column(
  'Ready',
  object =>
    `${number(object, 'status', 'readyReplicas')}/${number(
      object,
      'spec',
      'replicas',
    )}`,
);
const TEMPLATE = templateColumns('spec', 'template');
const SELECTOR = wide(
  column('Selector', object => selectorText(at(object, 'spec', 'selector'))),
);

function jobStatus(job: KubeObject): string {
  const holds = (type: string) =>
    objectsOf(at(job, 'status', 'conditions')).some(
      condition => condition.type === type && condition.status === 'True',
    );
  const types = ['Complete', 'Failed', 'Suspended', 'FailureTarget'];
  return types.find(holds) ?? 'Running';
}

function jobDuration(job: KubeObject, now: number): string {
  const time = (name: string) =>
    Date.parse(asString(at(job, 'status', name)) ?? '');
  const started = time('startTime');
  if (Number.isNaN(started)) return '';
  const ended = time('completionTime');
  return humanDuration((Number.isNaN(ended) ? now : ended) - started);
}

const SCALED: readonly Column[] = [
  NAME,
  count('Desired', 'spec.replicas'),
  count('Current', 'status.replicas'),
  count('Ready', 'status.readyReplicas'),
  AGE,
  ...TEMPLATE,
  ...SELECTOR,
];

/** Columns of the kinds that run pods, by `group/kind`. */
export const WORKLOAD_COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  'apps/Deployment': [
    NAME,
    READY,
    count('Up-to-date', 'status.updatedReplicas'),
    count('Available', 'status.availableReplicas'),
    AGE,
    ...TEMPLATE,
    ...SELECTOR,
  ],
  'apps/ReplicaSet': SCALED,
  '/ReplicationController': SCALED.map(one =>
    one.name === 'Selector'
      ? { ...one, cell: object => labelText(at(object, 'spec', 'selector')) }
      : one,
  ),
  'apps/StatefulSet': [NAME, READY, AGE, ...TEMPLATE],
  'apps/DaemonSet': [
    NAME,
    count('Desired', 'status.desiredNumberScheduled'),
    count('Current', 'status.currentNumberScheduled'),
    count('Ready', 'status.numberReady'),
    count('Up-to-date', 'status.updatedNumberScheduled'),
    count('Available', 'status.numberAvailable'),
    column('Node Selector', object =>
      labelText(at(object, 'spec', 'template', 'spec', 'nodeSelector')),
    ),
    AGE,
    ...TEMPLATE,
    ...SELECTOR,
  ],
  'batch/Job': [
    NAME,
    column('Status', jobStatus),
    column(
      'Completions',
      job =>
        `${number(job, 'status', 'succeeded')}/${
          asInteger(at(job, 'spec', 'completions')) ?? 1
        }`,
    ),
    column('Duration', jobDuration),
    AGE,
    ...TEMPLATE,
    ...SELECTOR,
  ],
  'batch/CronJob': [
    NAME,
    field('Schedule', 'spec.schedule'),
    field('Timezone', 'spec.timeZone'),
    column('Suspend', job =>
      at(job, 'spec', 'suspend') === true ? 'True' : 'False',
    ),
    {
      ...column('Active', job => asArray(at(job, 'status', 'active')).length),
      type: 'integer',
    },
    column('Last Schedule', (job, now) =>
      at(job, 'status', 'lastScheduleTime') === undefined
        ? '<none>'
        : since(at(job, 'status', 'lastScheduleTime'), now),
    ),
    AGE,
    ...templateColumns('spec', 'jobTemplate', 'spec', 'template'),
  ],
  'autoscaling/HorizontalPodAutoscaler': [
    NAME,
    column(
      'Reference',
      object =>
        `${at(object, 'spec', 'scaleTargetRef', 'kind')}/${at(
          object,
          'spec',
          'scaleTargetRef',
          'name',
        )}`,
    ),
    column('Targets', targetsText),
    count('MinPods', 'spec.minReplicas'),
    count('MaxPods', 'spec.maxReplicas'),
    count('Replicas', 'status.currentReplicas'),
    AGE,
  ],
  'policy/PodDisruptionBudget': [
    NAME,
    field('Min Available', 'spec.minAvailable', 'N/A'),
    field('Max Unavailable', 'spec.maxUnavailable', 'N/A'),
    count('Allowed Disruptions', 'status.disruptionsAllowed'),
    AGE,
  ],
};

/** `cpu: 41%/70%` for each metric that says how much of a resource is used. */
function targetsText(autoscaler: KubeObject): string {
  const current = objectsOf(at(autoscaler, 'status', 'currentMetrics'));
  const texts = objectsOf(at(autoscaler, 'spec', 'metrics')).map(metric => {
    const name = at(metric, 'resource', 'name');
    if (metric.type !== 'Resource') return `${metric.type}`;
    const seen = current.find(one => at(one, 'resource', 'name') === name);
    const used = at(seen, 'resource', 'current', 'averageUtilization');
    const target = at(metric, 'resource', 'target', 'averageUtilization');
    return `${name}: ${used === undefined ? '<unknown>' : `${used}%`}/${
      target === undefined ? '<auto>' : `${target}%`
    }`;
  });
  return texts.length === 0 ? '<none>' : texts.join(', ');
}
