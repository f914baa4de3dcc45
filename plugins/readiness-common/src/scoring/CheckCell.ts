import { SEVERITIES, type Severity } from '../vocabulary';
import type { CatalogueCheck, ScoredCheck, ScoredVerdict } from './types';
import { SEVERITY_WEIGHT, stableSum } from './weights';

/**
 * Verdicts that are averaged among themselves before they meet the others: the
 * subjects of an entity in one environment, or the workloads of one entity in a
 * cluster.
 */
export interface VerdictGroup {
  weight: number;
  /** Its subjects decide the gates (B.7: a gate needs every prod subject). */
  gated: boolean;
  verdicts: readonly ScoredVerdict[];
}

/** One check of one scored subject, folded over everything it was judged on. */
export interface CheckCell {
  check: CatalogueCheck;
  /** ω. */
  weight: number;
  /** Without what waivers add, 0–1. */
  verified: number;
  /** Without what waivers add, 0–1. */
  potential: number;
  /** Shares of the judged subjects, 0–1. */
  known: number;
  waived: number;
  /**
   * What uses up the budget of waivers (B.6): waived, seen or not, as a share of
   * all subjects, so that hiding one makes no room for another waiver.
   */
  budgeted: number;
  /** The share of `waived` where subjects that are not connected count too. */
  waivedPotential: number;
  subjects: number;
  /** At least one subject is neither N/A nor not connected. */
  judged: boolean;
  /** At least one subject has a source that was never connected. */
  notConnected: boolean;
  state: ScoredCheck['state'];
  sticky: boolean;
  /** The worst severity among what fails, in any environment. */
  failing?: Severity;
  /** A subject is unknown and was not failing when last seen. */
  unseen: boolean;
  /** What the subjects that decide the gate say. */
  gate: {
    fail: boolean;
    unknown: boolean;
    warn: boolean;
    waived: boolean;
    stale: boolean;
  };
}

const isNotConnected = (verdict: ScoredVerdict): boolean =>
  verdict.state === 'unknown' &&
  verdict.unknownReason === 'notConnected' &&
  !verdict.sticky;

const isFailing = (verdict: ScoredVerdict): boolean =>
  verdict.state === 'fail' ||
  (verdict.state === 'unknown' && verdict.sticky === true);

/** v of B.1; what a waiver adds is kept apart (B.6 limits it per subject). */
function valueOf(verdict: ScoredVerdict): number {
  const freshness = verdict.freshness ?? 1;
  if (verdict.state === 'pass') return freshness;
  if (verdict.state === 'warn' && !verdict.waived) {
    return verdict.lapsing ? freshness : 0.5 * freshness;
  }
  return 0;
}

function potentialOf(verdict: ScoredVerdict): number {
  if (verdict.state !== 'unknown') return valueOf(verdict);
  return verdict.sticky ? 0 : 1;
}

/** A warn that is one by a waiver of its fails is worth what the waiver is. */
const isWaived = (verdict: ScoredVerdict): boolean =>
  verdict.state === 'waived' ||
  (verdict.state === 'warn' && verdict.waived === true);

interface WeighedSet {
  weight: number;
  verdicts: readonly ScoredVerdict[];
}

/** Σ w·mean(v) / Σ w over the groups that have a verdict. */
function macroAverage(
  sets: readonly WeighedSet[],
  value: (verdict: ScoredVerdict) => number,
): number {
  const filled = sets.filter(set => set.verdicts.length > 0);
  const total = stableSum(filled.map(set => set.weight));
  if (total === 0) return 0;
  const parts = filled.map(
    set =>
      (set.weight * stableSum(set.verdicts.map(value))) / set.verdicts.length,
  );
  return stableSum(parts) / total;
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'waived', 'pass'] as const;

function displayState(
  judged: readonly ScoredVerdict[],
  notConnected: boolean,
): ScoredCheck['state'] {
  const worst = WORST_FIRST.find(state => judged.some(v => v.state === state));
  return worst ?? (notConnected ? 'notConnected' : 'na');
}

function worstSeverity(
  check: CatalogueCheck,
  failing: readonly ScoredVerdict[],
): Severity | undefined {
  const seen = new Set(failing.map(v => v.severity ?? check.severity));
  return SEVERITIES.find(severity => seen.has(severity));
}

/** A fresh E3 is 0.9: below that only age explains it. */
const isStale = (verdict: ScoredVerdict): boolean =>
  verdict.lapsing === true ||
  (verdict.freshness !== undefined && verdict.freshness < 0.9);

function foldCheck(
  check: CatalogueCheck,
  groups: readonly VerdictGroup[],
): CheckCell {
  const present = groups.map(group => ({
    ...group,
    verdicts: group.verdicts.filter(verdict => verdict.state !== 'na'),
  }));
  const connected = present.map(group => ({
    ...group,
    verdicts: group.verdicts.filter(verdict => !isNotConnected(verdict)),
  }));
  const judged = connected.flatMap(group => group.verdicts);
  const gating = connected.flatMap(group =>
    group.gated ? group.verdicts : [],
  );
  const notConnected = present.some(g => g.verdicts.some(isNotConnected));
  const waived = (v: ScoredVerdict) => (isWaived(v) ? 1 : 0);
  return {
    check,
    weight: SEVERITY_WEIGHT[check.severity],
    verified: macroAverage(connected, valueOf),
    potential: macroAverage(present, potentialOf),
    known: macroAverage(connected, v => (v.state === 'unknown' ? 0 : 1)),
    waived: macroAverage(connected, waived),
    budgeted: macroAverage(groups, v => (v.waived ? 1 : waived(v))),
    waivedPotential: macroAverage(present, waived),
    subjects: judged.length,
    judged: judged.length > 0,
    notConnected,
    state: displayState(judged, notConnected),
    sticky: judged.some(verdict => verdict.sticky === true),
    failing: worstSeverity(check, judged.filter(isFailing)),
    unseen: judged.some(v => v.state === 'unknown' && !v.sticky),
    gate: {
      fail: gating.some(isFailing),
      unknown: gating.some(v => v.state === 'unknown' && !v.sticky),
      warn: gating.some(verdict => verdict.state === 'warn'),
      waived: gating.some(v => v.state === 'waived' || v.waived === true),
      stale: gating.some(isStale),
    },
  };
}

/**
 * Folds grouped verdicts into one cell per check, in the order of check ids.
 * A verdict of a check that the catalogue does not hold does not count.
 */
export function foldVerdicts(
  catalogue: readonly CatalogueCheck[],
  groups: readonly VerdictGroup[],
): CheckCell[] {
  const byCheck = new Map<string, Map<VerdictGroup, ScoredVerdict[]>>();
  for (const group of groups) {
    for (const verdict of group.verdicts) {
      const sets =
        byCheck.get(verdict.check) ?? new Map<VerdictGroup, ScoredVerdict[]>();
      byCheck.set(verdict.check, sets);
      const set = sets.get(group) ?? [];
      sets.set(group, set);
      set.push(verdict);
    }
  }
  return [...catalogue]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(check => {
      const sets = byCheck.get(check.id);
      if (!sets) return [];
      return [
        foldCheck(
          check,
          [...sets].map(([group, verdicts]) => ({ ...group, verdicts })),
        ),
      ];
    });
}
