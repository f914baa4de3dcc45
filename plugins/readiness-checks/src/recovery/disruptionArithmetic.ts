import type { BudgetObject } from '@readiness/backstage-plugin-readiness-engine';

/** An int or a percentage of the pods; percentages round up, as the API server has it. */
function scaled(value: string, pods: number): number | undefined {
  const text = value.trim();
  if (/^\d+%$/.test(text)) {
    // Whole numbers throughout: 0.07 * 100 is more than 7.
    return Math.ceil((Number(text.slice(0, -1)) * pods) / 100);
  }
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * How many of `pods` healthy pods a budget lets go at once; `undefined` where
 * the budget sets neither bound or an unreadable one.
 */
export function disruptionsAllowed(
  { minAvailable, maxUnavailable }: BudgetObject,
  pods: number,
): number | undefined {
  if (maxUnavailable !== undefined) {
    const most = scaled(maxUnavailable, pods);
    return most === undefined ? undefined : Math.min(most, pods);
  }
  if (minAvailable === undefined) return undefined;
  const least = scaled(minAvailable, pods);
  return least === undefined ? undefined : Math.max(0, pods - least);
}
