import type { MatchingSuggestion } from '../facts';
import type { Workload } from '../inventory/Workload';
import {
  basisOf,
  type Draft,
  isFree,
  ownId,
  type Surroundings,
  written,
} from './draft';
import { entityName } from './entityName';
import { ENTITY_ANNOTATIONS } from './entitySelector';
import { type ExactSelector, exactSelector } from './exactSelector';
import type { Candidate, Home } from './homes';
import { annotationsFor, isLabelable, labelManifest } from './pasteable';

type Called = readonly [Workload, Home];

/** More alternatives than that help nobody to choose. */
const MAX_ALTERNATIVES = 3;
/** A suggestion for more workloads stands with its entity alone. */
const MAX_SHARED = 20;

const NAMESPACE = ENTITY_ANNOTATIONS.namespace;

/** By labels that the workloads carry already. */
function bySelector(
  called: readonly Called[],
  { entity }: Candidate,
  { index }: Surroundings,
): Draft | undefined {
  const workloads = called.map(([workload]) => workload);
  const selector = exactSelector(workloads, index, {
    name: entityName(entity.ref),
    pinned: entity.annotations[NAMESPACE] !== undefined,
  });
  return (
    selector && {
      basis: basisOf(called.map(([, home]) => home)),
      workloads,
      annotations: annotationsFor(selector, entity),
    }
  );
}

/** By a label that the workload gets, where its own ones are not enough. */
function byNewLabel(
  called: Called,
  candidate: Candidate,
  surroundings: Surroundings,
): Draft | undefined {
  const { entity } = candidate;
  const [workload, home] = called;
  const asked = ownId(candidate);
  const id = asked ?? entityName(entity.ref);
  if (
    !isLabelable(workload) ||
    !isFree(id, workload, surroundings, entity.ref)
  ) {
    return undefined;
  }
  const pinned = entity.annotations[NAMESPACE];
  const moves = pinned !== undefined && pinned !== workload.namespace;
  const selector: ExactSelector = {
    text: `${ENTITY_ANNOTATIONS.id}=${id}`,
    ...(moves && { namespace: workload.namespace }),
  };
  return {
    basis: basisOf([home]),
    workloads: [workload],
    ...((asked === undefined || moves) && {
      annotations: annotationsFor(selector, entity),
    }),
    manifest: labelManifest(workload, id),
  };
}

function grouped<K>(
  called: readonly Called[],
  by: (called: Called) => K,
): readonly (readonly Called[])[] {
  const groups = new Map<K, Called[]>();
  for (const entry of called) {
    const group = groups.get(by(entry)) ?? [];
    groups.set(by(entry), group);
    group.push(entry);
  }
  return [...groups.values()];
}

const isNamedItself = ([, { bases }]: Called) =>
  bases.has('name') || bases.has('label');

/** Fewer workloads, where no selector takes all of them. */
function narrowed(called: readonly Called[]): readonly (readonly Called[])[] {
  const byNamespace = grouped(called, ([{ namespace }]) => namespace);
  if (byNamespace.length > 1) return byNamespace;
  const named = called.filter(isNamedItself);
  if (named.length > 0 && named.length < called.length) return [named];
  return called.length > 1 ? called.map(entry => [entry]) : [];
}

function drafts(
  called: readonly Called[],
  candidate: Candidate,
  surroundings: Surroundings,
): readonly Draft[] {
  const whole = bySelector(called, candidate, surroundings);
  if (whole) return [whole];
  if (called.length === 1) {
    const [only] = called;
    return [byNewLabel(only, candidate, surroundings) ?? []].flat();
  }
  return narrowed(called).flatMap(part =>
    drafts(part, candidate, surroundings),
  );
}

/** Suggestions for an entity without workloads, alternatives to each other. */
export class EntitySuggestions {
  readonly ref: string;
  readonly #drafts: readonly Draft[];

  static create(
    candidate: Candidate,
    called: readonly Called[],
    surroundings: Surroundings,
  ): EntitySuggestions {
    return new EntitySuggestions(
      candidate.entity.ref,
      drafts(called, candidate, surroundings).slice(0, MAX_ALTERNATIVES),
    );
  }

  private constructor(ref: string, found: readonly Draft[]) {
    this.ref = ref;
    this.#drafts = found;
  }

  /** For the entity: where one part belongs is clear. */
  all(): MatchingSuggestion[] {
    return this.#drafts.map(draft =>
      written(draft, draft.manifest === undefined ? undefined : this.ref),
    );
  }

  /** The one that takes the workload, for somebody who looks at the workload. */
  for(workload: Workload): MatchingSuggestion | undefined {
    const draft = this.#drafts.find(
      ({ workloads }) =>
        workloads.length <= MAX_SHARED && workloads.includes(workload),
    );
    return draft && written(draft, this.ref);
  }
}
