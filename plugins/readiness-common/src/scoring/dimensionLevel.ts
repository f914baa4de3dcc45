import {
  LEVEL_NAMES,
  STAGES,
  type Dimension,
  type Level,
  type Severity,
} from '../vocabulary';
import { WAIVER_BUDGET } from '../waivers';
import type { CheckCell } from './CheckCell';
import type { CatalogueCheck, LevelBlocker } from './types';
import { EPSILON, stableSum } from './weights';

/** What the level of one dimension is decided from. */
export interface LevelInput {
  dimension: Dimension;
  cells: readonly CheckCell[];
  /** The checks that the catalogue defines here, built or not. */
  defined: readonly CatalogueCheck[];
  /** 0–1. */
  coverage: number;
}

/** @internal */
export interface LevelResult {
  level: Level;
  nextLevel?: Level;
  blockers: readonly LevelBlocker[];
  nothingToProve: boolean;
}

type Claim = 1 | 2 | 3;

const MIN_COVERAGE: Record<Claim, number> = { 1: 0.8, 2: 0.9, 3: 0.95 };
const VERIFIED_COVERAGE = 0.6;
const MAX_WARNS = 2;

const isSevere = (severity: Severity) =>
  severity === 'critical' || severity === 'high';
const percent = (share: number) => `${Math.floor(share * 100 + EPSILON)} %`;

/** Checks whose gate is this level. */
const gateCells = ({ cells }: LevelInput, claim: Claim) =>
  cells.filter(cell => cell.judged && cell.check.gate === STAGES[claim - 1]);

/** Checks whose gate is this level or a lower one. */
const gatedCells = ({ cells }: LevelInput, claim: Claim) =>
  cells.filter(
    cell =>
      cell.judged &&
      cell.check.gate !== undefined &&
      STAGES.indexOf(cell.check.gate) < claim,
  );

function gateBlockers(input: LevelInput, claim: Claim): LevelBlocker[] {
  return gateCells(input, claim).flatMap<LevelBlocker>(({ check, gate }) => {
    if (gate.fail) {
      return [
        { check: check.id, reason: 'gate-fail', message: `${check.id} fails` },
      ];
    }
    if (gate.unknown) {
      return [
        {
          check: check.id,
          reason: 'gate-unknown',
          message: `${check.id} could not be judged`,
        },
      ];
    }
    return [];
  });
}

function notJudgedBlockers(input: LevelInput, claim: Claim): LevelBlocker[] {
  const gate = STAGES[claim - 1];
  const ids = new Set(input.cells.map(cell => cell.check.id));
  const defined = input.defined.filter(check => check.gate === gate);
  const none = defined.every(check => !check.built && !ids.has(check.id));
  if (defined.length === 0 || !none) return [];
  return [
    {
      reason: 'gate-not-judged',
      message: `No check for ${LEVEL_NAMES[claim]} in ${input.dimension} is judged yet`,
    },
  ];
}

function severityBlockers(input: LevelInput, claim: Claim): LevelBlocker[] {
  if (claim === 3) return [];
  return gatedCells(input, claim).flatMap<LevelBlocker>(cell => {
    const { id, severity } = cell.check;
    const worst = cell.failing;
    if (worst && (worst === 'critical' || (claim === 2 && worst === 'high'))) {
      return [
        {
          check: id,
          reason: 'severity-fail',
          message: `${id} fails with severity ${worst}`,
        },
      ];
    }
    if (claim === 1 && cell.unseen && severity === 'critical') {
      return [
        {
          check: id,
          reason: 'severity-unknown',
          message: `${id} is critical and could not be judged everywhere`,
        },
      ];
    }
    return [];
  });
}

function coverageBlockers(input: LevelInput, claim: Claim): LevelBlocker[] {
  const needed = MIN_COVERAGE[claim];
  if (input.coverage + EPSILON >= needed) return [];
  return [
    {
      reason: 'coverage',
      message: `${percent(input.coverage)} seen, ${percent(needed)} needed`,
    },
  ];
}

