import type { ControllerObject, OwnerReference } from '../inventory/folded';
import { at, items, number, text, time, word } from './fields';
import type { CreateFailure } from '../inventory/Workload';
import { condition, objectMeta } from './metadata';
import { podTemplate } from './podTemplate';

/** `ownerReferences[?controller==true]`; an operator that forgets the flag still owns. */
export function controllingOwner(raw: unknown): OwnerReference | undefined {
  const references = items(at(raw, 'metadata', 'ownerReferences'));
  const owner =
    references.find(entry => at(entry, 'controller') === true) ??
    (references.length === 1 ? references[0] : undefined);
  const kind = word(at(owner, 'kind'));
  const name = word(at(owner, 'name'));
  if (kind === undefined || name === undefined) return undefined;
  return { apiVersion: text(at(owner, 'apiVersion')) ?? '', kind, name };
}

/** Where the kinds of controllers keep their pod template. */
const TEMPLATE_PATHS: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The raw pod template of a controller. */
export function rawTemplate(kind: string, raw: unknown): unknown {
  return at(raw, ...(TEMPLATE_PATHS[kind] ?? ['spec', 'template']));
}

/** The newest of the times at which something about the object changed. */
function unchangedSince(raw: unknown): number | undefined {
  const changes = [
    ...items(at(raw, 'status', 'conditions')).flatMap(entry => [
      time(at(entry, 'lastUpdateTime')),
      time(at(entry, 'lastTransitionTime')),
    ]),
    time(at(raw, 'metadata', 'creationTimestamp')),
  ].flatMap(moment => moment ?? []);
  return changes.length > 0 ? Math.max(...changes) : undefined;
}

/** Annotations by which people answer questions of the checks. */
const ANSWERS = 'readiness.io/';

/** The message names pods and values; only what refused them is kept. */
function createFailure(raw: unknown): CreateFailure | undefined {
  const failure = condition(raw, 'ReplicaFailure');
  if (at(failure, 'status') !== 'True') return undefined;
  return {
    reason: word(at(failure, 'reason')) ?? 'ReplicaFailure',
    podSecurity: (text(at(failure, 'message')) ?? '').includes(
      'violates PodSecurity',
    ),
    since: time(at(failure, 'lastTransitionTime')),
  };
}

function claimRetention(spec: unknown): ControllerObject['claimRetention'] {
  const policy = at(spec, 'persistentVolumeClaimRetentionPolicy');
  if (policy === undefined) return undefined;
  return {
    whenDeleted: word(at(policy, 'whenDeleted')) ?? 'Retain',
    whenScaled: word(at(policy, 'whenScaled')) ?? 'Retain',
  };
}

/** A controller of any built-in kind, or a Rollout. */
export function projectController(
  apiGroup: string,
  kind: string,
  raw: unknown,
): ControllerObject {
  const template = rawTemplate(kind, raw);
  const spec = at(raw, 'spec');
  const reference = at(spec, 'workloadRef');
  const referred = word(at(reference, 'name'));
  return {
    ...objectMeta(raw, [ANSWERS]),
    apiGroup,
    kind,
    generation: number(at(raw, 'metadata', 'generation')),
    owner: controllingOwner(raw),
    replicas: number(at(spec, 'replicas')),
    suspended: kind === 'CronJob' && at(spec, 'suspend') === true,
    unchangedSince: unchangedSince(raw),
    ...(typeof template === 'object' &&
      template !== null && {
        template: podTemplate(at(template, 'metadata'), at(template, 'spec')),
      }),
    ...(referred && {
      templateFrom: {
        kind: text(at(reference, 'kind')) ?? '',
        name: referred,
      },
    }),
    strategy: word(
      at(spec, 'strategy', 'type') ?? at(spec, 'updateStrategy', 'type'),
    ),
    createFailure: createFailure(raw),
    claimRetention: claimRetention(spec),
    claimTemplates: items(at(spec, 'volumeClaimTemplates')).flatMap(
      entry => word(at(entry, 'metadata', 'name')) ?? [],
    ),
    updateRevision: word(at(raw, 'status', 'updateRevision')),
  };
}
