import {
  DIMENSIONS,
  parseSubjectKey,
  type Dimension,
  type Evidence,
  type Finding,
  type Level,
  type Roadmap,
  type ScoreTree,
  type Task,
  type Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { fromJson } from '../../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbScoreRow,
  DbSubjectRow,
} from '../../database/tables';
import { seesEntity, type Viewer } from '../../permissions/Viewer';
import { groupMembers, withGroupsBelow } from '../../scanning/platformOwners';
import type { FindingReader } from '../views/FindingReader';
import { levelOf } from '../views/scoreView';

/** What a review is about: one of these, or the whole fleet. */
export interface ReviewScope {
  entityRef?: string;
  cluster?: string;
  owner?: string;
  system?: string;
}

/** One service, as the register has it. */
export interface ReviewedService {
  ref: string;
  title: string;
  owner?: string;
  tier: number;
  level: Level;
  verified: number;
  potential: number;
  coverage: number;
  dimensions: Partial<Record<Dimension, { level: Level; verified: number }>>;
}

export interface ReviewedCluster {
  name: string;
  uid: string;
  title: string;
  version?: string;
  lastScan?: string;
  level?: Level;
  verified?: number;
  coverage?: number;
}

/** Everything that a review says. */
export interface Review {
  scope: ReviewScope;
  generatedAt: string;
  rulesetVersion: string;
  clusters: readonly ReviewedCluster[];
  services: readonly ReviewedService[];
  /** Open findings of checks, worst and oldest first, without accepted risk. */
  findings: readonly Finding[];
  /** Findings whose risk is accepted, with what they say. */
  accepted: readonly Finding[];
  waivers: readonly Waiver[];
  /** Sources that could not be read. */
  unseen: readonly Finding[];
  /** Checks whose source was never connected, with how many services. */
  notConnected: readonly { title: string; services: number }[];
  plan: {
    weeks: readonly {
      week: number;
      theme: string;
      criteria: Roadmap['weeks'][number]['exitCriteria'];
      tasks: readonly Task[];
    }[];
    next: readonly Task[];
    later: readonly Task[];
  };
  evidence: readonly Evidence[];
}

/** What other readers know, already cut to what the caller may see. */
export interface ReviewParts {
  viewer: Viewer;
  roadmap: Roadmap;
  waivers: readonly Waiver[];
  evidence: readonly Evidence[];
  evidenceRefs: ReadonlyMap<string, string>;
}

export interface ReviewReaderOptions {
  knex: Knex;
  findings: FindingReader;
  titleOf(check: string): string;
  rulesetVersion(): string;
  now: () => number;
}

const KINDS_OF_PEOPLE = ['user', 'group'];

/** Gathers what a review of a service, a team, a system, a cluster or all says. */
export class ReviewReader {
  readonly #options: ReviewReaderOptions;

  static create(options: ReviewReaderOptions) {
    return new ReviewReader(options);
  }

  private constructor(options: ReviewReaderOptions) {
    this.#options = options;
  }

