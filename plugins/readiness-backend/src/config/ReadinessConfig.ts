import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  ENVIRONMENTS,
  type Environment,
} from '@readiness/backstage-plugin-readiness-common';
import {
  IMPORT_SOURCES,
  type AnyCheck,
  type ImportSource,
  type RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import type { AccessConfig } from '@readiness/cluster-connection';
import { readMatchingRules } from './readMatchingRules';
import {
  readSignalSources,
  type SignalSourcesConfig,
} from './readSignalSources';
import { configuredNamespaces, readRuleConfig } from './readRuleConfig';
import {
  ConfigError,
  entityRef,
  oneOf,
  positive,
  refuseOtherKeys,
} from './values';

export interface ClusterConfig {
  name: string;
  title?: string;
  environment?: Environment;
  owner?: string;
  /** How to reach it without the Kubernetes plugin. */
  access?: AccessConfig;
  /** Sources beside the cluster. */
  signals?: SignalSourcesConfig;
}

export const AGGREGATES = ['rollout', 'portal'] as const;
export const ROLLOUTS = ['private', 'owners', 'portal'] as const;

/** `readiness` of the configuration, checked, with its defaults. */
export interface ReadinessConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  pageSize: number;
  clusters: readonly ClusterConfig[];
  rules: RuleConfig;
  /** Globs that the configuration names itself, in place of the defaults. */
  namespaces: { system?: readonly string[]; platform?: readonly string[] };
  /** For how long checks that an upgrade brings are observed only (decision D7). */
  newChecks: { observeDays: number };
  platformOwner: string;
  /** Who sees results beside the platform group (decision D9). */
  rollout: (typeof ROLLOUTS)[number];
  /** Whether groups compare beyond what the rollout shows of services. */
  aggregates: (typeof AGGREGATES)[number];
  levels: { holdDays: number };
  leaderboard: { minDays: number; minEntities: number };
  verify: { usedStageHours: number };
  capacity: {
    defaultDays: number;
    platformDays: number;
    wipLimit: number;
    owners: Readonly<Record<string, number>>;
  };
  /** Who decides about waivers, and beyond the one renewal. */
  waivers: { approvers: readonly string[]; escalation: readonly string[] };
  issueUrlTemplate?: string;
  fetch: { allow: readonly string[] };
  /** Which reports of other tools become findings, and how many at most. */
  imports: { sources: readonly ImportSource[]; maxFindings: number };
}

const IMPORTS = Object.keys(IMPORT_SOURCES) as readonly ImportSource[];

const KEYS = [
  'schedule',
  'pageSize',
  'clusters',
  'matching',
  'platformOwner',
  'rollout',
  'aggregates',
  'checks',
  'newChecks',
  'exceptions',
  'thresholds',
  'namespaces',
  'external',
  'costs',
  'levels',
  'leaderboard',
  'verify',
  'capacity',
  'waivers',
  'issueUrlTemplate',
  'fetch',
  'imports',
];
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  newChecks: ['observeDays'],
  levels: ['holdDays'],
  leaderboard: ['minDays', 'minEntities'],
  verify: ['usedStageHours'],
  capacity: ['default', 'platform', 'wipLimit', 'owners'],
  waivers: ['approvers', 'escalation'],
  fetch: ['allow'],
  imports: [...IMPORTS, 'maxFindings'],
};
const CLUSTER_KEYS = [
  'name',
  'title',
  'environment',
  'owner',
  'access',
  'prometheus',
  'opencost',
];

const DEFAULT_PLATFORM_OWNER = 'group:default/platform';

function readSchedule(config?: Config): SchedulerServiceTaskScheduleDefinition {
  if (!config) {
    return {
      frequency: { hours: 6 },
      timeout: { minutes: 30 },
      initialDelay: { seconds: 15 },
    };
  }
  const schedule = readSchedulerServiceTaskScheduleDefinitionFromConfig(config);
  return { initialDelay: { seconds: 15 }, ...schedule, scope: 'global' };
}

function readAccess(key: string, config?: Config): AccessConfig | undefined {
  if (!config) return undefined;
  const type = oneOf(`${key}.type`, config.getString('type'), [
    'kubeconfig',
    'inCluster',
    'url',
  ]);
  if (type === 'inCluster') return { type };
  if (type === 'kubeconfig') {
    return {
      type,
      path: config.getOptionalString('path'),
      context: config.getOptionalString('context'),
    };
  }
  const url = config.getString('url');
  if (!URL.canParse(url)) throw new ConfigError(`${key}.url`, 'is not a URL');
  return {
    type,
    url,
    token: config.getOptionalString('token'),
    caData: config.getOptionalString('caData'),
    skipTLSVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
  };
}

