import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import {
  collectInventory,
  importReads,
  judgeInventory,
  withSignals,
  type AnyCheck,
  type Collected,
  type ScanResult,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { DatabaseClusterStore } from './clusters/DatabaseClusterStore';
import type { Fleet } from './clusters/Fleet';
import type { ReadinessConfig } from './config/ReadinessConfig';
import type { RulesNow, Ruleset } from './config/Ruleset';
import { lockWrites } from './database/lockWrites';
import { toJson } from './database/rows';
import type {
  DbClusterRow,
  DbFindingRow,
  DbScanRunRow,
  DbSubjectRow,
} from './database/tables';
import type { DatabaseDisputeStore } from './disputes/DatabaseDisputeStore';
import type { DatabaseEvidenceStore } from './evidence/DatabaseEvidenceStore';
import { SubjectDirectory } from './evidence/SubjectDirectory';
import { validityDays } from './evidence/validityDays';
import { detachEntities } from './register/detachEntities';
import type { ScoreKeeper } from './register/ScoreKeeper';
import { isUnseen } from './register/visibilityFindings';
import { writeRegister } from './register/writeRegister';
import { writeRoadmap } from './roadmap/writeRoadmap';
import type { CatalogEntity, CatalogReader } from './scanning/CatalogReader';
import {
  clusterFingerprint,
  type ClusterFingerprint,
} from './scanning/clusterFingerprint';
import { syncEntities } from './scanning/DatabaseEntityStore';
import type { DatabaseScanRunStore } from './scanning/DatabaseScanRunStore';
import { entityNamespaces } from './scanning/entityNamespaces';
import { scanImports, type ScanImports } from './scanning/scanImports';
import type { ScanFn } from './scanning/ScanWorker';
import type { SignalReader } from './signals/SignalReader';
import { applyWaivers } from './waivers/applyWaivers';
import type { WaiverKeeper } from './waivers/WaiverKeeper';

export interface ReadinessLineOptions {
  knex: Knex;
  config: ReadinessConfig;
  /** Enabled checks, as configured. */
  checks: readonly AnyCheck[];
  ruleset: Ruleset;
  disputes: DatabaseDisputeStore;
  fleet: Fleet;
  signals: SignalReader;
  clusters: DatabaseClusterStore;
  runs: DatabaseScanRunStore;
  catalog: CatalogReader;
  evidence: DatabaseEvidenceStore;
  scores: ScoreKeeper;
  waivers: Pick<WaiverKeeper, 'score'>;
  logger: LoggerService;
  now: () => number;
}

interface Scanned {
  cluster: DbClusterRow;
  owner?: string;
  entities: readonly CatalogEntity[];
  result: ScanResult;
  imports?: ScanImports;
  rules: RulesNow;
  fingerprint: ClusterFingerprint;
}

/**
 * A catalog that has just started is empty for a while; a portal without one
 * is scanned all the same, after that many attempts.
 */
const EMPTY_READS = 3;

/** Kinds that describe people and groupings, not what runs. */
const NOT_RUNNING = ['user', 'group', 'system', 'domain'];

function clusterOwner(
  cluster: DbClusterRow,
  config: ReadinessConfig,
  entities: readonly CatalogEntity[],
): string | undefined {
  const resource = entities.find(
    ({ kind, type, ref }) =>
      kind === 'resource' &&
      type === 'kubernetes-cluster' &&
      ref.endsWith(`/${cluster.name.toLocaleLowerCase('en-US')}`),
  );
  return (
    config.clusters.find(({ name }) => name === cluster.name)?.owner ??
    resource?.owner
  );
}

/**
 * The line from a cluster to the roadmap: read once, judged, and everything
 * that follows written in one transaction, so that a scan that dies leaves
 * nothing half done.
 */
export class ReadinessLine {
  readonly #options: ReadinessLineOptions;
  readonly #checks: ReadonlyMap<string, AnyCheck>;
  #emptyReads = 0;

  static create(options: ReadinessLineOptions) {
    return new ReadinessLine(options);
  }

  private constructor(options: ReadinessLineOptions) {
    this.#options = options;
    this.#checks = new Map(options.checks.map(check => [check.id, check]));
  }

  readonly scan: ScanFn = async (run, { signal, report }) => {
    const scanned = await this.#read(run, signal, report);
    signal.throwIfAborted();
    await this.#options.knex.transaction(tx => this.#write(tx, run, scanned));
    this.#options.logger.info(
      `Scan ${run.id} of ${run.cluster}: ${scanned.result.subjects.length} subjects judged`,
    );
  };

  async #read(
    run: DbScanRunRow,
    signal: AbortSignal,
    report: Parameters<ScanFn>[1]['report'],
  ): Promise<Scanned> {
    const { clusters, fleet, catalog, knex, config } = this.#options;
    const cluster = await clusters.get(run.cluster);
    if (!cluster) throw new Error(`Cluster "${run.cluster}" is gone`);
    if (!cluster.scannable) throw new Error(cluster.reason ?? 'Not scannable');

    const entities = await catalog.read();
    if (entities.length === 0 && this.#emptyReads < EMPTY_READS) {
      this.#emptyReads += 1;
      throw new Error('The catalog has no entities yet');
    }
    const namespaces = run.entity_ref
      ? await entityNamespaces(knex, run.entity_ref, cluster.uid, entities)
      : undefined;
    const known = await this.#knownSubjects(cluster.uid);
    const sources: Collected['sources'][number][] = [];
    const fromCluster = await collectInventory({
      reader: await fleet.reader(run.cluster),
      reads: [
        ...this.#options.checks.flatMap(check => check.reads),
        ...importReads(config.imports.sources),
      ],
      checks: this.#options.checks,
      now: this.#options.now(),
      namespaces,
      knownNamespaces: [...new Set(known.flatMap(s => s.namespace ?? []))],
      pageSize: config.pageSize,
      signal,
      onProgress: ({ done, total, source }) => {
        sources.push(source);
        // The last tenth is for judging and writing.
        report({ progress: (0.9 * done) / total, sources: [...sources] });
      },
    });
    const collected = withSignals(
      fromCluster,
      await this.#options.signals.read({
        cluster: run.cluster,
        keys: fromCluster.sources.map(({ key }) => key),
        now: this.#options.now(),
        signal,
      }),
    );
    report({ progress: 0.9, sources: collected.sources });
    await this.#assertIdentity(cluster, collected);
    const owner = clusterOwner(cluster, config, entities);
    const now = this.#options.now();
    const rules = this.#options.ruleset.at(now);
    const disputed = await this.#options.disputes.exceptions(
      collected.cluster.uid,
    );
    const result = judgeInventory({
      cluster: {
        name: cluster.name,
        ...collected.cluster,
        environment: cluster.environment,
        owner,
      },
      inventory: collected.inventory,
      sources: collected.sources,
      checks: this.#options.checks,
      rulesetVersion: rules.version,
      config: {
        ...rules.config,
        exceptions: [...rules.config.exceptions, ...disputed],
      },
      entities: entities.filter(({ kind }) => !NOT_RUNNING.includes(kind)),
      evidence: await this.#options.evidence.list(),
      knownSubjects: known.map(({ key }) => key),
      now,
      entityRef: run.entity_ref ?? undefined,
      namespaces,
    });
    return {
      cluster,
      owner,
      entities,
      rules,
      fingerprint: clusterFingerprint(collected),
      result,
      imports: scanImports(collected, result, config.imports),
    };
  }

  async #knownSubjects(
    uid: string | null,
  ): Promise<Pick<DbSubjectRow, 'key' | 'namespace'>[]> {
    if (!uid) return [];
    return this.#options
      .knex<DbSubjectRow>('subjects')
      .where({ cluster_uid: uid })
      .whereNull('removed_at')
      .select('key', 'namespace');
  }

  /** Without its uid a cluster cannot be told from others: nothing is written. */
  async #assertIdentity(
    cluster: DbClusterRow,
    { cluster: { uid }, sources }: Collected,
  ): Promise<void> {
    if (!uid) {
      const identity = sources.find(({ key }) => key === 'identity');
      throw new Error(
        `The uid of the namespace kube-system could not be read (${
          identity?.state ?? 'error'
        }). Grant the scanner get on namespaces.`,
      );
    }
    const other = await this.#options
      .knex<DbClusterRow>('clusters')
      .where({ uid })
      .whereNot({ name: cluster.name })
      .whereNull('removed_at')
      .first();
    if (other) {
      throw new ConflictError(
        `It is the same cluster as "${other.name}" (uid ${uid}); only one of the two names is scanned`,
      );
    }
  }

  async #write(tx: Knex.Transaction, run: DbScanRunRow, scanned: Scanned) {
    const { config, runs, scores, evidence } = this.#options;
    const { cluster, owner, entities, result } = scanned;
    const { uid } = result.cluster;
    const at = result.at;
    await lockWrites(tx);
    await syncEntities(tx, entities, at);
    await detachEntities(tx, {
      platformOwner: config.platformOwner,
      at,
      scanId: run.id,
    });
    await this.#keepObservedEvidence(tx, result);
    if (cluster.uid && cluster.uid !== uid) {
      await this.#closeRebuilt(tx, cluster.uid, run.id, at);
    }
    await this.#followRename(tx, uid, cluster.name);

    const publishedAt =
      config.rollout === 'private' ? undefined : cluster.published_at ?? at;
    const register = await writeRegister(tx, result, {
      scanId: run.id,
      entityRef: run.entity_ref ?? undefined,
      publishedAt,
      previousAt: cluster.last_whole_scan_at ?? undefined,
      checks: this.#checks,
      modeOf: scanned.rules.modeOf,
      evidence: await evidence.list({}, tx),
      tiers: new Map(entities.map(({ ref, tier }) => [ref, tier as Tier])),
      platformOwner: config.platformOwner,
      clusterOwner: owner,
      fingerprint: { ...scanned.fingerprint },
      imports: scanned.imports,
    });
    const { [uid]: here, ...elsewhere } = Object.fromEntries(
      await applyWaivers(tx, at),
    );
    await this.#options.waivers.score(
      tx,
      new Map(Object.entries(elsewhere)),
      at,
    );
    const written = await scores.write(tx, {
      clusterUid: uid,
      entityRefs: [...new Set([...register.entityRefs, ...(here ?? [])])],
      rulesetVersion: result.rulesetVersion,
      at,
    });
    await writeRoadmap(tx, {
      at,
      clusterUid: uid,
      scores: written,
      platformOwner: config.platformOwner,
      capacity: config.capacity,
      usedStageHours: config.verify.usedStageHours,
    });
    await this.#options.clusters.update(tx, cluster, {
      uid,
      owner: owner ?? null,
      version: `${result.cluster.version.major}.${result.cluster.version.minor}`,
      fingerprint: toJson(scanned.fingerprint),
      published_at: publishedAt ?? null,
      ...(!run.entity_ref && {
        matching: toJson(result.matching),
        matching_at: at,
        last_whole_scan_at: at,
      }),
    });
    const finished = await runs.finish(tx, run, {
      status: result.sources.some(
        source => isUnseen(source) && source.state !== 'notConnected',
      )
        ? 'partial'
        : 'completed',
      sources: result.sources,
      clusterUid: uid,
      at,
      rulesetVersion: result.rulesetVersion,
      coverage: written.cluster.tree.coverage,
    });
    if (!finished) {
      throw new Error('The scan was given up by another process');
    }
  }

  /** A restore that a scan saw is kept: the cluster forgets it. */
  async #keepObservedEvidence(tx: Knex, result: ScanResult): Promise<void> {
    const { evidence, config } = this.#options;
    const subjects = SubjectDirectory.create({ knex: tx });
    const records = [];
    for (const seen of result.observedEvidence) {
      const tier = await subjects.strictestTier(seen.subjects);
      const days = validityDays(seen.what, tier, config.rules.thresholds);
      records.push({
        ...seen,
        expiresAt: DateTime.fromISO(seen.performedAt, { zone: 'utc' })
          .plus({ hours: days * 24 })
          .toISO() as string,
        recordedAt: result.at,
      });
    }
    await evidence.addObserved(tx, records);
  }

  /** The same cluster under another name. */
  async #followRename(tx: Knex, uid: string, name: string): Promise<void> {
    const renamed = await tx<DbFindingRow>('findings')
      .where({ cluster_uid: uid })
      .whereNot({ cluster: name })
      .first('id');
    if (renamed) {
      await tx<DbFindingRow>('findings')
        .where({ cluster_uid: uid })
        .update({ cluster: name });
    }
  }

  /** The same name, another cluster: what was built before is history. */
  async #closeRebuilt(tx: Knex, uid: string, scanId: string, at: string) {
    const open = await tx<DbFindingRow>('findings')
      .where({ cluster_uid: uid })
      .whereNull('closed_at')
      .pluck('id');
    for (const id of open) {
      await tx<DbFindingRow>('findings')
        .where({ id })
        .update({ closed_at: at, close_reason: 'cluster_removed' });
      await tx('finding_events').insert({
        finding_id: id,
        at,
        type: 'closed',
        actor: null,
        scan_id: scanId,
        message: 'The cluster was rebuilt under the same name.',
      });
    }
    await tx<DbSubjectRow>('subjects')
      .where({ cluster_uid: uid })
      .update({ removed_at: at });
    await tx('subject_entities').where({ cluster_uid: uid }).delete();
    await tx('scores').where({ scope: 'cluster', ref: uid }).delete();
  }
}
