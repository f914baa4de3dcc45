import type { FluxObject } from '../inventory/objects';
import { at, items, number, time, word } from './fields';
import { condition, objectMeta } from './metadata';

/** A field manager is stamped when it last changed anything, so not before. */
function suspendedSince(raw: unknown): number | undefined {
  const moments = items(at(raw, 'metadata', 'managedFields'))
    .filter(entry => at(entry, 'fieldsV1', 'f:spec', 'f:suspend') !== undefined)
    .flatMap(entry => time(at(entry, 'time')) ?? []);
  return moments.length > 0 ? Math.max(...moments) : undefined;
}

function ready(raw: unknown): FluxObject['ready'] {
  const found = condition(raw, 'Ready');
  const status = word(at(found, 'status'));
  return status === undefined
    ? undefined
    : {
        status,
        since: time(at(found, 'lastTransitionTime')),
        reason: word(at(found, 'reason')),
      };
}

/** A reconciler of Flux without what it applies. */
export function fluxFields(raw: unknown): FluxObject {
  const suspended = at(raw, 'spec', 'suspend') === true;
  const generation = number(at(raw, 'metadata', 'generation'));
  const observed = number(at(raw, 'status', 'observedGeneration'));
  return {
    ...objectMeta(raw),
    suspended,
    ...(suspended && { suspendedSince: suspendedSince(raw) }),
    ready: ready(raw),
    outdated:
      generation !== undefined &&
      observed !== undefined &&
      observed < generation,
    lastAppliedRevision: word(at(raw, 'status', 'lastAppliedRevision')),
    lastAttemptedRevision: word(at(raw, 'status', 'lastAttemptedRevision')),
  };
}
