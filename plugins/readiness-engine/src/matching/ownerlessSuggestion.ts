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
import { ENTITY_ANNOTATIONS } from './entitySelector';
import { exactSelector } from './exactSelector';
import type { Home } from './homes';
import { deliveredBy, type KnownName, labelValues } from './knownNames';
import {
  annotationsFor,
  isLabelable,
  labelManifest,
  withId,
} from './pasteable';

const ID = ENTITY_ANNOTATIONS.id;
const ANYBODY = 'the entity that it belongs to';
/** More workloads with one label are hardly one thing. */
const MAX_GROUP = 20;

/** The label with which it joins the entity that it is called after. */
function joining(
  workload: Workload,
  home: Home,
  { demands }: Surroundings,
): Draft | undefined {
  const { candidate } = home;
  const id = ownId(candidate);
  if (id === undefined || !isLabelable(workload)) return undefined;
  const claimants = demands.claimants(withId(workload, id));
  return claimants.length === 1 && claimants[0] === candidate.entity.ref
    ? {
        basis: basisOf([home]),
        workloads: [workload],
        manifest: labelManifest(workload, id),
      }
    : undefined;
}

const GROUPING_LABELS = [
  ID,
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app',
] as const;

/** Workloads that nobody owns, of one namespace and with the same label. */
export class OwnerlessGroups {
  readonly #groups = new Map<string, Workload[]>();

  static create(workloads: readonly Workload[]): OwnerlessGroups {
    return new OwnerlessGroups(workloads);
  }

  private constructor(workloads: readonly Workload[]) {
    for (const workload of workloads) {
      for (const key of this.#keys(workload)) {
        const group = this.#groups.get(key) ?? [];
        this.#groups.set(key, group);
        group.push(workload);
      }
    }
  }

  /** The groups of a workload, the likeliest first, itself alone last. */
  of(workload: Workload): readonly (readonly Workload[])[] {
    const groups = this.#keys(workload)
      .map(key => this.#groups.get(key) ?? [])
      .filter(({ length }) => length > 1 && length <= MAX_GROUP);
    return [...groups, [workload]];
  }

  #keys(workload: Workload): readonly string[] {
    return GROUPING_LABELS.flatMap(label =>
      labelValues(workload, label).map(
        value => `${workload.namespace} ${label}=${value}`,
      ),
    );
  }
}

/** For a workload that no entity is called after. */
function forNobody(
  workload: Workload,
  groups: OwnerlessGroups,
  surroundings: Surroundings,
): Draft | undefined {
  for (const workloads of groups.of(workload)) {
    const selector = exactSelector(workloads, surroundings.index);
    if (selector) {
      const annotations = annotationsFor(selector, undefined);
      return { basis: 'label', workloads, annotations };
    }
  }
  if (!isLabelable(workload)) return undefined;
  const names: readonly KnownName[] = [
    ...[deliveredBy(workload) ?? []].flat(),
    { name: workload.name, basis: 'name' },
  ];
  const free = names.find(({ name }) => isFree(name, workload, surroundings));
  return (
    free && {
      basis: free.basis,
      workloads: [workload],
      annotations: { [ID]: free.name },
      manifest: labelManifest(workload, free.name),
    }
  );
}

/** For a workload that no entity matches and none without workloads is for. */
export function ownerlessSuggestion(
  workload: Workload,
  home: Home | undefined,
  groups: OwnerlessGroups,
  surroundings: Surroundings,
): { entityRef?: string; suggestion?: MatchingSuggestion } {
  const joins = home && joining(workload, home, surroundings);
  if (joins) {
    const entityRef = home.candidate.entity.ref;
    return { entityRef, suggestion: written(joins, undefined) };
  }
  const draft = forNobody(workload, groups, surroundings);
  if (!draft) return {};
  const isTwofold = draft.annotations && draft.manifest;
  return { suggestion: written(draft, isTwofold ? ANYBODY : undefined) };
}
