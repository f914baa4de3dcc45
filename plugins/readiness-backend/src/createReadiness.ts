import type {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  builtInChecks,
  RULESET_VERSION,
  shippedExceptions,
} from '@readiness/backstage-plugin-readiness-checks';
import {
  DEFAULT_THRESHOLDS,
  type AnyCheck,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  ClusterAccess,
  SignalSource,
} from '@readiness/backstage-plugin-readiness-node';
import type { Router } from 'express';
import { createRouter } from './api/createRouter';
import { ReviewReader } from './api/exports/ReviewReader';
import { CheckReader } from './api/views/CheckReader';
import { ClusterReader } from './api/views/ClusterReader';
import { FindingReader } from './api/views/FindingReader';
import { LeaderboardReader } from './api/views/LeaderboardReader';
import { OnboardingReader } from './api/views/OnboardingReader';
import { ScorecardReader } from './api/views/ScorecardReader';
import { WaiverReader } from './api/views/WaiverReader';
import { DatabaseClusterStore } from './clusters/DatabaseClusterStore';
import { Fleet } from './clusters/Fleet';
import { KubeconfigClusterAccess } from './clusters/KubeconfigClusterAccess';
import { KubernetesPluginClusterAccess } from './clusters/KubernetesPluginClusterAccess';
import { CheckRegistry } from './config/CheckRegistry';
import { ConfigHealth } from './config/ConfigHealth';
import { configProblems } from './config/configProblems';
import {
  readReadinessConfig,
  type ReadinessConfig,
} from './config/ReadinessConfig';
import { Ruleset } from './config/Ruleset';
import { connectDatabase } from './database/migrations';
import { DatabaseDisputeStore } from './disputes/DatabaseDisputeStore';
import { DisputeService } from './disputes/DisputeService';
import { ArtefactFetcher } from './evidence/ArtefactFetcher';
import { DatabaseEvidenceStore } from './evidence/DatabaseEvidenceStore';
import { EvidenceRecorder } from './evidence/EvidenceRecorder';
import { SubjectDirectory } from './evidence/SubjectDirectory';
import { AccessControl } from './permissions/AccessControl';
import { ReadinessLine } from './ReadinessLine';
import { ScoreKeeper } from './register/ScoreKeeper';
import { RoadmapService } from './roadmap/RoadmapService';
import { CatalogReader } from './scanning/CatalogReader';
import { DatabaseScanRunStore } from './scanning/DatabaseScanRunStore';
import { ScanScheduler } from './scanning/ScanScheduler';
import { ScanWorker } from './scanning/ScanWorker';
import { SignalReader } from './signals/SignalReader';
import { WaiverKeeper } from './waivers/WaiverKeeper';
import { WaiverService } from './waivers/WaiverService';

export interface ReadinessOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  userInfo: UserInfoService;
  addedChecks: readonly AnyCheck[];
  addedAccesses: readonly ClusterAccess[];
  addedSignalSources: readonly SignalSource[];
  now: () => number;
}

/** Known operators are data: shipped rows stand before those of the operator. */
function withShippedExceptions(config: ReadinessConfig): ReadinessConfig {
  const exceptions = [...shippedExceptions, ...config.rules.exceptions];
  return { ...config, rules: { ...config.rules, exceptions } };
}