  /** `undefined` where the scope names something that nobody knows. */
  async read(
    scope: ReviewScope,
    parts: ReviewParts,
  ): Promise<Review | undefined> {
    const { viewer } = parts;
    const all = await this.#clusters(viewer);
    const cluster = all.find(({ name }) => name === scope.cluster);
    if (scope.cluster !== undefined && !cluster) return undefined;
    const owners = await this.#owners(scope.owner);
    const services = await this.#services(scope, viewer, owners, cluster);
    if (!(await this.#isKnown(scope, services.length > 0))) return undefined;
    const refs = new Set(services.map(({ ref }) => ref));
    const isWhole = Object.values(scope).every(value => value === undefined);
    const inScope = (row: { entityRef?: string; owner?: string }) =>
      isWhole ||
      scope.cluster !== undefined ||
      (row.entityRef !== undefined && refs.has(row.entityRef)) ||
      (owners !== undefined &&
        row.owner !== undefined &&
        owners.has(row.owner));
    const open: Finding[] = [];
    const filter = { cluster: scope.cluster, entityRef: scope.entityRef };
    for await (const page of this.#options.findings.pages(filter, viewer)) {
      open.push(
        ...page.filter(finding => finding.visibility || inScope(finding)),
      );
    }
    const findings = open.filter(finding => !finding.visibility);
    const taskIds = new Set(findings.flatMap(({ taskId }) => taskId ?? []));
    const waived = findings.filter(({ state }) => state === 'waived');
    const uids = new Set(
      findings.flatMap(({ subject }) => subject.cluster ?? []),
    );
    const clusters = cluster
      ? [cluster]
      : all.filter(({ uid }) => isWhole || uids.has(uid));
    const names = new Set(clusters.map(({ uid }) => uid));
    return {
      scope,
      generatedAt: DateTime.fromMillis(this.#options.now(), {
        zone: 'utc',
      }).toISO() as string,
      rulesetVersion: this.#options.rulesetVersion(),
      clusters,
      services,
      findings: findings.filter(({ state }) => state !== 'waived'),
      accepted: waived,
      waivers: parts.waivers.filter(
        waiver =>
          ['requested', 'approved'].includes(waiver.state) &&
          inScope(waiver) &&
          (!cluster || waiver.subject?.cluster === cluster.uid),
      ),
      unseen: (scope.entityRef === undefined && !cluster
        ? await this.#unseen(viewer)
        : open
      ).filter(
        ({ visibility, subject }) =>
          visibility && names.has(subject.cluster ?? ''),
      ),
      notConnected: await this.#notConnected(refs),
      plan: planOf(parts.roadmap, taskIds),
      evidence: parts.evidence.filter(record =>
        record.subjects.some(key => {
          const ref = parts.evidenceRefs.get(key);
          const uid = parseSubjectKey(key)?.cluster;
          return (
            isWhole ||
            (cluster && uid === cluster.uid) ||
            (ref !== undefined && refs.has(ref))
          );
        }),
      ),
    };
  }

  /** What the platform could not read; shown to who sees clusters. */
  async #unseen(viewer: Viewer): Promise<Finding[]> {
    const found: Finding[] = [];
    const filter = { check: 'visibility' };
    for await (const page of this.#options.findings.pages(filter, viewer)) {
      found.push(...page);
    }
    return found;
  }