function usedBlockers(input: LevelInput): LevelBlocker[] {
  const warned = gateCells(input, 2).filter(cell => cell.gate.warn);
  const severe = warned.filter(cell => isSevere(cell.check.severity));
  const blockers = severe.map<LevelBlocker>(({ check }) => ({
    check: check.id,
    reason: 'warns',
    message: `${check.id} warns and has severity ${check.severity}`,
  }));
  if (warned.length > MAX_WARNS) {
    blockers.push({
      reason: 'warns',
      message: `${warned.length} checks warn, ${MAX_WARNS} are allowed`,
    });
  }
  const judged = input.cells.filter(cell => cell.judged);
  const seen = stableSum(judged.map(cell => cell.weight * cell.known));
  const waived = stableSum(judged.map(cell => cell.weight * cell.budgeted));
  if (waived > WAIVER_BUDGET * seen + EPSILON) {
    blockers.push({
      reason: 'waived',
      message: `More than ${percent(WAIVER_BUDGET)} of the weight is waived`,
    });
  }
  return blockers;
}

function provenBlockers(input: LevelInput): LevelBlocker[] {
  const gate = gateCells(input, 3).flatMap<LevelBlocker>(cell => {
    const { id } = cell.check;
    if (cell.gate.fail || cell.gate.unknown) return [];
    if (cell.gate.waived) {
      return [{ check: id, reason: 'waived', message: `${id} is waived` }];
    }
    if (cell.gate.warn && !cell.gate.stale) {
      return [{ check: id, reason: 'warns', message: `${id} warns` }];
    }
    return [];
  });
  const judged = input.cells.filter(cell => cell.judged);
  const waived = judged
    .filter(cell => cell.gate.waived && isSevere(cell.check.severity))
    .filter(cell => cell.check.gate !== 'proven')
    .map<LevelBlocker>(({ check }) => ({
      check: check.id,
      reason: 'waived',
      message: `${check.id} is waived and has severity ${check.severity}`,
    }));
  const stale = judged
    .filter(cell => cell.gate.stale)
    .map<LevelBlocker>(({ check }) => ({
      check: check.id,
      reason: 'evidence',
      message: `The evidence of ${check.id} is lapsing`,
    }));
  return [...gate, ...waived, ...stale];
}

/** One line a check: the first reason says most. */
function distinct(blockers: readonly LevelBlocker[]): LevelBlocker[] {
  const seen = new Set<string>();
  return blockers.filter(blocker => {
    if (!blocker.check) return true;
    if (seen.has(blocker.check)) return false;
    seen.add(blocker.check);
    return true;
  });
}

/** What stands between the subject and this level, lower levels left aside. */
function blockersOf(input: LevelInput, claim: Claim): LevelBlocker[] {
  return distinct([
    ...gateBlockers(input, claim),
    ...notJudgedBlockers(input, claim),
    ...severityBlockers(input, claim),
    ...(claim === 2 ? usedBlockers(input) : []),
    ...(claim === 3 ? provenBlockers(input) : []),
    ...coverageBlockers(input, claim),
  ]);
}

/** The level of a dimension, and what the next one needs (B.4). */
export function dimensionLevel(input: LevelInput): LevelResult {
  const judged = input.cells.some(cell => cell.judged);
  if (!judged && input.cells.some(cell => cell.notConnected)) {
    return {
      level: 'unverified',
      nextLevel: 1,
      blockers: [
        {
          reason: 'not-connected',
          message: `Nothing of ${input.dimension} is connected`,
        },
      ],
      nothingToProve: false,
    };
  }
  if (input.cells.length === 0) {
    const missing = notJudgedBlockers(input, 1);
    const nothing: LevelBlocker = {
      reason: 'gate-not-judged',
      message: `Nothing of ${input.dimension} was judged`,
    };
    return {
      level: 0,
      nextLevel: 1,
      blockers: missing.length > 0 ? missing : [nothing],
      nothingToProve: false,
    };
  }
  const claims = ([1, 2, 3] as const).map(claim => blockersOf(input, claim));
  const missed = claims.findIndex(blockers => blockers.length > 0);
  const proves = input.cells.some(
    cell => cell.known > 0 && cell.check.stage === 'proven',
  );
  if (missed < 0) {
    return proves
      ? { level: 3, blockers: [], nothingToProve: false }
      : { level: 2, blockers: [], nothingToProve: true };
  }
  const reached = missed as 0 | 1 | 2;
  return {
    level:
      input.coverage + EPSILON < VERIFIED_COVERAGE ? 'unverified' : reached,
    nextLevel: (reached + 1) as Claim,
    blockers: claims[missed],
    nothingToProve: false,
  };
}

/** Levels as numbers for comparison: `unverified` stands below Running. @public */
export function levelOrder(level: Level): number {
  return level === 'unverified' ? -1 : level;
}
