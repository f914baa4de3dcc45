import type { EntityFacts, MatchingSuggestion } from '../facts';
import type { Workload } from '../inventory/Workload';
import { entityName } from './entityName';
import { ENTITY_ANNOTATIONS, type EntityDemand } from './entitySelector';
import { type KnownName, knownNames } from './knownNames';

/** An entity that may have workloads in the cluster. */
export interface Candidate {
  entity: EntityFacts;
  /** Absent where it says nothing itself. */
  demand?: EntityDemand;
  matched: boolean;
}

/** The entity that a workload is called after. */
export interface Home {
  candidate: Candidate;
  /** All that calls the workload by the name of the entity. */
  bases: ReadonlySet<MatchingSuggestion['basis']>;
}

const catalogNamespace = (ref: string) =>
  ref.slice(ref.indexOf(':') + 1, ref.lastIndexOf('/'));

const only = (found: readonly Candidate[]) =>
  found.length === 1 ? found[0] : undefined;

/** Of entities with one name the one that is meant; nobody where that is open. */
function meant(
  found: readonly Candidate[],
  { namespace }: Workload,
): Candidate | undefined {
  return (
    only(found) ??
    only(
      found.filter(({ entity }) => catalogNamespace(entity.ref) === namespace),
    ) ??
    only(found.filter(({ entity }) => entity.kind === 'component'))
  );
}

function namesOf({ entity }: Candidate): ReadonlySet<string> {
  const id = entity.annotations[ENTITY_ANNOTATIONS.id]?.toLowerCase();
  return new Set([entityName(entity.ref), ...(id ? [id] : [])]);
}

/**
 * The entities that workloads are called after. What names a workload alone
 * decides before what it is delivered with; where several entities have that
 * name, nobody can tell.
 */
export function homesOf(
  workloads: readonly Workload[],
  candidates: readonly Candidate[],
): ReadonlyMap<Workload, Home> {
  const byName = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const name of namesOf(candidate)) {
      const group = byName.get(name) ?? [];
      byName.set(name, group);
      group.push(candidate);
    }
  }
  const homes = new Map<Workload, Home>();
  for (const workload of workloads) {
    const names: readonly KnownName[] = knownNames(workload);
    const decisive = names.find(({ name }) => byName.has(name))?.name;
    const candidate =
      decisive === undefined
        ? undefined
        : meant(byName.get(decisive) ?? [], workload);
    if (candidate) {
      const bases = names
        .filter(({ name }) => name === decisive)
        .map(({ basis }) => basis);
      homes.set(workload, { candidate, bases: new Set(bases) });
    }
  }
  return homes;
}
