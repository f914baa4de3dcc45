import type { Occurrence } from '@readiness/backstage-plugin-readiness-engine';
import type { LoadedRule } from './loadedRules';
import { repairFileRule, repairRule } from './ruleRemediation';

const MINUTE = 60_000;
/** A rule that was just loaded has not been evaluated yet. */
export const LOADING = 10 * MINUTE;
const LEAST_STALE = 3 * MINUTE;

/** Namespace and name of the object, group and alert: stable over scans. */
export function ruleId({ live, object }: LoadedRule): string {
  const where = object ? `${object.namespace}/${object.name}` : live.file;
  return `${where}/${live.group}/${live.alert}`;
}

function occurrence(
  rule: LoadedRule,
  state: Occurrence['state'],
  code: string,
  message: string,
): Occurrence {
  const { live, object } = rule;
  return {
    state,
    discriminator: ruleId(rule),
    reasons: [{ code, message }],
    remediation: object
      ? repairRule(object, live.alert)
      : repairFileRule(live.alert, live.group, live.file),
  };
}

/**
 * What is wrong with a loaded rule: its expression errs, it has not been
 * evaluated yet, or not for long. `ok` only means that it parses and runs.
 */
export function ruleHealth(
  rule: LoadedRule,
  now: number,
  staleFactor: number,
): Occurrence | undefined {
  const { live, object } = rule;
  const label = `Alert ${live.alert} of group ${live.group}`;
  if (live.health === 'err') {
    return occurrence(
      rule,
      'fail',
      'rule-error',
      `${label} errs: ${live.lastError ?? 'no message'}`,
    );
  }
  const interval = live.intervalSeconds * 1000;
  if (live.health !== 'ok' || live.lastEvaluation === undefined) {
    const age = object?.createdAt === undefined ? 0 : now - object.createdAt;
    return age <= Math.max(LOADING, interval)
      ? occurrence(
          rule,
          'warn',
          'rule-not-evaluated-yet',
          `${label} has not been evaluated yet.`,
        )
      : occurrence(
          rule,
          'fail',
          'rule-never-evaluated',
          `${label} is loaded and was never evaluated.`,
        );
  }
  const limit = Math.max(LEAST_STALE, staleFactor * interval);
  const age = now - live.lastEvaluation;
  return age > limit
    ? occurrence(
        rule,
        'fail',
        'rule-stale',
        `${label} was last evaluated ${Math.round(
          age / MINUTE,
        )} min ago; its interval is ${live.intervalSeconds} s.`,
      )
    : undefined;
}
