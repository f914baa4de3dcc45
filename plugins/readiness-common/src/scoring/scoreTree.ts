import { DIMENSIONS, type Level } from '../vocabulary';
import { WAIVER_BUDGET } from '../waivers';
import type { CheckCell } from './CheckCell';
import { levelOrder } from './dimensionLevel';
import type { WaiverFactor } from './scoreControl';
import { isCounted, scoreDimension } from './scoreDimension';
import type { CatalogueCheck, DimensionScore, ScoreTree } from './types';
import { EPSILON, stableSum } from './weights';

/**
 * B.6: waived weight beyond 10 % of the weight that was seen counts nothing.
 * The excess is spread over all waivers in proportion, so that no order among
 * them is needed; a single waiver is always within budget.
 */
export function waiverFactor(cells: readonly CheckCell[]): WaiverFactor {
  const judged = cells.filter(cell => cell.judged);
  const waived = judged.filter(cell => cell.budgeted > 0);
  if (waived.length === 0) return { factor: 1 };
  const seen = stableSum(judged.map(cell => cell.weight * cell.known));
  const total = stableSum(waived.map(cell => cell.weight * cell.budgeted));
  const smallest = Math.min(...waived.map(cell => cell.weight));
  const budget = Math.max(WAIVER_BUDGET * seen, smallest);
  return { factor: Math.min(1, budget / total) };
}

const mean = (values: readonly number[]): number =>
  values.length > 0 ? stableSum(values) / values.length : 0;

/** ⌊mean of the dimensions that count⌋. */
export function headline(dimensions: readonly DimensionScore[]): number {
  return Math.floor(
    mean(dimensions.filter(isCounted).map(d => d.verified)) + EPSILON,
  );
}

/** The lowest level; a dimension of which nothing is connected says nothing. */
function headlineLevel(dimensions: readonly DimensionScore[]): Level {
  const speaking = dimensions.filter(
    d => !d.blockers.some(blocker => blocker.reason === 'not-connected'),
  );
  return speaking.reduce<Level>(
    (lowest, { level }) =>
      levelOrder(level) < levelOrder(lowest) ? level : lowest,
    speaking.length > 0 ? 3 : 'unverified',
  );
}

/** The whole score of a subject from its cells. */
export function scoreTree(
  cells: readonly CheckCell[],
  catalogue: readonly CatalogueCheck[],
): ScoreTree {
  const waivers = waiverFactor(cells);
  const dimensions = DIMENSIONS.flatMap(dimension => {
    const score = scoreDimension(dimension, cells, catalogue, waivers);
    return score ? [score] : [];
  });
  const judged = cells.filter(cell => cell.judged);
  const applicable = stableSum(judged.map(cell => cell.weight));
  const known = stableSum(judged.map(cell => cell.weight * cell.known));
  const onlyNotApplicable = cells.some(cell => cell.state === 'na') ? 1 : 0;
  return {
    level: cells.length > 0 ? headlineLevel(dimensions) : 'unverified',
    verified: headline(dimensions),
    potential: Math.floor(mean(dimensions.map(d => d.potential)) + EPSILON),
    coverage: applicable > 0 ? known / applicable : onlyNotApplicable,
    dimensions,
    notConnected: cells
      .filter(cell => cell.notConnected)
      .map(({ check }) => ({ check: check.id, dimension: check.dimension })),
  };
}
