import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import {
  DEFAULT_NAMESPACES,
  type AnyCheck,
  type RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import { readCheckConfig } from './readCheckConfig';
import { readExceptions } from './readExceptions';
import { refuseContradictions } from './refuseContradictions';
import { ConfigError, positive, refuseOtherKeys, textOf } from './values';

/** Nested numbers as dotted keys: `restore: {validDays: 90}` is `restore.validDays`. */
function flattenNumbers(
  key: string,
  value: JsonValue | undefined,
  into: Record<string, number>,
): Record<string, number> {
  if (typeof value === 'number') {
    into[key] = value;
  } else if (value && typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, part] of Object.entries(value)) {
      flattenNumbers(key ? `${key}.${name}` : name, part, into);
    }
  } else if (value !== undefined) {
    throw new ConfigError(`readiness.thresholds.${key}`, 'is not a number');
  }
  return into;
}

/** Globs that configuration names itself, without the defaults. */
export function configuredNamespaces(config: Config | undefined): {
  system?: string[];
  platform?: string[];
} {
  return {
    system: config?.getOptionalStringArray('namespaces.system'),
    platform: config?.getOptionalStringArray('namespaces.platform'),
  };
}

/** Prices come from the operator or not at all. */
function readCosts(config: Config | undefined): Pick<RuleConfig, 'costs'> {
  if (!config) return {};
  refuseOtherKeys('readiness.costs', config, [
    'currency',
    'cpuCoreHour',
    'memoryGiBHour',
  ]);
  const price = (name: string) =>
    positive(`readiness.costs.${name}`, config.getNumber(name));
  return {
    costs: {
      currency: textOf(
        'readiness.costs.currency',
        config.getString('currency'),
      ),
      cpuCoreHour: price('cpuCoreHour'),
      memoryGiBHour: price('memoryGiBHour'),
    },
  };
}

/** The part of the configuration that changes verdicts (decision D7). */
export function readRuleConfig(
  config: Config | undefined,
  options: {
    checks: readonly AnyCheck[];
    thresholds?: ReadonlySet<string>;
    platformOwner: string;
  },
): RuleConfig {
  const thresholds = flattenNumbers(
    '',
    config?.getOptional<JsonValue>('thresholds'),
    {},
  );
  for (const key of Object.keys(thresholds)) {
    if (options.thresholds && !options.thresholds.has(key)) {
      throw new ConfigError(`readiness.thresholds.${key}`, 'is not known');
    }
  }
  const section = (name: string, keys: readonly string[]) =>
    refuseOtherKeys(`readiness.${name}`, config?.getOptionalConfig(name), keys);
  section('namespaces', ['system', 'platform']);
  section('external', ['backup', 'observability', 'logs']);
  const namespaces = configuredNamespaces(config);
  const external = (name: string) =>
    config?.getOptionalBoolean(`external.${name}`);
  const rules: RuleConfig = {
    ...readCheckConfig(config?.getOptionalConfig('checks'), options.checks),
    thresholds,
    exceptions: readExceptions(config, options.checks),
    systemNamespaces: namespaces.system ?? DEFAULT_NAMESPACES.system,
    platformNamespaces: namespaces.platform ?? DEFAULT_NAMESPACES.platform,
    external: {
      backup: external('backup'),
      observability: external('observability'),
      logs: external('logs'),
    },
    ...readCosts(config?.getOptionalConfig('costs')),
    platformOwner: options.platformOwner,
  };
  refuseContradictions(rules, namespaces);
  return rules;
}
