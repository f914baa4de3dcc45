import { risk } from '../scoring/risk';
import { EFFORT_DAYS, EXTRA_DAYS } from './effort';
import { leversOf, type AppliedLever } from './levers';
import type { PlannedFinding } from './types';

/** A lever is offered from this many fix roots on (`catalogue/60` C.2.3). */
const MIN_ROOTS = 3;

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

interface Candidate {
  lever: AppliedLever;
  findings: readonly PlannedFinding[];
}

/** What it costs to treat these findings root by root. */
function separateDays(findings: readonly PlannedFinding[]): number {
  const roots = new Map<string, PlannedFinding[]>();
  for (const finding of findings) {
    const same = roots.get(finding.fixRoot.key) ?? [];
    roots.set(finding.fixRoot.key, same);
    same.push(finding);
  }
  return [...roots.values()].reduce((sum, same) => {
    const subjects = new Set(same.map(f => f.subject)).size;
    const base = Math.max(...same.map(f => EFFORT_DAYS[f.effort]));
    return sum + base + EXTRA_DAYS * (subjects - 1);
  }, 0);
}

/** Days of a lever that reaches so many fix roots. */
export function leverDays(lever: AppliedLever, roots: number): number {
  // Defaults and policies act by themselves; a chart or an image is rolled out.
  const each = lever.kind === 'chart' || lever.kind === 'image';
  return EFFORT_DAYS[lever.effort] + (each ? EXTRA_DAYS * (roots - 1) : 0);
}

const rootsOf = (findings: readonly PlannedFinding[]) =>
  new Set(findings.map(({ fixRoot }) => fixRoot.key)).size;

function candidatesOf(findings: readonly PlannedFinding[]): Candidate[] {
  const byLever = new Map<
    string,
    { lever: AppliedLever; findings: PlannedFinding[] }
  >();
  for (const finding of findings) {
    for (const lever of leversOf({
      ...finding,
      failing: finding.failing ?? true,
      shared: finding.shared ?? [],
    })) {
      const key = `${lever.fixKey}|${lever.key}`;
      const same = byLever.get(key) ?? { lever, findings: [] };
      byLever.set(key, same);
      same.findings.push(finding);
    }
  }
  return [...byLever.values()];
}

interface Valued extends Candidate {
  /** Risk that a day of the lever closes. */
  ratio: number;
  /** Risk that a day closes without it. */
  without: number;
}

function valued(
  candidate: Candidate,
  taken: ReadonlyMap<string, AppliedLever>,
  now: number,
): Valued {
  const findings = candidate.findings.filter(({ id }) => !taken.has(id));
  const sum = findings.reduce((total, f) => total + risk(f, now), 0);
  const { lever } = candidate;
  return {
    lever,
    findings,
    ratio: (sum * lever.quality) / leverDays(lever, rootsOf(findings)),
    without: sum / separateDays(findings),
  };
}

/**
 * Which findings are fixed by a lever instead of one by one (`catalogue/60`
 * C.2.3): a greedy set cover. Again and again the lever is taken that closes
 * most risk a day, as long as that is more than the tasks of the same findings
 * would close; it has to cover at least three fix roots that no other lever
 * covers. Findings that belong to a task in `held` stay there: nobody's task is
 * taken apart once somebody has it.
 *
 * @param held - by finding id the key of the task that keeps it
 * @returns by finding id the lever that fixes it
 * @public
 */
export function chooseLevers(
  findings: readonly PlannedFinding[],
  now: number,
  held: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, AppliedLever> {
  const taken = new Map<string, AppliedLever>();
  for (const { lever, findings: reached } of candidatesOf(findings)) {
    for (const { id } of reached) {
      if (held.get(id) === `${lever.fixKey}|${lever.key}`) taken.set(id, lever);
    }
  }
  const open = candidatesOf(findings.filter(({ id }) => !held.has(id)));
  for (;;) {
    const [best] = open
      .map(candidate => valued(candidate, taken, now))
      .filter(
        candidate =>
          rootsOf(candidate.findings) >= MIN_ROOTS &&
          candidate.ratio > candidate.without,
      )
      .sort(
        (a, b) =>
          b.ratio - a.ratio ||
          b.findings.length - a.findings.length ||
          compareText(
            `${a.lever.fixKey}|${a.lever.key}`,
            `${b.lever.fixKey}|${b.lever.key}`,
          ),
      );
    if (!best) return taken;
    best.findings.forEach(({ id }) => taken.set(id, best.lever));
  }
}
