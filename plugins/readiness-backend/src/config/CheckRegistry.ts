import { createHash } from 'node:crypto';
import type { Responsible } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import { toJson } from '../database/rows';

/** Who answers for a check where no row names a place. */
function everywhere(rules: RuleConfig, check: string): Responsible | undefined {
  return rules.responsible?.[check]?.find(
    ({ cluster, namespace }) =>
      cluster === undefined && namespace === undefined,
  )?.responsible;
}

/** The checks of this installation: built in, added, and as configured. */
export class CheckRegistry {
  /** Every check, with the configured severity and responsible party. */
  readonly all: readonly AnyCheck[];
  /** Those that are judged. */
  readonly enabled: readonly AnyCheck[];
  /**
   * The version of the rule set. It changes with the checks that were added and
   * the configuration of checks too, so that a step in a trend has its cause.
   */
  readonly rulesetVersion: string;
  readonly #builtIn: ReadonlySet<string>;

  /** Throws where two checks have the same id. */
  static create(options: {
    checks: readonly AnyCheck[];
    builtIn: readonly AnyCheck[];
    builtInVersion: string;
    rules: RuleConfig;
  }) {
    return new CheckRegistry(options);
  }

  private constructor(options: {
    checks: readonly AnyCheck[];
    builtIn: readonly AnyCheck[];
    builtInVersion: string;
    rules: RuleConfig;
  }) {
    const { checks, builtIn, builtInVersion, rules } = options;
    this.#builtIn = new Set(builtIn.map(({ id }) => id));
    checks.forEach(({ id }, index) => {
      if (checks.findIndex(other => other.id === id) !== index) {
        throw new Error(`Two checks have the id "${id}"`);
      }
    });
    this.all = checks.map(check => ({
      ...check,
      severity: rules.checks[check.id]?.severity ?? check.severity,
      responsible: everywhere(rules, check.id) ?? check.responsible,
    }));
    this.enabled = this.all.filter(
      ({ id }) => rules.checks[id]?.enabled !== false,
    );
    const added = checks
      .filter(check => !builtIn.includes(check))
      .map(({ id, severity, stage }) => ({ id, severity, stage }));
    const changes = toJson({
      added,
      checks: rules.checks,
      responsible: rules.responsible,
    });
    const unchanged =
      added.length === 0 &&
      Object.keys(rules.checks).length === 0 &&
      Object.keys(rules.responsible ?? {}).length === 0;
    this.rulesetVersion = unchanged
      ? builtInVersion
      : `${builtInVersion}+${createHash('sha256')
          .update(changes)
          .digest('hex')
          .slice(0, 8)}`;
  }

  /** Whether a check comes with the catalogue. */
  isBuiltIn(id: string): boolean {
    return this.#builtIn.has(id);
  }

  /** Who answers for a check unless a verdict says otherwise (decision D17). */
  responsible(check: AnyCheck): Responsible {
    return (
      check.responsible ??
      (check.scope.types[0] === 'cluster' ? 'platform' : 'service')
    );
  }
}
