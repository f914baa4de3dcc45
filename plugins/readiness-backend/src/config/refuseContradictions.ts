import type {
  Exception,
  RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import { ConfigError } from './values';

/** A row of the configuration with where it stands. */
interface Row<T> {
  key: string;
  row: T;
}

const rowsOf = <T>(key: string, rows: readonly T[] = []): Row<T>[] =>
  rows.map((row, index) => ({ key: `${key}[${index}]`, row }));

type Place = Pick<Exception, 'cluster' | 'namespace' | 'name' | 'rule'>;

const placeOf = ({ cluster, namespace, name, rule }: Place) =>
  JSON.stringify([cluster, namespace, name, rule]);

function contradiction(later: string, earlier: string, what: string): never {
  throw new ConfigError(later, `contradicts ${earlier}: ${what}`);
}

/** Throws where two rows are about the same and `differ` in what they say. */
function refuseDiffering<T>(
  rows: readonly Row<T>[],
  about: (row: T) => string,
  says: (row: T) => string,
  what: string,
): void {
  const seen = new Map<string, Row<T>>();
  for (const row of rows) {
    const first = seen.get(about(row.row));
    if (!first) seen.set(about(row.row), row);
    else if (says(first.row) !== says(row.row)) {
      contradiction(row.key, first.key, what);
    }
  }
}

/** A check that is off has nothing that could be observed or excepted. */
function refuseSettingsOfDisabled({ checks, exceptions }: RuleConfig): void {
  for (const [id, { enabled, mode, exclude }] of Object.entries(checks)) {
    const key = `readiness.checks.${id}`;
    const off = `the check is turned off`;
    if (enabled === false) {
      if (mode) contradiction(`${key}.mode`, `${key}.enabled`, off);
      if (exclude) contradiction(`${key}.exclude`, `${key}.enabled`, off);
      const named = exceptions.findIndex(({ check }) => check === id);
      if (named >= 0) {
        contradiction(`readiness.exceptions[${named}]`, `${key}.enabled`, off);
      }
    }
  }
}

function refuseExceptedAndExcluded({ checks, exceptions }: RuleConfig): void {
  for (const { key, row } of rowsOf('readiness.exceptions', exceptions)) {
    const list = `readiness.checks.${row.check}.exclude`;
    const same = rowsOf(list, checks[row.check]?.exclude).find(
      exclusion => placeOf(exclusion.row) === placeOf(row),
    );
    if (same) {
      contradiction(
        key,
        same.key,
        'what is excluded for good cannot be excepted as well',
      );
    }
  }
}

function refuseTwoClasses(configured: {
  system?: readonly string[];
  platform?: readonly string[];
}): void {
  const both = rowsOf('readiness.namespaces.platform', configured.platform);
  for (const { key, row } of both) {
    const same = configured.system?.indexOf(row) ?? -1;
    if (same >= 0) {
      contradiction(
        key,
        `readiness.namespaces.system[${same}]`,
        `"${row}" cannot be both`,
      );
    }
  }
}

/**
 * Throws where two rules surely contradict each other, with the keys of both.
 * What merely overlaps is a matter of `configProblems`.
 */
export function refuseContradictions(
  rules: RuleConfig,
  namespaces: { system?: readonly string[]; platform?: readonly string[] },
): void {
  refuseSettingsOfDisabled(rules);
  for (const [id, rows] of Object.entries(rules.responsible ?? {})) {
    refuseDiffering(
      rowsOf(`readiness.checks.${id}.responsible`, rows),
      placeOf,
      row => row.responsible,
      'the same place cannot belong to two parties',
    );
  }
  for (const [id, { exclude }] of Object.entries(rules.checks)) {
    refuseDiffering(
      rowsOf(`readiness.checks.${id}.exclude`, exclude),
      placeOf,
      row => row.reason,
      'the same place is excluded for two reasons',
    );
  }
  refuseDiffering(
    rowsOf('readiness.exceptions', rules.exceptions),
    row => `${row.check} ${placeOf(row)}`,
    ({ reason, expires }) => JSON.stringify([reason, expires]),
    'the same is excepted for another reason or until another date',
  );
  refuseExceptedAndExcluded(rules);
  refuseTwoClasses(namespaces);
}
