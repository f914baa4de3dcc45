import type { Point } from './Series';

/** What a function over a range makes of one series; `undefined` for nothing. */
export type RangeFold = (
  points: readonly Point[],
  bounds: { start: number; end: number },
  parameter: number | undefined,
) => number | undefined;

const valuesOf = (points: readonly Point[]) => points.map(([, value]) => value);

/** By linear interpolation between the two next ranks. */
function quantile(q: number, values: readonly number[]): number {
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const lower = Math.floor(rank);
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - lower;
  return sorted[lower] * (1 - weight) + sorted[upper] * weight;
}

/**
 * How much a counter grew, extended to the edges of the range as Prometheus
 * extends it: at most by half an interval, and never below zero.
 */
function growth(
  points: readonly Point[],
  { start, end }: { start: number; end: number },
): number | undefined {
  if (points.length < 2) return undefined;
  const [first] = points;
  const last = points[points.length - 1];
  let result = last[1] - first[1];
  for (let i = 1; i < points.length; i += 1) {
    if (points[i][1] < points[i - 1][1]) result += points[i - 1][1];
  }
  const sampled = last[0] - first[0];
  const average = sampled / (points.length - 1);
  const threshold = average * 1.1;
  let toStart = first[0] - start;
  const toEnd = end - last[0];
  if (toStart >= threshold) toStart = average / 2;
  if (result > 0 && first[1] >= 0) {
    toStart = Math.min(toStart, sampled * (first[1] / result));
  }
  const extended =
    sampled + toStart + (toEnd >= threshold ? average / 2 : toEnd);
  return result * (extended / sampled);
}

const FOLDS: Readonly<Record<string, RangeFold>> = {
  max_over_time: points => Math.max(...valuesOf(points)),
  min_over_time: points => Math.min(...valuesOf(points)),
  sum_over_time: points => valuesOf(points).reduce((a, b) => a + b, 0),
  avg_over_time: points =>
    valuesOf(points).reduce((a, b) => a + b, 0) / points.length,
  count_over_time: points => points.length,
  quantile_over_time: (points, _bounds, q = 0) => quantile(q, valuesOf(points)),
  increase: growth,
  rate: (points, bounds) => {
    const grown = growth(points, bounds);
    return grown === undefined
      ? undefined
      : grown / (bounds.end - bounds.start);
  },
};

export const rangeFunction = (name: string): RangeFold | undefined =>
  Object.hasOwn(FOLDS, name) ? FOLDS[name] : undefined;