  async #isKnown(scope: ReviewScope, hasServices: boolean): Promise<boolean> {
    const ref = scope.entityRef ?? scope.owner ?? scope.system;
    if (ref === undefined || hasServices) return true;
    const row = await this.#options
      .knex<DbEntityRow>('entities')
      .where({ ref: ref.toLocaleLowerCase('en-US') })
      .whereNull('removed_at')
      .first('kind');
    // A team without services has an empty review; a service has to be seen.
    return scope.entityRef === undefined && row !== undefined;
  }

  async #owners(
    owner: string | undefined,
  ): Promise<ReadonlySet<string> | undefined> {
    if (owner === undefined) return undefined;
    return withGroupsBelow(
      [owner.toLocaleLowerCase('en-US')],
      await groupMembers(this.#options.knex),
    );
  }

  async #clusters(viewer: Viewer): Promise<ReviewedCluster[]> {
    const { knex } = this.#options;
    const rows = await knex<DbClusterRow>('clusters')
      .whereNull('removed_at')
      .whereNotNull('uid')
      .orderBy('name')
      .select();
    const scores = await knex<DbScoreRow>('scores')
      .where({ scope: 'cluster' })
      .select('ref', 'level', 'verified', 'coverage');
    const byUid = new Map(scores.map(row => [row.ref, row]));
    // The score of a cluster is for who sees what all its services are made of.
    const showsScores = viewer.clusterRead && viewer.owners === undefined;
    return rows.map(row => {
      const score = byUid.get(row.uid as string);
      return {
        name: row.name,
        uid: row.uid as string,
        title: row.title,
        ...(row.version && { version: row.version }),
        ...(row.last_whole_scan_at && { lastScan: row.last_whole_scan_at }),
        ...(showsScores &&
          score && {
            level: levelOf(score.level),
            verified: score.verified,
            coverage: score.coverage,
          }),
      };
    });
  }

  async #services(
    scope: ReviewScope,
    viewer: Viewer,
    owners: ReadonlySet<string> | undefined,
    cluster: ReviewedCluster | undefined,
  ): Promise<ReviewedService[]> {
    const { knex } = this.#options;
    const entities = await knex<DbEntityRow>('entities')
      .whereNull('removed_at')
      .whereNotIn('kind', KINDS_OF_PEOPLE)
      .orderBy('ref')
      .select();
    const here = cluster && (await this.#entitiesIn(cluster.uid));
    const wanted = new Map(
      entities
        .filter(
          ({ ref, owner, system }) =>
            seesEntity(viewer, ref) &&
            (!here || here.has(ref)) &&
            (!owners || (owner !== null && owners.has(owner))) &&
            (!scope.system ||
              system === scope.system.toLocaleLowerCase('en-US')) &&
            (!scope.entityRef ||
              ref === scope.entityRef.toLocaleLowerCase('en-US')),
        )
        .map(row => [row.ref, row]),
    );
    const scores = await knex<DbScoreRow>('scores')
      .where({ scope: 'entity' })
      .orderBy('ref')
      .select();
    return scores.flatMap(score => {
      const entity = wanted.get(score.ref);
      return entity ? [serviceOf(entity, score)] : [];
    });
  }

  async #entitiesIn(clusterUid: string): Promise<ReadonlySet<string>> {
    const refs = await this.#options
      .knex<DbSubjectRow>('subjects')
      .where({ cluster_uid: clusterUid })
      .whereNull('removed_at')
      .whereNotNull('entity_ref')
      .distinct()
      .pluck('entity_ref');
    return new Set(refs.flatMap(ref => ref ?? []));
  }

  async #notConnected(
    refs: ReadonlySet<string>,
  ): Promise<Review['notConnected']> {
    const counts = new Map<string, number>();
    const scores = await this.#options
      .knex<DbScoreRow>('scores')
      .where({ scope: 'entity' })
      .select('ref', 'tree');
    for (const { ref, tree } of scores) {
      if (!refs.has(ref)) continue;
      for (const { check } of fromJson<ScoreTree>(tree).notConnected) {
        counts.set(check, (counts.get(check) ?? 0) + 1);
      }
    }
    return [...counts]
      .map(([check, services]) => ({
        title: this.#options.titleOf(check),
        services,
      }))
      .sort((a, b) => b.services - a.services || (a.title < b.title ? -1 : 1));
  }
}

function serviceOf(entity: DbEntityRow, score: DbScoreRow): ReviewedService {
  const { dimensions } = fromJson<ScoreTree>(score.tree);
  return {
    ref: entity.ref,
    title: entity.title ?? entity.ref.split('/')[1],
    ...(entity.owner && { owner: entity.owner }),
    tier: entity.tier,
    level: levelOf(score.level),
    verified: score.verified,
    potential: score.potential,
    coverage: score.coverage,
    dimensions: Object.fromEntries(
      DIMENSIONS.flatMap(name => {
        const found = dimensions.find(({ dimension }) => dimension === name);
        return found
          ? [[name, { level: found.level, verified: found.verified }]]
          : [];
      }),
    ),
  };
}

function planOf(roadmap: Roadmap, ids: ReadonlySet<string>): Review['plan'] {
  const own = (tasks: readonly Task[]) => tasks.filter(({ id }) => ids.has(id));
  return {
    weeks: roadmap.weeks.map(({ week, theme, exitCriteria, tasks }) => ({
      week,
      theme,
      criteria: exitCriteria,
      tasks: own(tasks),
    })),
    next: own(roadmap.next),
    later: own(roadmap.later),
  };
}
