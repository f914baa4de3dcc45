import {
  type Environment,
  type SharedSource,
  type Subject,
  subjectKey,
  type Tier,
} from '@readiness/backstage-plugin-readiness-common';
import type { JudgedSubjects, NamespaceClass } from '../check';
import type { JudgeOptions } from '../contracts';
import type { EntityFacts, JudgedSubject } from '../facts';
import type { FixRoot } from '../finding';
import { policyEngineOf, sharedSourcesOf } from '../inventory/sharedSources';
import type { Workload } from '../inventory/Workload';
import { type EntityMatches, matchEntities } from '../matching/matchEntities';
import { namespaceLookup, type NamespaceLookup } from './namespaces';

/** A subject as judges see it, and as the register does. */
export interface Candidate {
  judged: JudgedSubjects[keyof JudgedSubjects];
  row: JudgedSubject;
  namespaceClass?: NamespaceClass;
}

const DEFAULT_TIER: Tier = 2;

/** The subjects of a cluster with whom they belong to. */
export class Scope {
  readonly matches: EntityMatches;
  readonly lookup: NamespaceLookup;
  /** Full refs of those who own an entity of the catalog. */
  readonly owners: ReadonlySet<string>;
  readonly #options: JudgeOptions;
  readonly #entities: ReadonlyMap<string, EntityFacts>;
  readonly #byNamespace: ReadonlyMap<string, readonly Workload[]>;
  readonly #policyEngine: SharedSource | undefined;

  static create(options: JudgeOptions): Scope {
    return new Scope(options);
  }

