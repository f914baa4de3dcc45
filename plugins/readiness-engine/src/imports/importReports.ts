import {
  SEVERITIES,
  type Severity,
  subjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import type { JudgedSubject, ScanResult, Verdict } from '../facts';
import type { Inventory } from '../inventory/Inventory';
import type { ReportedFault, ReportedObject } from '../inventory/objects';
import { globMatch } from '../matching/globMatch';
import type { ImportKey } from './importSources';
import { ReportedSubjects } from './reportedSubjects';

/** A rule of another tool that asks what one of our checks asks. @public */
export interface SameRule {
  /** Globs. */
  tool: string;
  rule: string;
  /** Ids of the checks that judge it. */
  checks: readonly string[];
}

/** What another tool holds against a subject, all its objects together. @public */
export interface ImportedFinding {
  tool: string;
  rule: string;
  title?: string;
  category?: string;
  severity: Severity;
  state: 'warn' | 'fail';
  /** Key of the subject. */
  subject: string;
  /** The first of the objects that it names, as people call them. */
  objects: readonly string[];
  /** How many there are. */
  count: number;
  /** Keys of the sources that say so. */
  sources: readonly string[];
}

/** A rule of another tool that says what a finding of ours says. @public */
export interface AlsoReported {
  check: string;
  /** Key of the subject. */
  subject: string;
  tool: string;
  rule: string;
}

/** What other tools say of a cluster, without what our checks judge better. @public */
export interface Imports {
  findings: readonly ImportedFinding[];
  also: readonly AlsoReported[];
  /** Sources of which not everything is kept. */
  cut: readonly string[];
}

/** @public */
export interface ImportOptions {
  inventory: Inventory;
  result: Pick<ScanResult, 'subjects' | 'verdicts'>;
  keys: readonly ImportKey[];
  same: readonly SameRule[];
  /** How many findings are kept at most, the gravest first. */
  most: number;
}

const SHOWN = 5;

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

const titleOf = ({ kind, namespace, name }: ReportedObject) =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** A finding while the objects that it is about arrive. */
interface Draft extends Omit<ImportedFinding, 'objects' | 'count' | 'sources'> {
  objects: Set<string>;
  sources: Set<string>;
}

function join(draft: Draft, fault: ReportedFault): void {
  if (rank(fault.severity) < rank(draft.severity)) {
    draft.severity = fault.severity;
  }
  if (fault.state === 'fail') draft.state = 'fail';
  draft.title ??= fault.title;
  draft.category ??= fault.category;
}

/** Which of our checks judge a rule, asked once for each rule. */
function sameChecks(same: readonly SameRule[]) {
  const known = new Map<string, readonly string[]>();
  return ({ tool, rule }: ReportedFault): readonly string[] => {
    const key = `${tool}\0${rule}`;
    const held =
      known.get(key) ??
      same
        .filter(row => globMatch(row.tool, tool) && globMatch(row.rule, rule))
        .flatMap(({ checks }) => checks);
    known.set(key, held);
    return held;
  };
}

/** A check has said what is so, the fault that it sees or that there is none. */
const isJudged = (verdict: Verdict | undefined) =>
  verdict !== undefined && verdict.state !== 'unknown';

/** What a check found on a subject. */
const hasFound = (verdict: Verdict | undefined) =>
  verdict?.state === 'warn' || verdict?.state === 'fail';

function byGravity(a: ImportedFinding, b: ImportedFinding): number {
  return (
    rank(a.severity) - rank(b.severity) ||
    (`${a.tool} ${a.rule} ${a.subject}` < `${b.tool} ${b.rule} ${b.subject}`
      ? -1
      : 1)
  );
}

/**
 * Folds the reports of other tools into findings, one for each subject and
 * rule. Where one of our checks judges the same of that subject, ours holds: its
 * finding says who reports it too, and its pass is not contradicted here. Pure,
 * and the same whatever the order of the reports.
 *
 * @public
 */
export function importReports(options: ImportOptions): Imports {
  const { inventory, result, keys } = options;
  const subjects = ReportedSubjects.create(
    inventory.workloads,
    result.subjects,
  );
  const verdicts = new Map(
    result.verdicts.map(verdict => [
      `${verdict.check} ${subjectKey(verdict.subject)}`,
      verdict,
    ]),
  );
  const checksFor = sameChecks(options.same);
  const drafts = new Map<string, Draft>();
  const also = new Map<string, AlsoReported>();
  const cut = new Set<string>();

  const homes = new Map(
    result.subjects.flatMap(({ subject, key }) =>
      subject.type === 'namespace' ? [[subject.name, key] as const] : [],
    ),
  );
  const ours = (fault: ReportedFault, row: JudgedSubject): boolean => {
    let judged = false;
    // Ours may judge the namespace where a tool looks at each workload in it.
    const home = homes.get(row.subject.namespace ?? '');
    for (const check of checksFor(fault)) {
      for (const key of [row.key, ...(home ? [home] : [])]) {
        const verdict = verdicts.get(`${check} ${key}`);
        judged ||= isJudged(verdict);
        if (hasFound(verdict)) {
          const { tool, rule } = fault;
          const entry = { check, subject: key, tool, rule };
          also.set(Object.values(entry).join('\0'), entry);
        }
      }
    }
    return judged;
  };

  for (const source of keys) {
    for (const report of inventory[source]) {
      if (report.left > 0) cut.add(source);
      for (const fault of report.faults) {
        const subject = subjects.of(fault.object);
        if (!subject || ours(fault, subject)) continue;
        const { tool, rule, object } = fault;
        const id = `${tool}\0${rule}\0${subject.key}`;
        const draft = drafts.get(id) ?? {
          tool,
          rule,
          severity: fault.severity,
          state: fault.state,
          subject: subject.key,
          objects: new Set<string>(),
          sources: new Set<string>(),
        };
        join(draft, fault);
        draft.objects.add(titleOf(object));
        draft.sources.add(source);
        drafts.set(id, draft);
      }
    }
  }
  const findings = [...drafts.values()]
    .map(({ objects, sources, ...draft }) => ({
      ...draft,
      objects: [...objects].sort().slice(0, SHOWN),
      count: objects.size,
      sources: [...sources].sort(),
    }))
    .sort(byGravity);
  for (const { sources } of findings.slice(options.most)) {
    for (const source of sources) cut.add(source);
  }
  return {
    findings: findings.slice(0, options.most),
    also: [...also.values()].sort((a, b) =>
      Object.values(a).join('\0') < Object.values(b).join('\0') ? -1 : 1,
    ),
    cut: [...cut].sort(),
  };
}