function readClusters(config?: Config): ClusterConfig[] {
  const items = config?.getOptionalConfigArray('clusters') ?? [];
  const clusters = items.map((item, index): ClusterConfig => {
    const key = `readiness.clusters[${index}]`;
    refuseOtherKeys(key, item, CLUSTER_KEYS);
    const environment = item.getOptionalString('environment');
    const owner = item.getOptionalString('owner');
    return {
      name: item.getString('name'),
      title: item.getOptionalString('title'),
      environment:
        environment && oneOf(`${key}.environment`, environment, ENVIRONMENTS),
      owner: owner && entityRef(`${key}.owner`, owner),
      access: readAccess(`${key}.access`, item.getOptionalConfig('access')),
      ...readSignalSources(key, item),
    } as ClusterConfig;
  });
  clusters.forEach(({ name }, index) => {
    if (clusters.findIndex(other => other.name === name) !== index) {
      throw new ConfigError(
        `readiness.clusters[${index}].name`,
        `"${name}" is listed twice`,
      );
    }
  });
  return clusters;
}

function readCapacity(config?: Config): ReadinessConfig['capacity'] {
  const key = 'readiness.capacity';
  const days = (name: string, value: number | undefined, fallback: number) =>
    positive(`${key}.${name}`, value ?? fallback);
  const owners = (config?.getOptionalConfigArray('owners') ?? []).map(
    (item, index) =>
      [
        entityRef(`${key}.owners[${index}].owner`, item.getString('owner')),
        positive(
          `${key}.owners[${index}].daysPerWeek`,
          item.getNumber('daysPerWeek'),
        ),
      ] as const,
  );
  owners.forEach(([owner], index) => {
    const first = owners.findIndex(([other]) => other === owner);
    if (first !== index) {
      throw new ConfigError(
        `${key}.owners[${index}].owner`,
        `contradicts ${key}.owners[${first}].owner: "${owner}" is listed twice`,
      );
    }
  });
  return {
    defaultDays: days('default', config?.getOptionalNumber('default'), 3),
    platformDays: days('platform', config?.getOptionalNumber('platform'), 10),
    wipLimit: days('wipLimit', config?.getOptionalNumber('wipLimit'), 3),
    owners: Object.fromEntries(owners),
  };
}

function readWaivers(
  config: Config | undefined,
  platformOwner: string,
): ReadinessConfig['waivers'] {
  const groups = (name: 'approvers' | 'escalation', fallback: string[]) =>
    config?.getOptionalStringArray(name)?.map((text, index) => {
      const key = `readiness.waivers.${name}[${index}]`;
      const ref = entityRef(key, text);
      if (!ref.startsWith('group:')) {
        throw new ConfigError(key, `is "${text}", expected a group`);
      }
      return ref;
    }) ?? fallback;
  return {
    approvers: groups('approvers', [platformOwner]),
    escalation: groups('escalation', []),
  };
}

function readPageSize(config?: Config): number {
  const size = config?.getOptionalNumber('pageSize') ?? 500;
  if (!Number.isInteger(size) || size < 50 || size > 1000) {
    throw new ConfigError('readiness.pageSize', 'must be 50 to 1000');
  }
  return size;
}

/**
 * Reads and checks `readiness`. Throws with the key named, so that a mistake
 * stops the start instead of changing verdicts.
 */
export function readReadinessConfig(
  root: Config,
  options: { checks: readonly AnyCheck[]; thresholds?: ReadonlySet<string> },
): ReadinessConfig {
  const config = root.getOptionalConfig('readiness');
  refuseOtherKeys('readiness', config, KEYS);
  for (const [name, keys] of Object.entries(SECTIONS)) {
    refuseOtherKeys(`readiness.${name}`, config?.getOptionalConfig(name), keys);
  }
  const number = (key: string, fallback: number) =>
    positive(`readiness.${key}`, config?.getOptionalNumber(key) ?? fallback);
  const platformOwner = entityRef(
    'readiness.platformOwner',
    config?.getOptionalString('platformOwner') ?? DEFAULT_PLATFORM_OWNER,
  );
  return {
    schedule: readSchedule(config?.getOptionalConfig('schedule')),
    pageSize: readPageSize(config),
    clusters: readClusters(config),
    rules: {
      ...readRuleConfig(config, { ...options, platformOwner }),
      matching: readMatchingRules(config),
    },
    namespaces: configuredNamespaces(config),
    newChecks: { observeDays: number('newChecks.observeDays', 28) },
    platformOwner,
    rollout: oneOf(
      'readiness.rollout',
      config?.getOptionalString('rollout') ?? 'owners',
      ROLLOUTS,
    ),
    aggregates: oneOf(
      'readiness.aggregates',
      config?.getOptionalString('aggregates') ?? 'rollout',
      AGGREGATES,
    ),
    levels: { holdDays: number('levels.holdDays', 7) },
    leaderboard: {
      minDays: number('leaderboard.minDays', 14),
      minEntities: number('leaderboard.minEntities', 3),
    },
    verify: { usedStageHours: number('verify.usedStageHours', 24) },
    capacity: readCapacity(config?.getOptionalConfig('capacity')),
    waivers: readWaivers(config?.getOptionalConfig('waivers'), platformOwner),
    issueUrlTemplate: config?.getOptionalString('issueUrlTemplate'),
    fetch: { allow: config?.getOptionalStringArray('fetch.allow') ?? [] },
    imports: {
      sources: IMPORTS.filter(
        source => config?.getOptionalBoolean(`imports.${source}`) ?? true,
      ),
      maxFindings: number('imports.maxFindings', 2000),
    },
  };
}
