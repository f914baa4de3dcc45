import {
  dueAt,
  type CheckMode,
  type Tier,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { differs } from '../database/rows';
import type {
  CloseReason,
  DbFindingEventRow,
  DbFindingRow,
} from '../database/tables';
import type { FindingFacts } from './observedFindings';

/** What becomes of an open finding that the scan did not see. */
export type Disposition =
  | { type: 'close'; reason: CloseReason; because?: string }
  /** It cannot be observed now: it stays open (sticky). */
  | { type: 'keep' }
  /** The scan did not look for it. */
  | { type: 'leave' };

export interface ReconcileInput {
  /** Open findings in the scope of the scan, and closed ones that it saw again. */
  stored: readonly DbFindingRow[];
  observed: readonly FindingFacts[];
  disposition(row: DbFindingRow): Disposition;
  modeOf(check: string): CheckMode;
  /** Findings whose dispute waits for a decision: their clocks stand still. */
  disputed: ReadonlySet<string>;
  /** ISO time of the scan. */
  at: string;
  /** ISO time of the scan before it. */
  previousAt?: string;
  /** ISO time since when owners see results; clocks start then (D8). */
  publishedAt?: string;
  scanId: string;
}

export interface RegisterChange {
  insert: DbFindingRow[];
  update: { id: string; row: Partial<DbFindingRow> }[];
  events: DbFindingEventRow[];
}

/** Identity and clock survive an absence of this long (`catalogue/50` B.8). */
const REMEMBERED = { days: 90 };

const ms = (iso: string) => DateTime.fromISO(iso).toMillis();
const utc = (at: number) =>
  DateTime.fromMillis(at, { zone: 'utc' }).toISO() as string;

const CLOSE_TEXT: Record<CloseReason, string> = {
  fixed: 'A scan observed the fix.',
  not_applicable: 'The check no longer applies to the subject.',
  subject_removed: 'The subject is gone.',
  check_removed: 'The check is no longer in use.',
  cluster_removed: 'The cluster is gone.',
};

/** Since when somebody has to act on a finding, once it is published. */
export function clockStart(
  row: Pick<DbFindingRow, 'enforced_at'>,
  publishedAt: string,
): string {
  const { enforced_at: enforcedAt } = row;
  return enforcedAt !== null && enforcedAt > publishedAt
    ? enforcedAt
    : publishedAt;
}

/**
 * The due date that follows from the row. What cannot be seen has none, nor has
 * what stands in a system namespace: it is shown and not scored. None has what
 * is observed only, nor what is disputed, until that is decided.
 */
export function findingDueAt(
  row: Pick<
    DbFindingRow,
    | 'kind'
    | 'namespace_class'
    | 'severity'
    | 'tier'
    | 'environment'
    | 'control'
    | 'first_seen_at'
    | 'regressions'
    | 'reopened_at'
    | 'mode'
    | 'disputed'
    | 'enforced_at'
    | 'paused_ms'
  >,
  publishedAt: string | undefined,
): string | null {
  if (
    row.kind === 'visibility' ||
    row.namespace_class === 'system' ||
    row.mode === 'observe' ||
    Boolean(row.disputed)
  ) {
    return null;
  }
  const due = dueAt({
    severity: row.severity,
    tier: row.tier as Tier,
    environment: row.environment,
    firstSeen: ms(row.first_seen_at),
    publishedAt:
      publishedAt === undefined ? undefined : ms(clockStart(row, publishedAt)),
    exposureClass: row.control === 'S3' || row.control === 'S4',
    regressions: row.regressions,
    reopenedAt: row.reopened_at ? ms(row.reopened_at) : undefined,
  });
  return due === undefined ? null : utc(due + row.paused_ms);
}

/** What is enforced after it was observed starts its clock then (decision D7). */
function withMode(row: DbFindingRow, mode: CheckMode, at: string) {
  return row.mode !== mode && mode === 'enforce'
    ? { ...row, mode, enforced_at: at, paused_ms: 0 }
    : { ...row, mode };
}

/** What its waiver makes of what the scan says; whether it holds is decided after. */
function withWaiver<T extends Pick<DbFindingRow, 'judged_state' | 'waiver_id'>>(
  row: T,
): T & Pick<DbFindingRow, 'state'> {
  return {
    ...row,
    state: row.waiver_id === null ? row.judged_state : 'waived',
  };
}

/** The row with what configuration, disputes and waivers make of it. */
function controlled(
  row: DbFindingRow,
  mode: CheckMode,
  input: ReconcileInput,
): DbFindingRow {
  const next = {
    ...withWaiver(withMode(row, mode, input.at)),
    disputed: input.disputed.has(row.id),
  };
  return { ...next, due_at: findingDueAt(next, input.publishedAt) };
}

function opened(facts: FindingFacts, input: ReconcileInput): DbFindingRow {
  const interval = {
    first_seen_at: input.at,
    last_seen_at: input.at,
    reopened_at: null,
    closed_at: null,
    close_reason: null,
    regressions: 0,
    disputed: input.disputed.has(facts.id),
    enforced_at: null,
    paused_ms: 0,
    origin: facts.origin ?? null,
    title: facts.title ?? null,
    also_reported: facts.also_reported ?? null,
  };
  const row = withWaiver({ ...facts, ...interval, waiver_id: null });
  return { ...row, due_at: findingDueAt(row, input.publishedAt) };
}

/** The interval of a closed finding that is seen again. */
function reopened(
  row: DbFindingRow,
  facts: FindingFacts,
  input: ReconcileInput,
): DbFindingRow {
  const closed = DateTime.fromISO(row.closed_at as string);
  if (closed.plus(REMEMBERED) < DateTime.fromISO(input.at)) {
    return opened(facts, input);
  }
  // Only what was fixed and came back is a regression; a subject that was
  // deleted and made again goes on with its old clock.
  const regression = row.close_reason === 'fixed';
  return controlled(
    {
      ...row,
      ...facts,
      mode: row.mode,
      last_seen_at: input.at,
      closed_at: null,
      close_reason: null,
      waiver_id: null,
      regressions: row.regressions + (regression ? 1 : 0),
      reopened_at: regression ? input.at : row.reopened_at,
      paused_ms: regression ? 0 : row.paused_ms,
    },
    facts.mode,
    input,
  );
}

const MODE_TEXT: Record<CheckMode, string> = {
  enforce:
    'Its check is enforced from now on: it counts, and its clock starts.',
  observe: 'Its check is observed only from now on: it counts for nothing.',
};

function changes(before: DbFindingRow, after: DbFindingRow): string[] {
  const texts: string[] = [];
  if (before.sticky && !after.sticky) texts.push('It can be observed again.');
  if (before.judged_state !== after.judged_state) {
    texts.push(`From ${before.judged_state} to ${after.judged_state}.`);
  }
  if (before.severity !== after.severity) {
    texts.push(`Severity from ${before.severity} to ${after.severity}.`);
  }
  if (before.owner !== after.owner) {
    texts.push(`Owner from ${before.owner} to ${after.owner}.`);
  }
  if (before.mode !== after.mode) texts.push(MODE_TEXT[after.mode]);
  return texts;
}

/**
 * Findings as intervals: what the scan saw opens, changes or reopens, what it
 * did not see closes or sticks. Pure; a scan that changes nothing changes
 * nothing here.
 */
export function reconcileFindings(input: ReconcileInput): RegisterChange {
  const change: RegisterChange = { insert: [], update: [], events: [] };
  const event = (id: string, type: string, message: string) =>
    change.events.push({
      finding_id: id,
      at: input.at,
      type,
      actor: null,
      scan_id: input.scanId,
      message,
    });
  const replace = (before: DbFindingRow, after: DbFindingRow) => {
    if (differs(before, after))
      change.update.push({ id: before.id, row: after });
  };
  const stored = new Map(input.stored.map(row => [row.id, row]));

  for (const facts of input.observed) {
    const row = stored.get(facts.id);
    stored.delete(facts.id);
    if (!row) {
      change.insert.push(opened(facts, input));
      event(facts.id, 'opened', 'Seen for the first time.');
    } else if (row.closed_at !== null) {
      const next = reopened(row, facts, input);
      replace(row, next);
      event(
        row.id,
        'reopened',
        next.regressions > row.regressions
          ? 'It was fixed and came back.'
          : 'Seen again.',
      );
    } else {
      const next = controlled(
        { ...row, ...facts, mode: row.mode },
        facts.mode,
        input,
      );
      replace(row, next);
      for (const text of changes(row, next)) event(row.id, 'changed', text);
    }
  }

  for (const before of stored.values()) {
    if (before.closed_at !== null) continue;
    const outcome = input.disposition(before);
    // What was not seen is enforced or observed, due or disputed all the same.
    const row =
      outcome.type === 'close' || before.kind !== 'check'
        ? before
        : controlled(before, input.modeOf(before.check_id), input);
    for (const text of changes(before, row)) event(row.id, 'changed', text);
    if (outcome.type === 'close') {
      replace(before, {
        ...withWaiver({ ...row, waiver_id: null }),
        closed_at: input.at,
        close_reason: outcome.reason,
        last_seen_at: row.sticky
          ? row.last_seen_at
          : input.previousAt ?? row.last_seen_at,
        sticky: false,
      });
      const because = outcome.because ? ` ${outcome.because}` : '';
      event(row.id, 'closed', `${CLOSE_TEXT[outcome.reason]}${because}`);
    } else if (outcome.type === 'keep' && !row.sticky) {
      replace(before, {
        ...row,
        sticky: true,
        last_seen_at: input.previousAt ?? row.last_seen_at,
      });
      event(row.id, 'unobserved', 'It cannot be observed; it stays open.');
    } else {
      replace(before, row);
    }
  }
  return change;
}
