import { createHash } from 'node:crypto';
import type { Responsible } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  RuleConfig,
} from '@readiness/backstage-plugin-readiness-engine';
import { toJson } from '../database/rows';

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
    checks.forEach(({ id }, index) => {
      if (checks.findIndex(other => other.id === id) !== index) {
        throw new Error(`Two checks have the id "${id}"`);
      }
    });
    this.all = checks.map(check => ({
      ...check,
      severity: rules.checks[check.id]?.severity ?? check.severity,
      responsible: rules.responsible?.[check.id] ?? check.responsible,
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

  /** Who answers for a check unless a verdict says otherwise (decision D17). */
  responsible(check: AnyCheck): Responsible {
    return (
      check.responsible ??
      (check.scope.types[0] === 'cluster' ? 'platform' : 'service')
    );
  }
}
