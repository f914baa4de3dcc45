import { createHash } from 'node:crypto';
import {
  type JsonObject,
  asObject,
  asString,
  asStrings,
  objectsOf,
} from '../json';
import {
  type KubeMetadata,
  type KubeObject,
  type OwnerReference,
  apiTime,
  stableNumber,
  stableUid,
} from '../objects/KubeObject';
import type { DeriveContext } from './DeriveContext';
import { injectSidecar } from './injectSidecar';
import { LIMIT_RANGER, applyLimitRanges } from './limitRanger';
import { defaultPodSpec, requestsFromLimits } from './podSpec';

export interface PodPlan {
  name: string;
  /** Makes the pods of one template differ: node, address. */
  index: number;
  owner: KubeObject;
  template: unknown;
  labels?: Record<string, string>;
  node?: string;
  /** Defaults to ready and running. */
  state?: 'ready' | 'crashing' | 'succeeded';
  injector?: string;
  createdAt: number;
  /** Claims by the name of the volume that mounts them. */
  claims?: Readonly<Record<string, string>>;
}

/** The live pod that a controller, admission and the kubelet would make. */
export function makePod(plan: PodPlan, context: DeriveContext): KubeObject {
  const template = asObject(plan.template);
  const given = asObject(template.metadata);
  const namespace = plan.owner.metadata.namespace ?? 'default';
  const injected = injectSidecar(asObject(template.spec), plan.injector);
  const ranged = applyLimitRanges(
    requestsFromLimits(defaultPodSpec(injected.spec)),
    context.limitRanges.get(namespace) ?? [],
  );
  const annotations = {
    ...asStrings(given.annotations),
    ...injected.annotations,
    ...(ranged.annotation && { [LIMIT_RANGER]: ranged.annotation }),
  };
  const node =
    plan.node ??
    context.nodes[
      (plan.index + stableNumber(97, plan.owner.metadata.name)) %
        Math.max(1, context.nodes.length)
    ];
  return child(plan.owner, context, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: plan.name,
      namespace,
      labels: { ...asStrings(given.labels), ...plan.labels },
      ...(Object.keys(annotations).length > 0 && { annotations }),
      creationTimestamp: apiTime(plan.createdAt),
    },
    spec: {
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      serviceAccountName: 'default',
      serviceAccount: 'default',
      ...ranged.spec,
      ...(plan.claims && {
        volumes: [
          ...Object.entries(plan.claims).map(([name, claimName]) => ({
            name,
            persistentVolumeClaim: { claimName },
          })),
          ...objectsOf(ranged.spec.volumes),
        ],
      }),
      ...(node !== undefined && { nodeName: node }),
    },
    status: podStatus(plan, ranged.spec),
  });
}

/** An object that a controller made of another one. */
export function child(
  owner: KubeObject,
  context: DeriveContext,
  object: KubeObject,
): KubeObject {
  const { metadata } = object;
  const reference: OwnerReference = {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  const complete: KubeMetadata = {
    ...metadata,
    uid: stableUid(
      context.cluster,
      object.kind,
      metadata.namespace ?? '',
      metadata.name,
    ),
    generation: 1,
    ownerReferences: [reference],
  };
  return { ...object, metadata: complete };
}

function podStatus(plan: PodPlan, spec: JsonObject): JsonObject {
  const since = apiTime(plan.createdAt + 4000);
  const state = plan.state ?? 'ready';
  const done = state === 'succeeded';
  const ready = state === 'ready';
  const condition = (type: string, status: boolean) => ({
    type,
    status: status ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: since,
    ...(done && type !== 'PodScheduled' && { reason: 'PodCompleted' }),
    ...(state === 'crashing' && !status && { reason: 'ContainersNotReady' }),
  });
  const finished = { exitCode: 0, reason: 'Completed', startedAt: since };
  const statusOf = (container: JsonObject, runs: boolean) => ({
    name: container.name,
    image: container.image,
    imageID: imageId(asString(container.image)),
    ready: runs ? ready : done,
    restartCount: state === 'crashing' ? 214 : 0,
    started: runs && ready,
    state: containerState(runs && !done, state, since, finished),
  });
  return {
    phase: done ? 'Succeeded' : 'Running',
    conditions: [
      condition('Initialized', true),
      condition('Ready', ready),
      condition('ContainersReady', ready),
      condition('PodScheduled', true),
    ],
    hostIP: `10.20.${plan.index % 3}.10`,
    podIP: `10.128.${stableNumber(250, plan.name)}.${
      1 + stableNumber(250, plan.name, 'host')
    }`,
    startTime: apiTime(plan.createdAt),
    initContainerStatuses: objectsOf(spec.initContainers).map(container =>
      statusOf(container, container.restartPolicy === 'Always'),
    ),
    containerStatuses: objectsOf(spec.containers).map(container =>
      statusOf(container, true),
    ),
  };
}

/** What the runtime resolved a reference to: its own digest, else one made up for it. */
function imageId(image: string | undefined): string {
  const [repository, digest] = (image ?? '').split('@');
  if (digest) return image ?? '';
  const made = createHash('sha256').update(repository).digest('hex');
  return `${repository.replace(/:[^:/]*$/, '')}@sha256:${made}`;
}

function containerState(
  running: boolean,
  state: PodPlan['state'],
  since: string,
  finished: JsonObject,
): JsonObject {
  if (!running) return { terminated: finished };
  if (state === 'crashing') {
    return {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: 'back-off 5m0s restarting failed container',
      },
    };
  }
  return { running: { startedAt: since } };
}
