import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { EntityFacts, MatchingReport } from '../facts';
import type { Workload } from '../inventory/Workload';
import { entityDemand, type EntityDemand, livesIn } from './entitySelector';
import { LabelIndex } from './LabelIndex';
import { matchesSelector } from './matchesSelector';
import { suggestionFor, suggestionsFor } from './suggestions';

/** Who matches what; keys are subject keys and entity refs. @public */
export interface EntityMatches {
  report: MatchingReport;
  /** Refs of the entities that match a workload, sorted; never empty. */
  entitiesOf: ReadonlyMap<string, readonly string[]>;
  /** Workloads that an entity matches, those of ambiguous matches included. */
  workloadsOf: ReadonlyMap<string, readonly Workload[]>;
}

/** @public */
export interface MatchOptions {
  cluster: string;
  entities: readonly EntityFacts[];
  workloads: readonly Workload[];
  /** Workloads of these namespaces are not reported as unowned. */
  isSystem(namespace: string): boolean;
}

type Demanding = EntityFacts & { demand: EntityDemand };

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function isMatch({ demand }: Demanding, workload: Workload): boolean {
  const { selector, namespace } = demand;
  if (!selector || (namespace && namespace !== workload.namespace)) {
    return false;
  }
  return (
    matchesSelector(selector, workload.labels) ||
    (workload.template !== undefined &&
      matchesSelector(selector, workload.template.labels))
  );
}

/**
 * Matches catalog entities and the workloads of one cluster (decision D2), by
 * the label selector of the entity, else its kubernetes-id, never by its name.
 *
 * @public
 */
export function matchEntities(options: MatchOptions): EntityMatches {
  const demanding = options.entities
    .filter(entity => livesIn(entity, options.cluster))
    .flatMap(entity => {
      const demand = entityDemand(entity);
      return demand ? [{ ...entity, demand }] : [];
    })
    .sort((a, b) => byText(a.ref, b.ref));
  const index = LabelIndex.create(options.workloads);
  const workloadsOf = new Map<string, readonly Workload[]>();
  const entitiesOf = new Map<string, string[]>();
  for (const entity of demanding) {
    const found = index
      .candidates(entity.demand.selector)
      .filter(workload => isMatch(entity, workload));
    if (found.length > 0) workloadsOf.set(entity.ref, found);
    for (const { subject } of found) {
      const key = subjectKey(subject);
      entitiesOf.set(key, [...(entitiesOf.get(key) ?? []), entity.ref]);
    }
  }
  const matches = { entitiesOf, workloadsOf };
  return { ...matches, report: reportOf(options, demanding, matches) };
}

function reportOf(
  { workloads, isSystem }: MatchOptions,
  demanding: readonly Demanding[],
  { entitiesOf, workloadsOf }: Omit<EntityMatches, 'report'>,
): MatchingReport {
  const unowned = workloads.filter(
    workload =>
      !entitiesOf.has(subjectKey(workload.subject)) &&
      !workload.classes.has('static') &&
      !isSystem(workload.namespace),
  );
  return {
    matched: [...workloadsOf].map(([entityRef, found]) => ({
      entityRef,
      workloads: found.map(({ subject }) => subjectKey(subject)),
    })),
    noWorkload: demanding
      .filter(({ ref, demand }) => demand.selector && !workloadsOf.has(ref))
      .map(({ ref, demand }) => ({
        entityRef: ref,
        selector: demand.text,
        suggestions: suggestionsFor(
          ref.slice(ref.lastIndexOf('/') + 1),
          unowned,
        ),
      })),
    ambiguous: [...entitiesOf]
      .filter(([, refs]) => refs.length > 1)
      .map(([workload, refs]) => ({ workload, entityRefs: [...refs] }))
      .sort((a, b) => byText(a.workload, b.workload)),
    unowned: byNamespace(unowned),
    problems: demanding.flatMap(({ ref, demand }) =>
      demand.problems.map(message => ({ entityRef: ref, message })),
    ),
  };
}

function byNamespace(
  workloads: readonly Workload[],
): MatchingReport['unowned'] {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.namespace) ?? [];
    group.push(workload);
    groups.set(workload.namespace, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([namespace, group]) => ({
      namespace,
      workloads: group.map(workload => ({
        subject: subjectKey(workload.subject),
        suggestion: suggestionFor(workload),
      })),
    }));
}
