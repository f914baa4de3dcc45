import type { Config } from '@backstage/config';
import {
  exceptionEnd,
  type AnyCheck,
  type Exception,
} from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';
import { ConfigError, refuseOtherKeys, textOf } from './values';

const EXCEPTION_KEYS = [
  'check',
  'cluster',
  'namespace',
  'name',
  'rule',
  'reason',
  'expires',
];

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
  if (
    expires !== undefined &&
    (!DateTime.fromISO(expires).isValid || exceptionEnd(expires) === undefined)
  ) {
    throw new ConfigError(`${key}.expires`, `is "${expires}", not a date`);
  }
  return {
    check,
    cluster: item.getOptionalString('cluster'),
    namespace: item.getOptionalString('namespace'),
    name: item.getOptionalString('name'),
    rule: item.getOptionalString('rule'),
    reason: textOf(`${key}.reason`, item.getString('reason')),
    expires,
    origin: 'config',
  };
}

/** `readiness.exceptions`: rows of what a rule does not apply to (decision D7). */
export function readExceptions(
  config: Config | undefined,
  checks: readonly AnyCheck[],
): Exception[] {
  return (config?.getOptionalConfigArray('exceptions') ?? []).map(
    (item, index) => readException(item, index, checks),
  );
}

/** When an exception ends, epoch ms; `undefined` for one that does not. */
export function endOf({ expires }: Exception): number | undefined {
  return expires === undefined ? undefined : exceptionEnd(expires);
}
