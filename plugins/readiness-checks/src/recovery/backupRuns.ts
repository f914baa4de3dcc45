import type {
  BackupObject,
  PostgresBackupObject,
  Reason,
} from '@readiness/backstage-plugin-readiness-engine';

/** One attempt of any tool to back something up. */
export interface BackupRun {
  name: string;
  /** Epoch ms: when it ended, or began where it has not ended. */
  at: number;
  /**
   * `usable`: everything asked for is in it. `running`: data may still be on
   * its way, which proves nothing in either direction.
   */
  outcome: 'usable' | 'failed' | 'running';
  /** Phase and counts, for people. */
  said: string;
  warnings: number;
  hooksFailed: number;
}

export interface RunsVerdict {
  state: 'pass' | 'warn' | 'fail';
  reasons: readonly Reason[];
  /** The run that the reasons speak of. */
  run?: BackupRun;
}

const HOUR = 3_600_000;

const FAILED_PHASES = ['Failed', 'PartiallyFailed', 'FailedValidation'];

function counts(backup: BackupObject): string {
  const said = [
    backup.errors > 0 && `errors: ${backup.errors}`,
    backup.warnings > 0 && `warnings: ${backup.warnings}`,
    backup.volumeSnapshotsAttempted !== backup.volumeSnapshotsCompleted &&
      `volume snapshots: ${backup.volumeSnapshotsCompleted} of ${backup.volumeSnapshotsAttempted}`,
    backup.itemOperationsFailed > 0 &&
      `failed item operations: ${backup.itemOperationsFailed}`,
  ].filter(Boolean);
  return said.length > 0 ? ` (${said.join(', ')})` : '';
}

/** A Velero backup as a run; `undefined` for one that is being deleted or never began. */
export function veleroRun(backup: BackupObject): BackupRun | undefined {
  const at = backup.completedAt ?? backup.startedAt ?? backup.createdAt;
  const { phase = 'New' } = backup;
  if (at === undefined || phase === 'Deleting') return undefined;
  const whole =
    backup.errors === 0 &&
    backup.itemOperationsFailed === 0 &&
    backup.volumeSnapshotsAttempted === backup.volumeSnapshotsCompleted;
  const failed = FAILED_PHASES.includes(phase) || !whole;
  const ended = failed ? 'failed' : 'usable';
  const outcome =
    phase === 'Completed' || FAILED_PHASES.includes(phase) ? ended : 'running';
  return {
    name: backup.name,
    at,
    outcome,
    said: `${phase}${counts(backup)}`,
    warnings: backup.warnings,
    hooksFailed: backup.hooksFailed,
  };
}

export function postgresRun(
  backup: PostgresBackupObject,
): BackupRun | undefined {
  const at = backup.stoppedAt ?? backup.createdAt;
  if (at === undefined) return undefined;
  const outcomes: Readonly<Record<string, BackupRun['outcome']>> = {
    completed: 'usable',
    failed: 'failed',
    walArchivingFailing: 'failed',
  };
  return {
    name: backup.name,
    at,
    outcome: outcomes[backup.phase ?? ''] ?? 'running',
    said: backup.phase ?? 'no phase',
    warnings: 0,
    hooksFailed: 0,
  };
}

/** `31 h`, or days from two days on. */
export function ago(ms: number): string {
  const hours = ms / HOUR;
  return hours < 48
    ? `${Math.max(0, Math.round(hours))} h`
    : `${Math.floor(hours / 24)} d`;
}

/** What runs are judged by. */
export interface RunsContext {
  now: number;
  rpoHours: number;
  /** Since when there has been something to lose. */
  since?: number;
  /** A hook that fails leaves a database inconsistent. */
  database: boolean;
}

function neverRan({ now, rpoHours, since }: RunsContext): RunsVerdict {
  const age = since === undefined ? Infinity : now - since;
  const young = age <= 2 * rpoHours * HOUR;
  return {
    state: young ? 'warn' : 'fail',
    reasons: [
      young
        ? {
            code: 'first-backup-due',
            message: `No backup yet; the namespace is ${ago(age)} old.`,
          }
        : {
            code: 'never-backed-up',
            message: 'No successful backup is known.',
          },
    ],
  };
}

/** Runs of one schedule, any order, judged against the objective. */
export function judgeRuns(
  runs: readonly BackupRun[],
  context: RunsContext,
): RunsVerdict {
  const { now, rpoHours, database } = context;
  const newestFirst = [...runs].sort((a, b) => b.at - a.at);
  const ended = newestFirst.filter(({ outcome }) => outcome !== 'running');
  const usable = ended.find(({ outcome }) => outcome === 'usable');
  const lastFailures = ended
    .slice(0, 2)
    .filter(({ outcome }) => outcome === 'failed');
  const failure = (run: BackupRun): Reason => ({
    code: 'run-failed',
    message: `Backup ${run.name} ended ${ago(now - run.at)} ago as ${
      run.said
    }.`,
  });
  if (!usable) {
    return ended.length === 0
      ? neverRan(context)
      : { state: 'fail', reasons: lastFailures.map(failure), run: ended[0] };
  }
  const age = now - usable.at;
  const aged: Reason = {
    code: age > rpoHours * HOUR ? 'older-than-rpo' : 'within-rpo',
    message: `The last complete backup, ${usable.name}, is ${ago(
      age,
    )} old; the recovery point objective is ${rpoHours} h.`,
  };
  if (lastFailures.length === 2) {
    return {
      state: 'fail',
      reasons: [...lastFailures.map(failure), aged],
      run: ended[0],
    };
  }
  if (age > 2 * rpoHours * HOUR) {
    return { state: 'fail', reasons: [aged], run: usable };
  }
  if (usable.hooksFailed > 0) {
    return {
      state: database ? 'fail' : 'warn',
      reasons: [
        {
          code: 'hooks-failed',
          message: `${usable.hooksFailed} hooks failed in backup ${
            usable.name
          }${database ? ': the database in it may be inconsistent' : ''}.`,
        },
        aged,
      ],
      run: usable,
    };
  }
  // The next run may take its time, as long as it began in time.
  const underway = newestFirst.some(
    ({ outcome, at }) =>
      outcome === 'running' && at > usable.at && now - at <= rpoHours * HOUR,
  );
  const warnings: Reason[] = [
    ...lastFailures.map(failure),
    ...(age > rpoHours * HOUR && !underway ? [aged] : []),
    ...(usable.warnings > 0
      ? [
          {
            code: 'warnings',
            message: `Backup ${usable.name} ended with warnings (${usable.warnings}).`,
          },
        ]
      : []),
  ];
  return warnings.length > 0
    ? { state: 'warn', reasons: warnings, run: lastFailures[0] ?? usable }
    : { state: 'pass', reasons: [aged], run: usable };
}

const ORDER = ['pass', 'warn', 'fail'] as const;

/** The best, where any one of several is enough. */
export function bestOf(
  verdicts: readonly RunsVerdict[],
): RunsVerdict | undefined {
  return ORDER.flatMap(state =>
    verdicts.filter(verdict => verdict.state === state),
  )[0];
}

/** The worst, where all are needed. */
export function worstOf(
  verdicts: readonly RunsVerdict[],
): RunsVerdict | undefined {
  return [...ORDER]
    .reverse()
    .flatMap(state => verdicts.filter(verdict => verdict.state === state))[0];
}
