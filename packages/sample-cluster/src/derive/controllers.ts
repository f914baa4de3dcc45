import {
  type JsonObject,
  asInteger,
  asObject,
  asString,
  asStrings,
  at,
  canonical,
  objectsOf,
} from '../json';
import {
  type KubeObject,
  apiTime,
  stableNumber,
  stableSuffix,
} from '../objects/KubeObject';
import {
  type DeriveContext,
  type Derived,
  INJECT_ANNOTATION,
  READY_ANNOTATION,
} from './DeriveContext';
import { type PodPlan, child, makePod } from './makePod';
import { makeClaim } from './makeClaim';

/** When the present template of an object was rolled out, epoch ms. */
function rolledOutAt(object: KubeObject, context: DeriveContext): number {
  const created = Date.parse(object.metadata.creationTimestamp ?? '');
  return (
    context.modifiedAt(object) ??
    (Number.isNaN(created) ? context.startedAt : created + 5000)
  );
}

function hasContainers(object: KubeObject, ...path: string[]): boolean {
  const spec = at(object, ...path, 'template', 'spec');
  return objectsOf(at(spec, 'containers')).length > 0;
}

/** The plans of `count` pods, the last of them crashing where told so. */
function podPlans(
  object: KubeObject,
  context: DeriveContext,
  count: number,
): Pick<
  PodPlan,
  'index' | 'state' | 'injector' | 'template' | 'createdAt' | 'owner'
>[] {
  const annotations = asStrings(object.metadata.annotations);
  const ready = asInteger(annotations[READY_ANNOTATION]) ?? count;
  return Array.from({ length: count }, (_value, index) => ({
    index,
    owner: object,
    template: at(object, 'spec', 'template'),
    state: index < ready ? ('ready' as const) : ('crashing' as const),
    injector: annotations[INJECT_ANNOTATION],
    createdAt: rolledOutAt(object, context),
  }));
}

const readyOf = (pods: readonly KubeObject[]): number =>
  pods.filter(pod =>
    objectsOf(at(pod, 'status', 'conditions')).some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    ),
  ).length;

function replicaStatus(
  object: KubeObject,
  pods: readonly KubeObject[],
): JsonObject {
  const ready = readyOf(pods);
  return {
    observedGeneration: object.metadata.generation,
    replicas: pods.length,
    ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
  };
}

export function deriveDeployment(
  object: KubeObject,
  context: DeriveContext,
): Derived {
  const replicas = asInteger(at(object, 'spec', 'replicas')) ?? 1;
  const template = asObject(at(object, 'spec', 'template'));
  const { name, namespace } = object.metadata;
  const hash = stableSuffix(10, canonical(template));
  const labels = {
    ...asStrings(at(template, 'metadata', 'labels')),
    'pod-template-hash': hash,
  };
  const replicaSet = child(object, context, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        'deployment.kubernetes.io/revision': String(
          object.metadata.generation ?? 1,
        ),
      },
      creationTimestamp: apiTime(rolledOutAt(object, context)),
    },
    spec: {
      replicas,
      selector: {
        matchLabels: {
          ...asStrings(at(object, 'spec', 'selector', 'matchLabels')),
          'pod-template-hash': hash,
        },
      },
      template: {
        ...template,
        metadata: { ...asObject(template.metadata), labels },
      },
    },
  });
  const count = hasContainers(object, 'spec') ? replicas : 0;
  const pods = podPlans(object, context, count).map(plan =>
    makePod(
      {
        ...plan,
        owner: replicaSet,
        name: `${replicaSet.metadata.name}-${stableSuffix(
          5,
          replicaSet.metadata.name,
          String(plan.index),
        )}`,
        labels: { 'pod-template-hash': hash },
      },
      context,
    ),
  );
  const status = replicaStatus(object, pods);
  const available = readyOf(pods) === replicas ? 'True' : 'False';
  return {
    status: {
      ...status,
      ...(pods.length > 0 && { updatedReplicas: pods.length }),
      conditions: [
        {
          type: 'Available',
          status: available,
          reason:
            available === 'True'
              ? 'MinimumReplicasAvailable'
              : 'MinimumReplicasUnavailable',
          lastTransitionTime: apiTime(rolledOutAt(object, context)),
        },
      ],
    },
    children: [{ ...replicaSet, status }, ...pods],
  };
}

