import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { EntityFacts, MatchingReport } from '../facts';
import type { Workload } from '../inventory/Workload';
import { entityDemand, type EntityDemand, livesIn } from './entitySelector';
import { LabelIndex } from './LabelIndex';
import { matchesDemand } from './matchesDemand';
import { matchingReport, type SearchingEntity } from './matchingReport';
import type { MatchingRule } from './MatchingRule';
import { ruleDemand } from './ruleDemand';

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
  /** For entities that say nothing themselves, in order; none by default. */
  rules?: readonly MatchingRule[];
  /** Workloads of these namespaces are not reported as unowned. */
  isSystem(namespace: string): boolean;
}

interface RuleMatch {
  rule?: number;
  found: readonly Workload[];
  problems: readonly string[];
}

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What demands take; one that many entities copied is looked up once. */
class Takings {
  readonly #index: LabelIndex;
  readonly #known = new Map<string, readonly Workload[]>();

  constructor(index: LabelIndex) {
    this.#index = index;
  }

  of(demand: EntityDemand): readonly Workload[] {
    if (!demand.selector) return [];
    const key = `${demand.namespace ?? ''} ${demand.text}`;
    const known = this.#known.get(key);
    if (known) return known;
    const found = this.#index
      .candidates(demand.selector)
      .filter(workload => matchesDemand(demand, workload));
    this.#known.set(key, found);
    return found;
  }
}

/**
 * The first rule that finds something decides. What an entity asks for itself
 * is not up for rules: a convention takes nothing away from those who say what
 * is theirs.
 */
function ruleMatch(
  entity: EntityFacts,
  { cluster, rules = [] }: MatchOptions,
  takings: Takings,
  isAskedFor: (workload: Workload) => boolean,
): RuleMatch {
  const problems = new Set<string>();
  for (const [rule, configured] of rules.entries()) {
    const demand = ruleDemand(configured, entity, cluster);
    for (const problem of demand?.problems ?? []) problems.add(problem);
    const found = demand
      ? takings.of(demand).filter(workload => !isAskedFor(workload))
      : [];
    if (found.length > 0) return { rule, found, problems: [] };
  }
  return { found: [], problems: [...problems] };
}

/**
 * Matches catalog entities and the workloads of one cluster (decision D2), by
 * the label selector of the entity, else its kubernetes-id, else by the rules
 * of the configuration; never by its name alone.
 *
 * @public
 */
export function matchEntities(options: MatchOptions): EntityMatches {
  const { cluster, workloads, rules = [], isSystem } = options;
  const index = LabelIndex.create(workloads);
  const takings = new Takings(index);
  const keys = new Map(
    workloads.map(workload => [workload, subjectKey(workload.subject)]),
  );
  const keyOf = (workload: Workload) => keys.get(workload) as string;
  const workloadsOf = new Map<string, readonly Workload[]>();
  const entitiesOf = new Map<string, string[]>();
  const add = ({ ref }: EntityFacts, found: readonly Workload[]) => {
    if (found.length > 0) workloadsOf.set(ref, found);
    for (const workload of found) {
      const key = keyOf(workload);
      const refs = entitiesOf.get(key) ?? [];
      entitiesOf.set(key, refs);
      refs.push(ref);
    }
  };
  const living: SearchingEntity[] = options.entities
    .filter(entity => livesIn(entity, cluster))
    .sort((a, b) => byText(a.ref, b.ref))
    .map(entity => ({ entity, demand: entityDemand(entity) }));
  for (const { entity, demand } of living) {
    if (demand) add(entity, takings.of(demand));
  }
  const askedFor = new Set(entitiesOf.keys());
  const isAskedFor = (workload: Workload) => askedFor.has(keyOf(workload));
  const ruleProblems = new Map<string, readonly string[]>();
  const entities = living.map((searching): SearchingEntity => {
    const { entity, demand } = searching;
    if (demand || rules.length === 0) return searching;
    const { rule, found, problems } = ruleMatch(
      entity,
      options,
      takings,
      isAskedFor,
    );
    add(entity, found);
    ruleProblems.set(entity.ref, problems);
    return { ...searching, rule };
  });
  for (const refs of entitiesOf.values()) refs.sort(byText);
  return {
    entitiesOf,
    workloadsOf,
    report: matchingReport({
      rules,
      entities,
      ruleProblems,
      workloads,
      index,
      entitiesOf,
      workloadsOf,
      isSystem,
    }),
  };
}
