import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import {
  RESPONSIBLES,
  SEVERITIES,
  type Responsible,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  Exception,
  RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';
import { ConfigError, oneOf } from './values';

/** `catalogue/00` §0.3; platform namespaces by decision D7. */
const SYSTEM_NAMESPACES = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gke-managed-*',
  'gmp-*',
  'config-management-*',
  'openshift',
  'openshift-*',
  'calico-*',
  'tigera-*',
  'cilium-*',
  'amazon-*',
  'azure-*',
  'aks-*',
  'gatekeeper-system',
  'karpenter',
];
const PLATFORM_NAMESPACES = [
  'monitoring',
  'argocd',
  'flux-system',
  'velero',
  'ingress-nginx',
  'cert-manager',
  'external-secrets',
  'trivy-system',
  'kyverno',
  'istio-system',
];

const CHECK_KEYS = ['enabled', 'severity', 'params', 'responsible'];
const EXCEPTION_KEYS = [
  'check',
  'cluster',
  'namespace',
  'name',
  'rule',
  'reason',
  'expires',
];

function refuseOtherKeys(key: string, config: Config, known: string[]) {
  const other = config.keys().find(name => !known.includes(name));
  if (other) {
    throw new ConfigError(
      `${key}.${other}`,
      `is not known, expected one of ${known.join(', ')}`,
    );
  }
}

function readChecks(
  config: Config | undefined,
  checks: readonly AnyCheck[],
): Pick<RuleConfig, 'checks' | 'responsible'> {
  const rules: Record<string, RuleConfig['checks'][string]> = {};
  const responsible: Record<string, Responsible> = {};
  for (const id of config?.keys() ?? []) {
    const key = `readiness.checks.${id}`;
    const item = config!.getConfig(id);
    if (!checks.some(check => check.id === id)) {
      throw new ConfigError(key, 'names a check that does not exist');
    }
    refuseOtherKeys(key, item, CHECK_KEYS);
    const severity = item.getOptionalString('severity');
    const party = item.getOptionalString('responsible');
    rules[id] = {
      enabled: item.getOptionalBoolean('enabled'),
      severity: severity
        ? oneOf(`${key}.severity`, severity, SEVERITIES)
        : undefined,
      params: item.getOptional<Record<string, unknown>>('params'),
    };
    if (party) {
      responsible[id] = oneOf(`${key}.responsible`, party, RESPONSIBLES);
    }
  }
  return { checks: rules, responsible };
}

function readException(
  item: Config,
  index: number,
  checks: readonly AnyCheck[],
): Exception {
  const key = `readiness.exceptions[${index}]`;
  refuseOtherKeys(key, item, EXCEPTION_KEYS);
  const check = item.getString('check');
  if (!checks.some(({ id }) => id === check)) {
    throw new ConfigError(
      `${key}.check`,
      `names "${check}", a check that does not exist`,
    );
  }
  const expires = item.getOptionalString('expires');
  if (expires && !DateTime.fromISO(expires).isValid) {
    throw new ConfigError(`${key}.expires`, `is "${expires}", not a date`);
  }
  const reason = item.getString('reason').trim();
  if (!reason) throw new ConfigError(`${key}.reason`, 'is empty');
  return {
    check,
    cluster: item.getOptionalString('cluster'),
    namespace: item.getOptionalString('namespace'),
    name: item.getOptionalString('name'),
    rule: item.getOptionalString('rule'),
    reason,
    expires,
    origin: 'config',
  };
}

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
  const namespaces = (name: string, defaults: string[]) =>
    config?.getOptionalStringArray(`namespaces.${name}`) ?? defaults;
  const external = (name: string) =>
    config?.getOptionalBoolean(`external.${name}`);
  return {
    ...readChecks(config?.getOptionalConfig('checks'), options.checks),
    thresholds,
    exceptions: (config?.getOptionalConfigArray('exceptions') ?? []).map(
      (item, index) => readException(item, index, options.checks),
    ),
    systemNamespaces: namespaces('system', SYSTEM_NAMESPACES),
    platformNamespaces: namespaces('platform', PLATFORM_NAMESPACES),
    external: {
      backup: external('backup'),
      observability: external('observability'),
      logs: external('logs'),
    },
    platformOwner: options.platformOwner,
  };
}

/** Exceptions whose date has passed: they no longer apply, and people should know. */
export function expiredExceptions(
  exceptions: readonly Exception[],
  now: number,
): readonly Exception[] {
  return exceptions.filter(
    ({ expires }) =>
      expires !== undefined &&
      DateTime.fromISO(expires, { zone: 'utc' }).toMillis() < now,
  );
}