export function deriveStatefulSet(
  object: KubeObject,
  context: DeriveContext,
): Derived {
  const replicas = asInteger(at(object, 'spec', 'replicas')) ?? 1;
  const { name } = object.metadata;
  const templates = objectsOf(at(object, 'spec', 'volumeClaimTemplates'));
  const revision = `${name}-${stableSuffix(
    10,
    canonical(at(object, 'spec', 'template')),
  )}`;
  const count = hasContainers(object, 'spec') ? replicas : 0;
  const children = podPlans(object, context, count).flatMap(plan => {
    const podName = `${name}-${plan.index}`;
    const claims = templates.map(template => {
      const volume = asString(at(template, 'metadata', 'name')) ?? 'data';
      return { volume, name: `${volume}-${podName}`, template };
    });
    const pod = makePod(
      {
        ...plan,
        name: podName,
        labels: {
          'apps.kubernetes.io/pod-index': String(plan.index),
          'controller-revision-hash': revision,
          'statefulset.kubernetes.io/pod-name': podName,
        },
        ...(claims.length > 0 && {
          claims: Object.fromEntries(
            claims.map(claim => [claim.volume, claim.name]),
          ),
        }),
      },
      context,
    );
    return [
      pod,
      ...claims.flatMap(claim =>
        makeClaim(
          {
            name: claim.name,
            object,
            spec: asObject(claim.template.spec),
            labels: asStrings(at(object, 'spec', 'selector', 'matchLabels')),
          },
          context,
        ),
      ),
    ];
  });
  const pods = children.filter(({ kind }) => kind === 'Pod');
  return {
    status: {
      ...replicaStatus(object, pods),
      currentRevision: revision,
      updateRevision: revision,
    },
    children,
  };
}

export function deriveDaemonSet(
  object: KubeObject,
  context: DeriveContext,
): Derived {
  const { name } = object.metadata;
  const hash = stableSuffix(10, canonical(at(object, 'spec', 'template')));
  const count = hasContainers(object, 'spec') ? context.nodes.length : 0;
  const pods = podPlans(object, context, count).map(plan =>
    makePod(
      {
        ...plan,
        name: `${name}-${stableSuffix(5, name, context.nodes[plan.index])}`,
        node: context.nodes[plan.index],
        labels: {
          'controller-revision-hash': hash,
          'pod-template-generation': '1',
        },
      },
      context,
    ),
  );
  return {
    status: {
      observedGeneration: object.metadata.generation,
      currentNumberScheduled: pods.length,
      desiredNumberScheduled: pods.length,
      numberAvailable: readyOf(pods),
      numberMisscheduled: 0,
      numberReady: readyOf(pods),
      updatedNumberScheduled: pods.length,
    },
    children: pods,
  };
}

export function deriveJob(object: KubeObject, context: DeriveContext): Derived {
  const { name } = object.metadata;
  const started = rolledOutAt(object, context);
  const labels = {
    'batch.kubernetes.io/job-name': name,
    'batch.kubernetes.io/controller-uid': object.metadata.uid ?? '',
    'job-name': name,
  };
  const pods = hasContainers(object, 'spec')
    ? [
        makePod(
          {
            name: `${name}-${stableSuffix(5, name)}`,
            index: 0,
            owner: object,
            template: at(object, 'spec', 'template'),
            labels,
            state: 'succeeded',
            createdAt: started,
          },
          context,
        ),
      ]
    : [];
  const completed = apiTime(started + 95_000);
  return {
    status: {
      ...(pods.length > 0 && {
        succeeded: 1,
        completionTime: completed,
        conditions: [
          { type: 'Complete', status: 'True', lastTransitionTime: completed },
        ],
      }),
      startTime: apiTime(started),
    },
    children: pods,
  };
}

const HOUR_MS = 3_600_000;

export function deriveCronJob(
  object: KubeObject,
  context: DeriveContext,
): Derived {
  if (at(object, 'spec', 'suspend') === true) {
    return { status: {}, children: [] };
  }
  const { name, namespace } = object.metadata;
  // Whole minutes, as the controller names its Jobs after them.
  const ago = HOUR_MS + stableNumber(4 * 60, name) * 60_000;
  const scheduled = Math.floor((context.startedAt - ago) / 60_000) * 60_000;
  const template = asObject(at(object, 'spec', 'jobTemplate'));
  if (!hasContainers(object, 'spec', 'jobTemplate', 'spec')) {
    return { status: {}, children: [] };
  }
  const job = child(object, context, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name}-${scheduled / 60_000}`,
      namespace,
      labels: asStrings(at(template, 'metadata', 'labels')),
      annotations: {
        'batch.kubernetes.io/cronjob-scheduled-timestamp': apiTime(scheduled),
      },
      creationTimestamp: apiTime(scheduled),
    },
    spec: { backoffLimit: 6, ...asObject(template.spec) },
  });
  const derived = deriveJob(job, context);
  return {
    status: {
      lastScheduleTime: apiTime(scheduled),
      lastSuccessfulTime: apiTime(scheduled + 100_000),
    },
    children: [{ ...job, status: derived.status }, ...derived.children],
  };
}
