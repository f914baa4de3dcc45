import { risk } from '../scoring/risk';
import { parseSubjectKey } from '../subject';
import { SEVERITIES, type Effort } from '../vocabulary';
import { taskTitle } from './fixKeys';
import { FIX_KEY_PREDECESSORS, type EdgeReach } from './fixKeyEdges';
import type { PlannedFinding, TaskDraft } from './types';

/** Days of one change, by effort (`catalogue/60` C.3). @public */
export const EFFORT_DAYS: Readonly<Record<Effort, number>> = {
  S: 0.5,
  M: 2,
  L: 8,
};
/** Days for each further object that the same change covers. */
const EXTRA_DAYS = 0.1;

/** `fixKey|fixRoot.key`, the identity of a task. @public */
export function taskKey(finding: {
  fixKey: string;
  fixRoot: { key: string };
}): string {
  return `${finding.fixKey}|${finding.fixRoot.key}`;
}

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const distinct = (values: readonly string[]) =>
  [...new Set(values)].sort(compareText);
const present = <T>(value: T | undefined): value is T => value !== undefined;
/** Sums of tenths without their binary tails. */
const tidy = (value: number) => Math.round(value * 1e6) / 1e6;

interface Draft {
  task: TaskDraft;
  findings: readonly PlannedFinding[];
  reach: Readonly<Record<EdgeReach, ReadonlySet<string>>>;
}

function effortDays(findings: readonly PlannedFinding[]): number {
  const base = Math.max(
    ...findings.map(f => EFFORT_DAYS[f.visibility ? 'S' : f.effort]),
  );
  const extra = new Set(findings.map(f => f.subject)).size - 1;
  return tidy(base + EXTRA_DAYS * extra);
}

/** Who carries most of the risk; findings of one fix root rarely differ. */
function ownerOf(findings: readonly PlannedFinding[], now: number): string {
  const shares = new Map<string, number>();
  for (const finding of findings) {
    const share = shares.get(finding.owner) ?? 0;
    shares.set(finding.owner, share + risk(finding, now));
  }
  const [[owner]] = [...shares].sort(
    (a, b) => tidy(b[1]) - tidy(a[1]) || compareText(a[0], b[0]),
  );
  return owner;
}

function reachOf(
  findings: readonly PlannedFinding[],
  owner: string,
): Draft['reach'] {
  const places = findings.map(finding => {
    const subject = parseSubjectKey(finding.subject);
    const cluster = finding.cluster ?? subject?.cluster;
    return { cluster, namespace: subject?.namespace };
  });
  return {
    namespace: new Set(
      places.flatMap(({ cluster, namespace }) =>
        cluster && namespace ? [`${cluster}/${namespace}`] : [],
      ),
    ),
    cluster: new Set(places.map(({ cluster }) => cluster).filter(present)),
    owner: new Set([owner]),
  };
}

function draftOf(findings: readonly PlannedFinding[], now: number): Draft {
  const [{ fixKey, fixRoot }] = findings;
  const owner = ownerOf(findings, now);
  const due = findings.map(f => f.dueAt).filter(present);
  const subjects = new Set(findings.map(f => f.subject)).size;
  return {
    findings,
    reach: reachOf(findings, owner),
    task: {
      key: taskKey(findings[0]),
      fixKey,
      fixRoot,
      title: taskTitle(fixKey, fixRoot, subjects),
      owner,
      findings: distinct(findings.map(f => f.id)),
      clusters: distinct(findings.map(f => f.cluster).filter(present)),
      effortDays: effortDays(findings),
      risk: tidy(findings.reduce((sum, f) => sum + risk(f, now), 0)),
      severity:
        SEVERITIES.find(s => findings.some(f => f.severity === s)) ?? 'low',
      ...(due.length > 0 && { dueAt: Math.min(...due) }),
      dependsOn: [],
    },
  };
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  [...a].some(value => b.has(value));

/** Where one side has no namespace, or no cluster, the next wider place decides. */
function reaches(before: Draft, after: Draft, within: EdgeReach): boolean {
  const widening: readonly EdgeReach[] =
    within === 'owner' ? ['owner'] : ['namespace', 'cluster', 'owner'];
  const from = widening.slice(widening.indexOf(within));
  const place = from.find(
    reach => before.reach[reach].size > 0 && after.reach[reach].size > 0,
  );
  return place !== undefined && meet(before.reach[place], after.reach[place]);
}

/** A read or a connection comes before everything that is judged by it. */
function opens(before: Draft, after: Draft): boolean {
  if (after.findings.every(finding => finding.visibility)) return false;
  const hidden = new Set(
    before.findings.flatMap(f => (f.visibility ? f.hides ?? [] : [])),
  );
  return (
    after.findings.some(finding => hidden.has(finding.check)) &&
    reaches(before, after, 'cluster')
  );
}

/** Drafts by what could put them before another. */
interface DraftIndex {
  byFixKey: ReadonlyMap<string, readonly Draft[]>;
  opening: readonly Draft[];
}

function indexDrafts(drafts: readonly Draft[]): DraftIndex {
  const byFixKey = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const same = byFixKey.get(draft.task.fixKey) ?? [];
    byFixKey.set(draft.task.fixKey, same);
    same.push(draft);
  }
  const opening = drafts.filter(({ findings }) =>
    findings.some(finding => finding.visibility && finding.hides),
  );
  return { byFixKey, opening };
}

function directDependencies(draft: Draft, index: DraftIndex): string[] {
  const earlier = [...(FIX_KEY_PREDECESSORS.get(draft.task.fixKey) ?? [])];
  const ordered = earlier.flatMap(([fixKey, within]) =>
    (index.byFixKey.get(fixKey) ?? []).filter(other =>
      reaches(other, draft, within),
    ),
  );
  const opened = index.opening.filter(
    other => other !== draft && opens(other, draft),
  );
  return distinct([...ordered, ...opened].map(({ task }) => task.key));
}

/** Leaves out what another dependency already waits for. */
function reduced(
  key: string,
  dependencies: ReadonlyMap<string, readonly string[]>,
): string[] {
  const mine = dependencies.get(key) ?? [];
  const covered = new Set<string>();
  const visit = (task: string) => {
    for (const before of dependencies.get(task) ?? []) {
      if (!covered.has(before)) {
        covered.add(before);
        visit(before);
      }
    }
  };
  mine.forEach(visit);
  return mine.filter(before => !covered.has(before)).sort(compareText);
}

/**
 * Findings as tasks (`catalogue/60` C.1, C.2): one task for each fix at each fix
 * root, with effort E(t), risk Σρ, the earliest due date and what has to come
 * first (C.4). Findings that only sum up others make none. Tasks come sorted by
 * key, whatever the order of the findings.
 *
 * @param now - epoch ms
 * @public
 */
export function draftTasks(
  findings: readonly PlannedFinding[],
  now: number,
): TaskDraft[] {
  const groups = new Map<string, PlannedFinding[]>();
  const sorted = [...findings].sort((a, b) => compareText(a.id, b.id));
  for (const finding of sorted.filter(f => !f.summarises)) {
    const key = taskKey(finding);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(finding);
  }
  const drafts = [...groups.values()].map(group => draftOf(group, now));
  const index = indexDrafts(drafts);
  const dependencies = new Map(
    drafts.map(draft => [draft.task.key, directDependencies(draft, index)]),
  );
  return drafts
    .map(({ task }) => ({
      ...task,
      dependsOn: reduced(task.key, dependencies),
    }))
    .sort((a, b) => compareText(a.key, b.key));
}
