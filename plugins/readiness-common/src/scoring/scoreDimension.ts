import {
  CONTROL_IDS,
  CONTROLS,
  type Dimension,
  type Severity,
} from '../vocabulary';
import type { CheckCell } from './CheckCell';
import { dimensionLevel } from './dimensionLevel';
import { scoreControl, type WaiverFactor } from './scoreControl';
import type { CatalogueCheck, ControlScore, DimensionScore } from './types';
import { CRITICAL_FAIL_CAP, CRITICAL_UNKNOWN_CAP, stableSum } from './weights';

/** 100 · Σ W·S / Σ W. */
function controlMean(
  controls: readonly ControlScore[],
  weight: (control: ControlScore) => number,
  value: (control: ControlScore) => number,
): number {
  const total = stableSum(controls.map(weight));
  if (total === 0) return 0;
  return (100 * stableSum(controls.map(c => weight(c) * value(c)))) / total;
}

/**
 * Σω(known) / Σω(applicable). Where all that was judged is N/A nothing remains
 * unseen; where nothing was judged at all, nothing was seen.
 */
function coverageOf(cells: readonly CheckCell[]): number {
  const judged = cells.filter(cell => cell.judged);
  const applicable = stableSum(judged.map(cell => cell.weight));
  if (applicable > 0) {
    return stableSum(judged.map(cell => cell.weight * cell.known)) / applicable;
  }
  return cells.some(cell => cell.state === 'na') ? 1 : 0;
}

function capOf(cells: readonly CheckCell[]): DimensionScore['cap'] {
  const critical: Severity = 'critical';
  const failing = cells.filter(cell => cell.failing === critical);
  if (failing.length > 0) {
    return {
      limit: CRITICAL_FAIL_CAP,
      checks: failing.map(cell => cell.check.id),
      reason: 'critical fail',
    };
  }
  const unseen = cells.filter(
    cell => cell.unseen && cell.check.severity === critical,
  );
  if (unseen.length > 0) {
    return {
      limit: CRITICAL_UNKNOWN_CAP,
      checks: unseen.map(cell => cell.check.id),
      reason: 'critical check not seen',
    };
  }
  return undefined;
}

/** B.3 and B.4 for one dimension; `undefined` where none of it applies. */
export function scoreDimension(
  dimension: Dimension,
  allCells: readonly CheckCell[],
  catalogue: readonly CatalogueCheck[],
  waivers: WaiverFactor,
): DimensionScore | undefined {
  const cells = allCells.filter(cell => cell.check.dimension === dimension);
  const defined = catalogue.filter(check => check.dimension === dimension);
  const controls = CONTROL_IDS.filter(
    id => CONTROLS[id].dimension === dimension,
  ).flatMap(id => {
    const score = scoreControl(
      id,
      cells.filter(cell => cell.check.control === id),
      defined.filter(check => check.control === id),
      waivers,
    );
    return score ? [score] : [];
  });
  if (controls.length === 0) return undefined;

  const uncapped = controlMean(
    controls,
    control => control.weight,
    control => control.verified,
  );
  const possible = controlMean(
    controls,
    control => CONTROLS[control.control].weight,
    control => control.potential,
  );
  const cap = capOf(cells);
  const coverage = coverageOf(cells);
  const failCap = cap?.limit === CRITICAL_FAIL_CAP ? cap.limit : 100;
  return {
    dimension,
    ...dimensionLevel({ dimension, cells, defined, coverage }),
    verified: Math.min(uncapped, cap?.limit ?? 100),
    potential: Math.min(possible, failCap),
    coverage,
    uncapped,
    ...(cap && { cap }),
    controls,
  };
}

/** It enters the headline figures: not all of it is unconnected. */
export function isCounted(dimension: DimensionScore): boolean {
  return dimension.controls.some(control => control.weight > 0);
}
