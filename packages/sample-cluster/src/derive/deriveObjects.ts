import {
  asInteger,
  asObject,
  asString,
  at,
  canonical,
  objectsOf,
} from '../json';
import { type KubeObject, groupOf } from '../objects/KubeObject';
import { withAggregatedRules } from '../rbac/aggregateRules';
import { withDefaults } from './apiDefaults';
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

type Controller = (object: KubeObject, context: DeriveContext) => Derived;

const CONTROLLERS: Readonly<Record<string, Controller>> = {
  'apps/Deployment': deriveDeployment,
  'apps/StatefulSet': deriveStatefulSet,
  'apps/DaemonSet': deriveDaemonSet,
  'batch/Job': deriveJob,
  'batch/CronJob': deriveCronJob,
  'postgresql.cnpg.io/Cluster': derivePostgresCluster,
};

/** What was made of an object before, and of which circumstances. */
export type DeriveMemo = WeakMap<
  KubeObject,
  { signature: string; served: readonly KubeObject[] }
>;

/**
 * What a running cluster shows of the objects that somebody applied: API
 * defaults, statuses, and everything that controllers make of them. With a
 * memo, what did not change since the last time stays the same object.
 */
export function deriveObjects(
  applied: readonly KubeObject[],
  options: Omit<DeriveContext, 'nodes' | 'limitRanges' | 'reclaimPolicies'>,
  memo: DeriveMemo = new WeakMap(),
): readonly KubeObject[] {
  const context: DeriveContext = {
    ...options,
    nodes: applied
      .filter(object => object.kind === 'Node')
      .map(object => object.metadata.name)
      .sort(),
    limitRanges: limitRangesOf(applied),
    reclaimPolicies: new Map(
      applied
        .filter(({ kind }) => kind === 'StorageClass')
        .map(({ metadata, reclaimPolicy }) => [
          metadata.name,
          asString(reclaimPolicy) ?? 'Delete',
        ]),
    ),
  };
  const minimums = autoscaledMinimums(applied);
  const owners = new Set(
    applied.flatMap(object =>
      objectsOf(object.metadata.ownerReferences).map(owner => owner.uid),
    ),
  );
  const signatureOf = signatures(context, minimums);
  const served = applied.flatMap(object => {
    const adopted = owners.has(object.metadata.uid);
    const signature = `${adopted} ${signatureOf(object)}`;
    const known = memo.get(object);
    if (known?.signature === signature) return known.served;
    const made = derive(withDefaults(object, minimums), adopted, context);
    memo.set(object, { signature, served: made });
    return made;
  });
  return withAggregatedRules(withBudgets(served, context));
}

function derive(
  object: KubeObject,
  adopted: boolean,
  context: DeriveContext,
): KubeObject[] {
  const controller =
    CONTROLLERS[`${groupOf(object.apiVersion)}/${object.kind}`];
  // Who writes the dependents of an object as well gets no second set.
  if (!controller || adopted) return [withoutSteering(object)];
  const { status, children } = controller(object, context);
  return [
    withoutSteering({
      ...object,
      status: { ...status, ...asObject(object.status) },
    }),
    ...children,
  ];
}

/** All that what becomes of an object depends on, besides the object. */
function signatures(
  context: DeriveContext,
  minimums: ReadonlyMap<string, number>,
): (object: KubeObject) => string {
  const nodes = context.nodes.join();
  const policies = canonical([...context.reclaimPolicies]);
  const limits = new Map(
    [...context.limitRanges].map(([namespace, ranges]) => [
      namespace,
      canonical(ranges.map(({ spec }) => spec)),
    ]),
  );
  return object => {
    const { namespace = '', name } = object.metadata;
    const minimum = minimums.get(`${namespace}/${object.kind}/${name}`);
    const modified = context.modifiedAt(object);
    return [modified, minimum, limits.get(namespace), nodes, policies].join(
      ' ',
    );
  };
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
