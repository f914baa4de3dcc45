import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { EntityFacts, MatchingReport, MatchingSuggestion } from '../facts';
import type { Workload } from '../inventory/Workload';
import { DemandIndex } from './DemandIndex';
import type { Surroundings } from './draft';
import { EntitySuggestions } from './EntitySuggestions';
import type { EntityDemand } from './entitySelector';
import { type Candidate, type Home, homesOf } from './homes';
import type { LabelIndex } from './LabelIndex';
import type { MatchingRule } from './MatchingRule';
import { OwnerlessGroups, ownerlessSuggestion } from './ownerlessSuggestion';

/** An entity that lives in the cluster, with what it or a rule asks for. */
export interface SearchingEntity {
  entity: EntityFacts;
  /** What it asks for itself. */
  demand?: EntityDemand;
  /** Position of the rule that found its workloads. */
  rule?: number;
}

/** What the report is made from. */
export interface MatchedCluster {
  rules: readonly MatchingRule[];
  entities: readonly SearchingEntity[];
  /** Problems of what rules ask for in the name of an entity. */
  ruleProblems: ReadonlyMap<string, readonly string[]>;
  workloads: readonly Workload[];
  index: LabelIndex;
  entitiesOf: ReadonlyMap<string, readonly string[]>;
  workloadsOf: ReadonlyMap<string, readonly Workload[]>;
  isSystem(namespace: string): boolean;
}

/** A selector that everybody copied must not make the report endless. */
const MAX_WORKLOADS = 20;
const MAX_CLAIMANTS = 20;

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const keyOf = ({ subject }: Workload) => subjectKey(subject);

/** Components run somewhere; of other entities those that say so. */
function isExpected({ entity, demand }: SearchingEntity): boolean {
  return demand !== undefined || entity.kind === 'component';
}

function isOwnerless(
  workload: Workload,
  { entitiesOf, isSystem }: MatchedCluster,
): boolean {
  return (
    !entitiesOf.has(keyOf(workload)) &&
    !workload.classes.has('static') &&
    !isSystem(workload.namespace)
  );
}

/** Suggestions for the entities that workloads without an owner are called after. */
function suggestionsOf(
  homes: ReadonlyMap<Workload, Home>,
  surroundings: Surroundings,
): ReadonlyMap<Candidate, EntitySuggestions> {
  const called = new Map<Candidate, [Workload, Home][]>();
  for (const [workload, home] of homes) {
    if (!home.candidate.matched) {
      const group = called.get(home.candidate) ?? [];
      called.set(home.candidate, group);
      group.push([workload, home]);
    }
  }
  return new Map(
    [...called].map(([candidate, group]) => [
      candidate,
      EntitySuggestions.create(candidate, group, surroundings),
    ]),
  );
}

function matchedRows({
  entities,
  workloadsOf,
  entitiesOf,
}: MatchedCluster): MatchingReport['matched'] {
  // Entities with the same selector have the same list of workloads.
  const ambiguous = new Map<readonly Workload[], number>();
  const countAmbiguous = (found: readonly Workload[]) =>
    found.filter(workload => (entitiesOf.get(keyOf(workload))?.length ?? 0) > 1)
      .length;
  return entities.flatMap(({ entity, rule }) => {
    const found = workloadsOf.get(entity.ref);
    if (!found) return [];
    const shared = ambiguous.get(found) ?? countAmbiguous(found);
    ambiguous.set(found, shared);
    return [
      {
        entityRef: entity.ref,
        workloads: found.slice(0, MAX_WORKLOADS).map(keyOf),
        count: found.length,
        ambiguous: shared,
        ...(rule !== undefined && { rule }),
      },
    ];
  });
}

function withoutWorkload(
  candidates: readonly Candidate[],
  suggestions: ReadonlyMap<Candidate, EntitySuggestions>,
): Pick<MatchingReport, 'noWorkload' | 'unannotated'> {
  const lost = candidates.filter(({ matched }) => !matched);
  const suggested = (candidate: Candidate) =>
    suggestions.get(candidate)?.all() ?? [];
  return {
    noWorkload: lost.flatMap(candidate =>
      candidate.demand?.selector
        ? [
            {
              entityRef: candidate.entity.ref,
              selector: candidate.demand.text,
              suggestions: suggested(candidate),
            },
          ]
        : [],
    ),
    unannotated: lost
      .filter(candidate => !candidate.demand && suggestions.has(candidate))
      .map(candidate => ({
        entityRef: candidate.entity.ref,
        suggestions: suggested(candidate),
      })),
  };
}

function ambiguousRows({
  entitiesOf,
}: MatchedCluster): MatchingReport['ambiguous'] {
  return [...entitiesOf]
    .filter(([, refs]) => refs.length > 1)
    .map(([workload, refs]) => ({
      workload,
      entityRefs: refs.slice(0, MAX_CLAIMANTS),
      count: refs.length,
    }))
    .sort((a, b) => byText(a.workload, b.workload));
}

/** What people have to know and do about the matches of a cluster. */
export function matchingReport(cluster: MatchedCluster): MatchingReport {
  const { rules, entities, ruleProblems, workloads, workloadsOf } = cluster;
  const candidates: readonly Candidate[] = entities
    .filter(isExpected)
    .map(({ entity, demand }) => ({
      entity,
      demand,
      matched: workloadsOf.has(entity.ref),
    }));
  const surroundings: Surroundings = {
    index: cluster.index,
    demands: DemandIndex.create(
      entities.flatMap(({ entity, demand }) =>
        demand ? [{ ref: entity.ref, demand }] : [],
      ),
    ),
  };
  const ownerless = workloads.filter(workload =>
    isOwnerless(workload, cluster),
  );
  const homes = homesOf(ownerless, candidates);
  const suggestions = suggestionsOf(homes, surroundings);
  const seekerOf = (workload: Workload) => {
    const home = homes.get(workload);
    return home && suggestions.get(home.candidate);
  };
  const groups = OwnerlessGroups.create(
    ownerless.filter(workload => !seekerOf(workload)),
  );
  return {
    entities: candidates.length,
    rules,
    matched: matchedRows(cluster),
    ...withoutWorkload(candidates, suggestions),
    ambiguous: ambiguousRows(cluster),
    unowned: byNamespace(ownerless, workload => {
      const seeker = seekerOf(workload);
      return seeker
        ? { entityRef: seeker.ref, suggestion: seeker.for(workload) }
        : ownerlessSuggestion(
            workload,
            homes.get(workload),
            groups,
            surroundings,
          );
    }),
    problems: entities.flatMap(({ entity: { ref }, demand }) =>
      (demand?.problems ?? ruleProblems.get(ref) ?? []).map(message => ({
        entityRef: ref,
        message,
      })),
    ),
  };
}

function byNamespace(
  workloads: readonly Workload[],
  suggest: (workload: Workload) => {
    entityRef?: string;
    suggestion?: MatchingSuggestion;
  },
): MatchingReport['unowned'] {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.namespace) ?? [];
    groups.set(workload.namespace, group);
    group.push(workload);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([namespace, group]) => ({
      namespace,
      workloads: group.map(workload => {
        const { entityRef, suggestion } = suggest(workload);
        return {
          subject: keyOf(workload),
          ...(suggestion && { ...(entityRef && { entityRef }), suggestion }),
        };
      }),
    }));
}
