import type { PodTemplate } from '@readiness/backstage-plugin-readiness-engine';
import { BASELINE_RULES } from './baselineRules';
import type { PodSecurityLevel } from './podSecurityLevel';
import type { PodSecurityRule, Violation } from './podSecurityRule';
import { RESTRICTED_RULES } from './restrictedRules';

const RULES: Readonly<Record<PodSecurityLevel, readonly PodSecurityRule[]>> = {
  privileged: [],
  baseline: BASELINE_RULES,
  restricted: [...BASELINE_RULES, ...RESTRICTED_RULES],
};

/**
 * What of a pod a level does not allow, at a minor version of the policy. The
 * pod is judged as admission does: with all its containers, of every type.
 */
export function violationsOf(
  level: PodSecurityLevel,
  pod: PodTemplate,
  minor: number,
): readonly Violation[] {
  const rules = RULES[level].filter(
    ({ since, until = Infinity }) => since <= minor && minor < until,
  );
  const overridden = new Set(rules.flatMap(({ overrides = [] }) => overrides));
  return rules
    .filter(({ id }) => !overridden.has(id))
    .flatMap(rule =>
      rule
        .violations(pod, minor)
        .map(broken => ({ rule: rule.id, level: rule.level, ...broken })),
    );
}
