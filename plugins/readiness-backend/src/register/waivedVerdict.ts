/** All that a verdict rests on is waived, or all that fails and something warns. */
export type Waived = 'all' | 'fails';

/**
 * What waivers make of a verdict (decision D3: the worst of its occurrences
 * that are not waived). Absent where they change nothing: a fail is left, or
 * what is waived only warns beside other warns.
 */
export function waiverOf(
  items: readonly { state: 'warn' | 'fail'; waived: boolean }[],
): Waived | undefined {
  if (items.length === 0) return undefined;
  if (items.every(({ waived }) => waived)) return 'all';
  const fails = items.filter(({ state }) => state === 'fail');
  return fails.length > 0 && fails.every(({ waived }) => waived)
    ? 'fails'
    : undefined;
}
