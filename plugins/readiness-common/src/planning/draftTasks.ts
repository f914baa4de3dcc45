import { risk } from '../scoring/risk';
import { parseSubjectKey } from '../subject';
import { SEVERITIES, type Severity } from '../vocabulary';
import { chooseLevers, leverDays } from './chooseLevers';
import { EFFORT_DAYS, EXTRA_DAYS } from './effort';
import { taskTitle } from './fixKeys';
import { FIX_KEY_PREDECESSORS, type EdgeReach } from './fixKeyEdges';
import type { AppliedLever } from './levers';
import type { PlannedFinding, TaskDraft, UnownedNamespace } from './types';

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

/** One step graver: what keeps coming back needs more than another fix (C.7). */
function graver(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)];
}

/** What is fixed, and where, in words. */
function titleOf(
  findings: readonly PlannedFinding[],
  lever: AppliedLever | undefined,
): string {
  const [{ fixKey, fixRoot }] = findings;
  const subjects = new Set(findings.map(f => f.subject)).size;
  const title = lever
    ? `${lever.action} ${lever.title} (${subjects} objects)`
    : taskTitle(fixKey, fixRoot, subjects);
  return findings.some(f => f.flapping)
    ? `Add a guardrail, it keeps coming back: ${title}`
    : title;
}

/** Where and how a lever is pulled, in place of the roots that it reaches. */
function leverPart(
  findings: readonly PlannedFinding[],
  lever: AppliedLever,
  options: DraftOptions,
): Partial<TaskDraft> {
  const roots = new Set(findings.map(f => f.fixRoot.key)).size;
  return {
    fixRoot: { key: lever.key, title: lever.title, type: lever.kind },
    effortDays: tidy(leverDays(lever, roots)),
    quality: lever.quality,
    // A policy engine is the platform's, whoever gains from it.
    ...(lever.kind === 'policy' &&
      options.platformOwner && { owner: options.platformOwner }),
  };
}

function draftOf(
  findings: readonly PlannedFinding[],
  lever: AppliedLever | undefined,
  now: number,
  options: DraftOptions,
): Draft {
  const [{ fixKey, fixRoot }] = findings;
  const owner = ownerOf(findings, now);
  const due = findings.map(f => f.dueAt).filter(present);
  const task: TaskDraft = {
    key: '',
    fixKey,
    fixRoot,
    title: titleOf(findings, lever),
    owner,
    findings: distinct(findings.map(f => f.id)),
    clusters: distinct(findings.map(f => f.cluster).filter(present)),
    effortDays: effortDays(findings),
    risk: tidy(
      findings.reduce((sum, f) => sum + risk(f, now), 0) *
        (lever?.quality ?? 1),
    ),
    severity:
      SEVERITIES.find(s => findings.some(f => f.severity === s)) ?? 'low',
    ...(due.length > 0 && { dueAt: Math.min(...due) }),
    dependsOn: [],
    ...(lever && leverPart(findings, lever, options)),
  };
  return {
    findings,
    reach: reachOf(findings, task.owner),
    task: { ...task, key: taskKey(task) },
  };
}

/** What is hidden weighs a quarter in the task that finds it an owner (C.6). */
const UNOWNED_SHARE = 0.25;

/** Nobody sees what is wrong in a namespace without an owner (C.6). */
function ownerTask(
  unowned: UnownedNamespace,
  hidden: readonly PlannedFinding[],
  now: number,
  platformOwner: string,
): Draft {
  const fixRoot = {
    key: unowned.key,
    title: `Namespace ${unowned.namespace}`,
    type: 'namespace',
  };
  const task: TaskDraft = {
    key: taskKey({ fixKey: 'assign-owner', fixRoot }),
    fixKey: 'assign-owner',
    fixRoot,
    title: taskTitle('assign-owner', fixRoot, 1),
    owner: platformOwner,
    findings: [],
    clusters: [unowned.cluster],
    effortDays: EFFORT_DAYS.S,
    risk: tidy(
      hidden.reduce((sum, f) => sum + risk(f, now), 0) * UNOWNED_SHARE,
    ),
    severity: SEVERITIES.find(s => hidden.some(f => f.severity === s)) ?? 'low',
    dependsOn: [],
  };
  return {
    task,
    findings: [],
    reach: {
      namespace: new Set([`${unowned.cluster}/${unowned.namespace}`]),
      cluster: new Set([unowned.cluster]),
      owner: new Set([platformOwner]),
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
  // Also without a finding: an owner is found whatever is seen.
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

/** @public */
export interface DraftOptions {
  /** Owns what nobody else does; without it no owner is looked for. */
  platformOwner?: string;
  /** Namespaces whose workloads belong to nobody. */
  unowned?: readonly UnownedNamespace[];
  /**
   * By finding id the key of the task that keeps it: one that is assigned or
   * begun is not taken apart for a lever, nor put together.
   */
  held?: ReadonlyMap<string, string>;
}

function ownerTasks(
  findings: readonly PlannedFinding[],
  now: number,
  { unowned = [], platformOwner }: DraftOptions,
): Draft[] {
  if (platformOwner === undefined) return [];
  const byId = new Map(findings.map(f => [f.id, f]));
  return unowned.map(namespace =>
    ownerTask(
      namespace,
      namespace.findings.flatMap(id => byId.get(id) ?? []),
      now,
      platformOwner,
    ),
  );
}

/**
 * Findings as tasks (`catalogue/60` C.1, C.2, C.6): one task for each fix at
 * each fix root, or at the lever that fixes many of them at once, with effort
 * E(t), risk Σρ, the earliest due date and what has to come first (C.4).
 * Findings that only sum up others make none; namespaces without an owner make
 * one each. Tasks come sorted by key, whatever the order of the findings.
 *
 * @param now - epoch ms
 * @public
 */
export function draftTasks(
  findings: readonly PlannedFinding[],
  now: number,
  options: DraftOptions = {},
): TaskDraft[] {
  const sorted = [...findings]
    .sort((a, b) => compareText(a.id, b.id))
    .filter(f => !f.summarises)
    .map(f => (f.flapping ? { ...f, severity: graver(f.severity) } : f));
  const levers = chooseLevers(sorted, now, options.held);
  const groups = new Map<
    string,
    { findings: PlannedFinding[]; lever?: AppliedLever }
  >();
  for (const finding of sorted) {
    const lever = levers.get(finding.id);
    const key = lever ? `${lever.fixKey}|${lever.key}` : taskKey(finding);
    const group = groups.get(key) ?? { findings: [], lever };
    groups.set(key, group);
    group.findings.push(finding);
  }
  const drafts = [
    ...[...groups.values()].map(group =>
      draftOf(group.findings, group.lever, now, options),
    ),
    ...ownerTasks(sorted, now, options),
  ];
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
