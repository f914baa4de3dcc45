import {
  type JsonObject,
  asInteger,
  asObject,
  asStrings,
  at,
  objectsOf,
} from '../json';
import {
  type KubeObject,
  apiTime,
  groupOf,
  objectKey,
  stableUid,
} from '../objects/KubeObject';
import { budgetStatus } from './budgetStatus';
import {
  deriveCronJob,
  deriveDaemonSet,
  deriveDeployment,
  deriveJob,
  deriveStatefulSet,
} from './controllers';
import {
  type DeriveContext,
  type Derived,
  SAMPLE_PREFIX,
} from './DeriveContext';
import { derivePostgresCluster } from './derivePostgresCluster';
import { defaultPodSpec } from './podSpec';

type Controller = (object: KubeObject, context: DeriveContext) => Derived;

const CONTROLLERS: Readonly<Record<string, Controller>> = {
  'apps/Deployment': deriveDeployment,
  'apps/StatefulSet': deriveStatefulSet,
  'apps/DaemonSet': deriveDaemonSet,
  'batch/Job': deriveJob,
  'batch/CronJob': deriveCronJob,
  'postgresql.cnpg.io/Cluster': derivePostgresCluster,
};

const BASE_NAMESPACES = [
  'default',
  'kube-node-lease',
  'kube-public',
  'kube-system',
];

/**
 * What a running cluster shows of the objects that somebody applied: API
 * defaults, statuses, and everything that controllers make of them.
 */
export function deriveObjects(
  applied: readonly KubeObject[],
  options: Omit<DeriveContext, 'nodes' | 'limitRanges'>,
): readonly KubeObject[] {
  const all = [...applied, ...missingNamespaces(applied, options)];
  const context: DeriveContext = {
    ...options,
    nodes: all
      .filter(object => object.kind === 'Node')
      .map(object => object.metadata.name)
      .sort(),
    limitRanges: limitRangesOf(all),
  };
  const minimums = autoscaledMinimums(all);
  const owners = new Set(
    applied.flatMap(object =>
      objectsOf(object.metadata.ownerReferences).map(owner => owner.uid),
    ),
  );
  const served: KubeObject[] = [];
  for (const object of all) {
    const complete = withDefaults(object, minimums);
    const controller =
      CONTROLLERS[`${groupOf(object.apiVersion)}/${object.kind}`];
    // Who writes the dependents of an object as well gets no second set.
    if (!controller || owners.has(object.metadata.uid)) {
      served.push(withoutSteering(complete));
      continue;
    }
    const { status, children } = controller(complete, context);
    served.push(
      withoutSteering({
        ...complete,
        status: { ...status, ...asObject(object.status) },
      }),
      ...children,
    );
  }
  return withBudgets(served, context);
}

function withBudgets(
  objects: readonly KubeObject[],
  context: DeriveContext,
): KubeObject[] {
  const pods = objects.filter(object => object.kind === 'Pod');
  return objects.map(object =>
    object.kind === 'PodDisruptionBudget' && object.status === undefined
      ? {
          ...object,
          status: budgetStatus(
            object,
            pods,
            context.modifiedAt(object) ??
              (Date.parse(object.metadata.creationTimestamp ?? '') ||
                context.startedAt),
          ),
        }
      : object,
  );
}

function missingNamespaces(
  applied: readonly KubeObject[],
  options: { cluster: string; startedAt: number },
): KubeObject[] {
  const known = new Set(
    applied
      .filter(object => object.kind === 'Namespace')
      .map(object => object.metadata.name),
  );
  const used = applied.flatMap(object => object.metadata.namespace ?? []);
  return [...new Set([...BASE_NAMESPACES, ...used])]
    .filter(name => !known.has(name))
    .map(name => {
      const object: KubeObject = {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      };
      return {
        ...object,
        metadata: {
          name,
          uid: stableUid(options.cluster, objectKey(object)),
          resourceVersion: '1',
          creationTimestamp: apiTime(options.startedAt - 400 * 86_400_000),
        },
      };
    });
}

function limitRangesOf(
  objects: readonly KubeObject[],
): Map<string, KubeObject[]> {
  const result = new Map<string, KubeObject[]>();
  for (const object of objects) {
    if (object.kind !== 'LimitRange') continue;
    const namespace = object.metadata.namespace ?? 'default';
    result.set(namespace, [...(result.get(namespace) ?? []), object]);
  }
  return result;
}

/** Minimums of the autoscalers, by what they scale. */
function autoscaledMinimums(
  objects: readonly KubeObject[],
): ReadonlyMap<string, number> {
  return new Map(
    objects
      .filter(object => object.kind === 'HorizontalPodAutoscaler')
      .map(object => [
        [
          object.metadata.namespace,
          at(object, 'spec', 'scaleTargetRef', 'kind'),
          at(object, 'spec', 'scaleTargetRef', 'name'),
        ].join('/'),
        asInteger(at(object, 'spec', 'minReplicas')) ?? 1,
      ]),
  );
}

const WITH_TEMPLATE = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];
const WITH_REPLICAS = ['Deployment', 'StatefulSet'];

function withDefaults(
  object: KubeObject,
  minimums: ReadonlyMap<string, number>,
): KubeObject {
  const { kind, metadata } = object;
  const group = groupOf(object.apiVersion);
  if (kind === 'Namespace') return namespaceDefaults(object);
  if (kind === 'Node') return nodeDefaults(object);
  const spec = asObject(object.spec);
  if (kind === 'CronJob' && group === 'batch') {
    const jobTemplate = asObject(spec.jobTemplate);
    return {
      ...object,
      spec: {
        concurrencyPolicy: 'Allow',
        suspend: false,
        ...spec,
        jobTemplate: { ...jobTemplate, spec: templated(jobTemplate.spec) },
      },
    };
  }
  if (!WITH_TEMPLATE.includes(kind) || !['apps', 'batch'].includes(group)) {
    return object;
  }
  const scaled = minimums.get(`${metadata.namespace}/${kind}/${metadata.name}`);
  return {
    ...object,
    spec: {
      ...(WITH_REPLICAS.includes(kind) && { replicas: scaled ?? 1 }),
      ...templated(spec),
    },
  };
}

function templated(spec: unknown): JsonObject {
  const given = asObject(spec);
  const template = asObject(given.template);
  return template.spec === undefined
    ? given
    : {
        ...given,
        template: { ...template, spec: defaultPodSpec(template.spec) },
      };
}

function namespaceDefaults(object: KubeObject): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: {
        'kubernetes.io/metadata.name': metadata.name,
        ...asStrings(metadata.labels),
      },
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active', ...asObject(object.status) },
  };
}

function nodeDefaults(object: KubeObject): KubeObject {
  const status = asObject(object.status);
  return {
    ...object,
    status: {
      capacity: status.allocatable,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          lastTransitionTime: object.metadata.creationTimestamp,
        },
      ],
      ...status,
    },
  };
}

function withoutSteering(object: KubeObject): KubeObject {
  const annotations = asObject(object.metadata.annotations);
  const kept = Object.entries(annotations).filter(
    ([key]) => !key.startsWith(SAMPLE_PREFIX),
  );
  if (kept.length === Object.keys(annotations).length) return object;
  const { annotations: _steering, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(kept.length > 0 && {
        annotations: Object.fromEntries(kept) as Record<string, string>,
      }),
    },
  };
}
