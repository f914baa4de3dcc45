import { CONTROLS, STAGES, type ControlId, type Stage } from '../vocabulary';
import type { CheckCell } from './CheckCell';
import type {
  CatalogueCheck,
  ControlScore,
  ScoredCheck,
  StageScore,
} from './types';
import { SEVERITY_WEIGHT, STAGE_WEIGHT, stableSum } from './weights';

/** What one half of a waived verdict is worth, per subject (B.6). */
export interface WaiverFactor {
  factor: number;
}

const verifiedOf = (cell: CheckCell, { factor }: WaiverFactor) =>
  cell.verified + 0.5 * factor * cell.waived;
const potentialOf = (cell: CheckCell, { factor }: WaiverFactor) =>
  cell.potential + 0.5 * factor * cell.waivedPotential;

function weightedMean(
  cells: readonly CheckCell[],
  value: (cell: CheckCell) => number,
): number {
  const total = stableSum(cells.map(cell => cell.weight));
  return stableSum(cells.map(cell => cell.weight * value(cell))) / total;
}

function scoredCheck(cell: CheckCell, waivers: WaiverFactor): ScoredCheck {
  return {
    check: cell.check.id,
    weight: cell.judged ? cell.weight : 0,
    verified: cell.judged ? verifiedOf(cell, waivers) : 0,
    potential:
      cell.judged || cell.notConnected ? potentialOf(cell, waivers) : 0,
    state: cell.state,
    subjects: cell.subjects,
    ...(cell.sticky && { sticky: true }),
  };
}

interface StageRow {
  stage: Stage;
  /** It enters the verified score. */
  counted: boolean;
  notJudged: boolean;
  verified: number;
  potential: number;
  checks: readonly ScoredCheck[];
}

function stageRow(
  stage: Stage,
  cells: readonly CheckCell[],
  defined: readonly CatalogueCheck[],
  waivers: WaiverFactor,
): StageRow | undefined {
  const judged = cells.filter(cell => cell.judged);
  const reachable = cells.filter(cell => cell.judged || cell.notConnected);
  if (reachable.length > 0) {
    return {
      stage,
      counted: judged.length > 0,
      notJudged: false,
      verified:
        judged.length > 0
          ? weightedMean(judged, cell => verifiedOf(cell, waivers))
          : 0,
      potential: weightedMean(reachable, cell => potentialOf(cell, waivers)),
      checks: cells.map(cell => scoredCheck(cell, waivers)),
    };
  }
  const unbuilt = defined.every(check => !check.built);
  if (cells.length > 0 || defined.length === 0 || !unbuilt) return undefined;
  return {
    stage,
    counted: true,
    notJudged: true,
    verified: 0,
    potential: 1,
    checks: defined.map(check => ({
      check: check.id,
      weight: SEVERITY_WEIGHT[check.severity],
      verified: 0,
      potential: 1,
      state: 'notJudged',
      subjects: 0,
    })),
  };
}

/**
 * S(c) of B.2: the stages of a control as a ladder. `undefined` where nothing
 * of the control applies; a weight of 0 where all of it is not connected, and
 * so counts in the potential score only.
 */
export function scoreControl(
  control: ControlId,
  cells: readonly CheckCell[],
  defined: readonly CatalogueCheck[],
  waivers: WaiverFactor,
): ControlScore | undefined {
  const rows = STAGES.flatMap(stage => {
    const row = stageRow(
      stage,
      cells.filter(cell => cell.check.stage === stage),
      defined.filter(check => check.stage === stage),
      waivers,
    );
    return row ? [row] : [];
  });
  if (rows.length === 0) return undefined;
  const counted = rows.filter(row => row.counted);
  const verifiedTotal = stableSum(counted.map(row => STAGE_WEIGHT[row.stage]));
  const potentialTotal = stableSum(rows.map(row => STAGE_WEIGHT[row.stage]));

  let verifiedBelow = 1;
  let potentialBelow = 1;
  let verified = 0;
  let potential = 0;
  const stages: StageScore[] = [];
  for (const row of rows) {
    const g = Math.min(row.verified, verifiedBelow);
    const gPotential = Math.min(row.potential, potentialBelow);
    // A stage that nobody judged is no rung: what stands above it is measured
    // against the nearest rung that was.
    if (!row.notJudged) {
      if (row.counted) verifiedBelow = g;
      potentialBelow = gPotential;
    }
    const weight = row.counted ? STAGE_WEIGHT[row.stage] / verifiedTotal : 0;
    verified += weight * g;
    potential += (STAGE_WEIGHT[row.stage] / potentialTotal) * gPotential;
    stages.push({
      stage: row.stage,
      weight,
      raw: row.verified,
      verified: g,
      potential: gPotential,
      notJudged: row.notJudged,
      checks: row.checks,
    });
  }
  return {
    control,
    weight: counted.length > 0 ? CONTROLS[control].weight : 0,
    verified,
    potential,
    stages,
  };
}
