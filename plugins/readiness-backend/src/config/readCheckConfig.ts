import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import {
  CHECK_MODES,
  RESPONSIBLES,
  SEVERITIES,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  CheckConfig,
  Exclusion,
  ResponsibleRule,
  RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import { ConfigError, oneOf, refuseOtherKeys, textOf } from './values';

const CHECK_KEYS = [
  'enabled',
  'mode',
  'severity',
  'responsible',
  'params',
  'exclude',
];
const PLACE_KEYS = ['cluster', 'namespace', 'name'];

/** What the default of a parameter says about its type. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'undefined' : typeof value;
}

/** An empty list says nothing of its items: texts, as in all lists so far. */
function itemType(defaults: readonly unknown[]): string {
  return defaults.length > 0 ? typeName(defaults[0]) : 'string';
}

function checkParam(
  key: string,
  value: JsonValue | undefined,
  fallback: unknown,
  allowed: readonly string[] | undefined,
): void {
  const wanted = typeName(fallback);
  const given = typeName(value);
  if (wanted !== 'undefined' && given !== wanted) {
    throw new ConfigError(key, `is a ${given}, expected a ${wanted}`);
  }
  if (Array.isArray(value) && Array.isArray(fallback)) {
    const item = itemType(fallback);
    const wrong = value.findIndex(entry => typeName(entry) !== item);
    if (wrong >= 0) {
      throw new ConfigError(
        `${key}[${wrong}]`,
        `is a ${typeName(value[wrong])}, expected a ${item}`,
      );
    }
  }
  if (allowed && typeof value === 'string') oneOf(key, value, allowed);
}

function readParams(
  key: string,
  item: Config,
  check: AnyCheck,
): CheckConfig['params'] {
  const config = item.getOptionalConfig('params');
  if (!config) return undefined;
  const defaults = check.params ?? {};
  const known = Object.keys(defaults);
  if (known.length === 0) {
    throw new ConfigError(`${key}.params`, `: ${check.id} has no parameters`);
  }
  refuseOtherKeys(`${key}.params`, config, known);
  const params = config.get<Record<string, JsonValue>>();
  for (const [name, value] of Object.entries(params)) {
    checkParam(
      `${key}.params.${name}`,
      value,
      defaults[name],
      check.paramValues?.[name],
    );
  }
  return params;
}

function readExclusion(key: string, item: Config): Exclusion {
  refuseOtherKeys(key, item, [...PLACE_KEYS, 'reason']);
  const place = {
    cluster: item.getOptionalString('cluster'),
    namespace: item.getOptionalString('namespace'),
    name: item.getOptionalString('name'),
  };
  if (Object.values(place).every(glob => glob === undefined)) {
    throw new ConfigError(
      key,
      `names no ${PLACE_KEYS.join(', ')}: enabled: false turns a check off`,
    );
  }
  return {
    ...place,
    reason: textOf(`${key}.reason`, item.getString('reason')),
  };
}

/** One party for everywhere, or rows of which the first that fits holds. */
function readResponsible(key: string, item: Config): ResponsibleRule[] {
  const value = item.getOptional<JsonValue>('responsible');
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    const party = item.getString('responsible');
    return [{ responsible: oneOf(key, party, RESPONSIBLES) }];
  }
  return item.getConfigArray('responsible').map((row, index) => {
    refuseOtherKeys(`${key}[${index}]`, row, [
      'responsible',
      'cluster',
      'namespace',
    ]);
    return {
      responsible: oneOf(
        `${key}[${index}].responsible`,
        row.getString('responsible'),
        RESPONSIBLES,
      ),
      cluster: row.getOptionalString('cluster'),
      namespace: row.getOptionalString('namespace'),
    };
  });
}

function readCheck(key: string, item: Config, check: AnyCheck): CheckConfig {
  refuseOtherKeys(key, item, CHECK_KEYS);
  const mode = item.getOptionalString('mode');
  const severity = item.getOptionalString('severity');
  const exclude = item
    .getOptionalConfigArray('exclude')
    ?.map((row, index) => readExclusion(`${key}.exclude[${index}]`, row));
  return {
    enabled: item.getOptionalBoolean('enabled'),
    mode: mode ? oneOf(`${key}.mode`, mode, CHECK_MODES) : undefined,
    severity: severity
      ? oneOf(`${key}.severity`, severity, SEVERITIES)
      : undefined,
    params: readParams(key, item, check),
    ...(exclude && { exclude }),
  };
}

/** `readiness.checks`: what the operator says of each check (decision D7). */
export function readCheckConfig(
  config: Config | undefined,
  checks: readonly AnyCheck[],
): Required<Pick<RuleConfig, 'checks' | 'responsible'>> {
  const rules: Record<string, CheckConfig> = {};
  const responsible: Record<string, readonly ResponsibleRule[]> = {};
  for (const id of config?.keys() ?? []) {
    const key = `readiness.checks.${id}`;
    const item = config!.getConfig(id);
    const check = checks.find(each => each.id === id);
    if (!check) {
      throw new ConfigError(key, 'names a check that does not exist');
    }
    rules[id] = readCheck(key, item, check);
    const rows = readResponsible(`${key}.responsible`, item);
    if (rows.length > 0) responsible[id] = rows;
  }
  return { checks: rules, responsible };
}
