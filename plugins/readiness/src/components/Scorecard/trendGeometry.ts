import { line } from 'd3-shape';
import type { Schemas } from '@readiness/backstage-plugin-readiness-common';

type TrendPoint = Schemas['TrendPoint'];

export interface TrendGeometry {
  path: string;
  last: { x: number; y: number };
  steps: { x: number; version: string; at: string }[];
}

/**
 * A trend as SVG coordinates: time to the right, 0–100 upwards. A change of
 * the rule set is a step of its own, because it is no team's doing.
 */
export function trendGeometry(
  points: readonly TrendPoint[],
  size: { width: number; height: number; margin: number },
): TrendGeometry | undefined {
  if (points.length === 0) return undefined;
  const { width, height, margin } = size;
  const times = points.map(point => Date.parse(point.at));
  const start = times[0];
  const span = Math.max(times[times.length - 1] - start, 1);
  const single = points.length === 1;
  const x = (time: number) =>
    single
      ? width - margin
      : margin + ((time - start) / span) * (width - 2 * margin);
  const y = (value: number) =>
    height - margin - (value / 100) * (height - 2 * margin);

  const path = line<TrendPoint>()
    .x((_, index) => x(times[index]))
    .y(point => y(point.verified))([...points]);
  const steps = points.flatMap((point, index) =>
    index > 0 && point.rulesetVersion !== points[index - 1].rulesetVersion
      ? [{ x: x(times[index]), version: point.rulesetVersion, at: point.at }]
      : [],
  );
  const final = points[points.length - 1];
  return {
    path: path ?? '',
    last: { x: x(times[times.length - 1]), y: y(final.verified) },
    steps,
  };
}