/** Puts the stages together: clusters, scanning, register, roadmap, API. */
export async function createReadiness(
  options: ReadinessOptions,
): Promise<{ router: Router; start(): Promise<void> }> {
  const { auth, catalog, logger, now } = options;
  const all = [...builtInChecks, ...options.addedChecks];
  const configured = readReadinessConfig(options.config, {
    checks: all,
    thresholds: new Set(Object.keys(DEFAULT_THRESHOLDS)),
  });
  const config = withShippedExceptions(configured);
  const registry = CheckRegistry.create({
    checks: all,
    builtIn: builtInChecks,
    builtInVersion: RULESET_VERSION,
    rules: config.rules,
  });
  const unscanned = { clusters: [], subjects: [] };
  for (const { key, message } of configProblems({
    config: configured,
    checks: all,
    known: unscanned,
    now: now(),
  })) {
    logger.warn(`${key}: ${message}`);
  }
  const knex = await connectDatabase(options.database);
  const ruleset = await Ruleset.load(knex, {
    registry,
    rules: config.rules,
    observeDays: config.newChecks.observeDays,
    now: now(),
  });
  const checks = new Map(registry.enabled.map(check => [check.id, check]));
  const known = new Map(registry.all.map(check => [check.id, check]));
  const titleOf = (id: string) => known.get(id)?.title ?? id;

  const fleet = Fleet.create({
    accesses: [
      KubeconfigClusterAccess.create({ clusters: config.clusters }),
      ...options.addedAccesses,
      KubernetesPluginClusterAccess.create(options),
    ],
    logger,
  });
  const clusters = DatabaseClusterStore.create({ knex });
  const runs = DatabaseScanRunStore.create({ knex, now });
  const evidence = DatabaseEvidenceStore.create({ knex });
  const disputes = DatabaseDisputeStore.create({ knex });
  const subjects = SubjectDirectory.create({ knex });
  const scores = ScoreKeeper.create({
    catalogue: () => ruleset.at(now()).catalogue,
    holdDays: config.levels.holdDays,
    platformOwner: config.platformOwner,
  });
  const keeper = WaiverKeeper.create({
    knex,
    scores,
    roadmap: {
      platformOwner: config.platformOwner,
      capacity: config.capacity,
      usedStageHours: config.verify.usedStageHours,
    },
    rulesetVersion: () => ruleset.at(now()).version,
    now,
  });
  const line = ReadinessLine.create({
    knex,
    config,
    checks: registry.enabled,
    ruleset,
    disputes,
    fleet,
    signals: SignalReader.create({
      clusters: config.clusters,
      added: options.addedSignalSources,
    }),
    clusters,
    runs,
    catalog: CatalogReader.create({ catalog, auth, logger }),
    evidence,
    scores,
    waivers: keeper,
    logger,
    now,
  });
  const scheduler = ScanScheduler.create({
    scheduler: options.scheduler,
    schedule: config.schedule,
    fleet,
    clusterConfigs: config.clusters,
    clusters,
    runs,
    worker: ScanWorker.create({ knex, runs, scan: line.scan, logger }),
    logger,
    now,
  });
  const entityExists = async (ref: string) => {
    const credentials = await auth.getOwnServiceCredentials();
    return (await catalog.getEntityByRef(ref, { credentials })) !== undefined;
  };
  const findingReader = FindingReader.create({
    knex,
    checks: known,
    disputes,
  });
  const router = createRouter({
    knex,
    httpAuth: options.httpAuth,
    auditor: options.auditor,
    access: AccessControl.create({
      knex,
      auth,
      permissions: options.permissions,
      userInfo: options.userInfo,
      catalog,
      config,
      now,
    }),
    clusters,
    runs,
    scheduler,
    evidence,
    recorder: EvidenceRecorder.create({
      checks,
      thresholds: config.rules.thresholds,
      subjects,
      fetcher: ArtefactFetcher.create({ allow: config.fetch.allow }),
      store: evidence,
      entityExists,
      now,
    }),
    subjects,
    roadmap: RoadmapService.create({
      knex,
      scores,
      platformOwner: config.platformOwner,
      capacity: config.capacity,
      issueUrlTemplate: config.issueUrlTemplate,
      entityExists,
      now,
    }),
    disputes: DisputeService.create({ knex, now }),
    waivers: WaiverService.create({
      knex,
      keeper,
      groups: config.waivers,
      now,
    }),
    waiverGroups: config.waivers,
    reviewReader: ReviewReader.create({
      knex,
      findings: findingReader,
      titleOf,
      rulesetVersion: () => ruleset.at(now()).version,
      now,
    }),
    waiverReader: WaiverReader.create({
      knex,
      groups: config.waivers,
      titleOf,
      now,
    }),
    clusterReader: ClusterReader.create({ knex, clusters, runs, titleOf }),
    findingReader,
    scorecardReader: ScorecardReader.create({
      knex,
      findings: findingReader,
      scores,
      titleOf,
      checks,
      ruleset,
      platformOwner: config.platformOwner,
      now,
    }),
    leaderboardReader: LeaderboardReader.create({
      knex,
      config: config.leaderboard,
      aggregates: config.aggregates,
      platformOwner: config.platformOwner,
      now,
    }),
    checkReader: CheckReader.create({ registry, ruleset, disputes, now }),
    configHealth: ConfigHealth.create({
      knex,
      config: configured,
      checks: all,
      now,
    }),
    onboardingReader: OnboardingReader.create({
      knex,
      clusters,
      runs,
      registry,
      ruleset,
      rollout: config.rollout,
      now,
    }),
    now,
  });
  const start = async () => {
    await options.scheduler.scheduleTask({
      id: 'waivers',
      scope: 'global',
      frequency: { minutes: 10 },
      timeout: { minutes: 5 },
      fn: () => keeper.run(),
    });
    await scheduler.start();
  };
  return { router, start };
}