  private constructor(options: JudgeOptions) {
    this.#options = options;
    this.lookup = namespaceLookup(
      options.inventory.namespaces,
      options.config,
      options.cluster.environment,
    );
    this.matches = matchEntities({
      cluster: options.cluster.name,
      entities: options.entities,
      workloads: options.inventory.workloads,
      rules: options.config.matching,
      isSystem: name => this.lookup.classOf(name) === 'system',
    });
    this.#entities = new Map(
      options.entities.map(entity => [entity.ref, entity]),
    );
    this.owners = new Set(options.entities.flatMap(({ owner }) => owner ?? []));
    this.#byNamespace = groupByNamespace(options.inventory.workloads);
    this.#policyEngine = policyEngineOf(
      options.inventory.workloads,
      options.cluster,
    );
  }

  cluster(): Candidate {
    const { uid, name, environment, owner } = this.#options.cluster;
    const subject: Subject = {
      type: 'cluster',
      cluster: uid,
      kind: 'Cluster',
      name,
    };
    return {
      judged: {
        type: 'cluster',
        subject,
        entityWorkloads: new Set(this.matches.entitiesOf.keys()),
        entities: this.#soleEntities(),
      },
      row: {
        subject,
        key: subjectKey(subject),
        inheritedBy: [...this.matches.workloadsOf.keys()].sort(),
        owner: owner ?? this.#options.config.platformOwner,
        environment,
        fixRoot: {
          type: 'cluster',
          key: subjectKey(subject),
          title: `Cluster ${name}`,
        },
        exposed: false,
      },
    };
  }

  namespace(name: string): Candidate {
    const subject = this.namespaceSubject(name);
    const workloads = this.#byNamespace.get(name) ?? [];
    const namespaceClass = this.lookup.classOf(name);
    const environment = this.lookup.environmentOf(name);
    const refs = this.#entitiesAmong(workloads);
    const sole = this.#soleEntity(workloads);
    const fixRoot: FixRoot = {
      type: 'namespace',
      key: subjectKey(subject),
      title: `Namespace ${name}`,
    };
    return {
      judged: {
        type: 'namespace',
        subject,
        name,
        namespaceClass,
        environment,
        workloads,
        tier: this.#lowestTier(refs),
      },
      row: {
        subject,
        key: subjectKey(subject),
        ...(sole && { entityRef: sole }),
        inheritedBy: sole ? [] : refs,
        owner: this.#namespaceOwner(name, workloads),
        environment,
        namespaceClass,
        fixRoot,
        exposed: workloads.some(({ exposed }) => exposed),
        ...(this.#policyEngine && { shared: [this.#policyEngine] }),
      },
      namespaceClass,
    };
  }

  workload(workload: Workload): Candidate {
    const { subject, namespace, fixRoot, exposed } = workload;
    const key = subjectKey(subject);
    const refs = this.matches.entitiesOf.get(key) ?? [];
    const entity = refs.length === 1 ? this.#entities.get(refs[0]) : undefined;
    const namespaceClass = this.lookup.classOf(namespace);
    const environment = this.lookup.environmentOf(namespace);
    return {
      judged: {
        type: 'workload',
        subject,
        workload,
        namespaceClass,
        environment,
        tier: entity?.tier ?? DEFAULT_TIER,
        entity,
      },
      row: {
        subject,
        key,
        ...(entity && { entityRef: entity.ref }),
        ...(refs.length > 1 && { ambiguous: refs }),
        inheritedBy: [],
        owner: entity?.owner ?? this.#declaredOwner(namespace),
        environment,
        namespaceClass,
        fixRoot,
        exposed,
        shared: sharedSourcesOf(workload, this.#options.cluster.uid),
      },
      namespaceClass,
    };
  }

  /**
   * An entity with the workloads that it alone matches. One that has none of
   * its own is not judged until that is resolved (decision D2).
   */
  entity(ref: string): Candidate | undefined {
    const entity = this.#entities.get(ref);
    const matched = this.matches.workloadsOf.get(ref);
    if (!entity || !matched) return undefined;
    const workloads = matched.filter(
      ({ subject }) =>
        this.matches.entitiesOf.get(subjectKey(subject))?.length === 1,
    );
    if (workloads.length === 0) return undefined;
    const subject: Subject = { type: 'entity', kind: entity.kind, name: ref };
    const environment = this.#worstEnvironment(matched);
    return {
      judged: {
        type: 'entity',
        subject,
        entity,
        workloads,
        environment,
        tier: entity.tier,
      },
      row: {
        subject,
        key: subjectKey(subject),
        entityRef: ref,
        inheritedBy: [],
        owner: entity.owner ?? this.#options.config.platformOwner,
        environment,
        fixRoot: { type: 'process', key: subjectKey(subject), title: ref },
        exposed: workloads.some(({ exposed }) => exposed),
      },
    };
  }

  namespaceSubject(name: string): Subject {
    return {
      type: 'namespace',
      cluster: this.#options.cluster.uid,
      namespace: name,
      kind: 'Namespace',
      name,
    };
  }

  /** Refs of the entities that match anything in this cluster, sorted. */
  entityRefs(): readonly string[] {
    return [...this.matches.workloadsOf.keys()].sort();
  }

  /** By the key of the workload; what several entities match is left out. */
  #soleEntities(): ReadonlyMap<string, EntityFacts> {
    return new Map(
      [...this.matches.entitiesOf].flatMap(([key, refs]) => {
        const entity =
          refs.length === 1 ? this.#entities.get(refs[0]) : undefined;
        return entity ? [[key, entity] as const] : [];
      }),
    );
  }

  #entitiesAmong(workloads: readonly Workload[]): readonly string[] {
    const refs = workloads.flatMap(
      ({ subject }) => this.matches.entitiesOf.get(subjectKey(subject)) ?? [],
    );
    return [...new Set(refs)].sort();
  }

  /** The one entity to which every workload belongs, and nobody else. */
  #soleEntity(workloads: readonly Workload[]): string | undefined {
    const [first, ...rest] = workloads.map(({ subject }) => {
      const refs = this.matches.entitiesOf.get(subjectKey(subject));
      return refs?.length === 1 ? refs[0] : undefined;
    });
    return rest.every(ref => ref === first) ? first : undefined;
  }

  #lowestTier(refs: readonly string[]): Tier {
    const tiers = refs.flatMap(ref => {
      const entity = this.#entities.get(ref);
      return entity?.tierDeclared ? [entity.tier] : [];
    });
    return tiers.length > 0 ? (Math.min(...tiers) as Tier) : DEFAULT_TIER;
  }

  #declaredOwner(namespace: string): string {
    return this.lookup.ownerOf(namespace) ?? this.#options.config.platformOwner;
  }

  /** Declared, else who owns most of what runs there, else the platform. */
  #namespaceOwner(name: string, workloads: readonly Workload[]): string {
    const declared = this.lookup.ownerOf(name);
    if (declared) return declared;
    const counts = new Map<string, number>();
    for (const { subject } of workloads) {
      const refs = this.matches.entitiesOf.get(subjectKey(subject)) ?? [];
      const owner =
        refs.length === 1 ? this.#entities.get(refs[0])?.owner : undefined;
      if (owner) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    const [most] = [...counts].sort(
      ([a, many], [b, more]) => more - many || (a < b ? -1 : 1),
    );
    return most && most[1] * 2 > workloads.length
      ? most[0]
      : this.#options.config.platformOwner;
  }

  #worstEnvironment(workloads: readonly Workload[]): Environment {
    const environments = new Set(
      workloads.map(({ namespace }) => this.lookup.environmentOf(namespace)),
    );
    return (
      (['prod', 'staging', 'dev'] as const).find(environment =>
        environments.has(environment),
      ) ?? this.#options.cluster.environment
    );
  }
}

function groupByNamespace(
  workloads: readonly Workload[],
): ReadonlyMap<string, readonly Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.namespace) ?? [];
    group.push(workload);
    groups.set(workload.namespace, group);
  }
  return groups;
}
