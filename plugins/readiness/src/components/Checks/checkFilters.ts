import type { CheckInfo } from '@readiness/backstage-plugin-readiness-common';
import type { UrlParams } from '../../hooks/useUrlParams';

export const CHECK_FILTERS = ['q', 'dimension', 'stage', 'mode'] as const;
export type CheckFilters = UrlParams<(typeof CHECK_FILTERS)[number]>;

export const CHECK_MODES = ['enforce', 'observe', 'off'] as const;

/** Scored, observed, or not run at all. */
export function modeOf(check: CheckInfo): (typeof CHECK_MODES)[number] {
  return check.enabled === false ? 'off' : check.mode ?? 'enforce';
}

function matchesText(check: CheckInfo, q: string): boolean {
  const text = `${check.id} ${check.title} ${check.texts.why}`;
  return text.toLocaleLowerCase().includes(q.toLocaleLowerCase());
}

export function filterChecks(
  checks: readonly CheckInfo[],
  filters: CheckFilters,
): CheckInfo[] {
  const { q, dimension, stage, mode } = filters;
  return checks.filter(
    check =>
      (!q || matchesText(check, q)) &&
      (!dimension || check.dimension === dimension) &&
      (!stage || check.stage === stage) &&
      (!mode || modeOf(check) === mode),
  );
}
