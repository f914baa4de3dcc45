import {
  isUnreadable,
  list,
  optionalList,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  ClaimObject,
  Inventory,
  JudgeContext,
  KeysOf,
  Reason,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { claimItem } from './backupNeeds';
import { bestOf, judgeRuns, postgresRun, veleroRun } from './backupRuns';
import type { BackupRun, RunsContext, RunsVerdict } from './backupRuns';
import { includesNamespace, scheduleSelects } from './backupSelection';
import type { BackupItem } from './backupSelection';
import {
  backupToolReads,
  doubtOfAbsence,
  postgresClusterOf,
  protectionsOf,
} from './backupTools';
import type { Doubt } from './backupTools';
import { hasDatabase } from './hasDatabase';

/** What tells whether the runs of a backup tool hold something. */
export const backupRunReads = [
  ...backupToolReads,
  list('veleroBackups'),
  optionalList('postgresBackups'),
] as const;

/** The same, for checks that can often decide without. */
export const optionalBackupRunReads = backupRunReads.map(read => ({
  ...read,
  optional: true,
}));

export type BackupRunKey = KeysOf<typeof backupRunReads>;
export type BackupRunInventory = Pick<Inventory, BackupRunKey>;
type Context = Pick<
  JudgeContext<BackupRunKey>,
  'now' | 'source' | 'external' | 'threshold'
>;

function byKey<T>(
  entries: readonly T[],
  key: (entry: T) => string,
): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(key(entry)) ?? [];
    group.push(entry);
    groups.set(key(entry), group);
  }
  return [...groups.values()];
}

export const isRun = (run: BackupRun | undefined): run is BackupRun =>
  run !== undefined;

/**
 * Velero's runs that hold the item, one group a schedule. A backup that is
 * older than the namespace holds another one of the same name: backups of a
 * former cluster appear in the new one, since Velero syncs them from storage.
 */
function veleroGroups(
  item: BackupItem | undefined,
  namespace: string,
  since: number | undefined,
  inventory: BackupRunInventory,
): readonly (readonly BackupRun[])[] {
  const holding = inventory.veleroBackups.filter(backup => {
    if (!includesNamespace(backup, namespace)) return false;
    if (
      since !== undefined &&
      backup.startedAt !== undefined &&
      backup.startedAt < since
    ) {
      return false;
    }
    const schedule = inventory.veleroSchedules.find(
      ({ name }) => name === backup.scheduleName,
    );
    return !item || !schedule || scheduleSelects(schedule, namespace, item);
  });
  return byKey(holding, ({ scheduleName }) => scheduleName ?? '').map(group =>
    group.map(veleroRun).filter(isRun),
  );
}

/** Without the backups that Velero may have deleted by now. */
export function unexpired(
  inventory: BackupRunInventory,
  now: number,
): BackupRunInventory {
  return {
    ...inventory,
    veleroBackups: inventory.veleroBackups.filter(
      ({ expiresAt }) => expiresAt === undefined || expiresAt > now,
    ),
  };
}

/** The best that any tool has of a claim. */
export function claimVerdict(
  claim: BackupItem,
  namespace: string,
  velero: RunsVerdict | undefined,
  inventory: BackupRunInventory,
  runsContext: RunsContext,
): RunsVerdict {
  const cluster = postgresClusterOf(claim);
  const postgres = inventory.postgresBackups
    .filter(
      backup =>
        backup.namespace === namespace && backup.clusterName === cluster,
    )
    .map(postgresRun)
    .filter(isRun);
  const syncs = inventory.replicationSources.flatMap(source =>
    source.namespace === namespace &&
    source.sourceClaim === claim.name &&
    source.lastSyncAt !== undefined
      ? {
          name: `ReplicationSource ${source.name}`,
          at: source.lastSyncAt,
          outcome: 'usable' as const,
          said: 'synced',
          warnings: 0,
          hooksFailed: 0,
        }
      : [],
  );
  return (
    bestOf([
      ...(velero ? [velero] : []),
      ...[postgres, syncs]
        .filter(runs => runs.length > 0)
        .map(runs => judgeRuns(runs, runsContext)),
    ]) ?? judgeRuns([], runsContext)
  );
}

/** Velero objects without a server that acts on them. */
export function isVeleroInert(context: Pick<Context, 'source'>): boolean {
  return (['veleroSchedules', 'veleroBackups'] as const).some(
    key => context.source(key).state === 'inert',
  );
}

/** What runs in a namespace are judged by. */
export function runsContextOf(
  { name, workloads }: { name: string; workloads: readonly Workload[] },
  inventory: BackupRunInventory,
  context: Context,
): RunsContext {
  return {
    now: context.now,
    since: inventory.namespaces.find(entry => entry.name === name)?.createdAt,
    rpoHours: context.threshold('backup.rpoHours'),
    database: hasDatabase(workloads),
  };
}

/** The best that Velero has of an item, or of the namespace as a whole. */
export function veleroVerdict(
  item: BackupItem | undefined,
  namespace: string,
  inventory: BackupRunInventory,
  runsContext: RunsContext,
): RunsVerdict | undefined {
  return bestOf(
    veleroGroups(item, namespace, runsContext.since, inventory)
      .filter(runs => runs.length > 0)
      .map(runs => judgeRuns(runs, runsContext)),
  );
}

/** What is known of the backup of a claim's data. */
export type ClaimBackup =
  | { state: 'proven'; reasons: readonly Reason[] }
  | { state: 'configured'; reasons: readonly Reason[] }
  | { state: 'none' }
  | { state: 'doubtful'; doubt: Doubt };

const NEEDED = [
  'veleroSchedules',
  'veleroBackups',
  'postgresBackups',
  'replicationSources',
] as const;

/**
 * The same judgement as `rec-backup-coverage` and `rec-backup-recent` make of
 * a namespace, for one claim.
 */
export function backupOfClaim(
  claim: ClaimObject,
  workload: Workload,
  all: BackupRunInventory,
  context: Context,
): ClaimBackup {
  const namespace = claim.namespace ?? '';
  const inventory = unexpired(all, context.now);
  const runsContext = runsContextOf(
    { name: namespace, workloads: [workload] },
    inventory,
    context,
  );
  const item = claimItem(claim);
  const verdict = claimVerdict(
    item,
    namespace,
    isVeleroInert(context)
      ? undefined
      : veleroVerdict(item, namespace, inventory, runsContext),
    inventory,
    runsContext,
  );
  if (verdict.state === 'pass') {
    return { state: 'proven', reasons: verdict.reasons };
  }
  const unread = NEEDED.find(key => isUnreadable(context.source(key).state));
  if (unread) {
    return {
      state: 'doubtful',
      doubt: { field: unread, message: 'A backup of its data may be there.' },
    };
  }
  const running = protectionsOf(item, namespace, inventory, context).filter(
    ({ state }) => state === 'scheduled',
  );
  if (running.length > 0 || (verdict.run && verdict.state === 'warn')) {
    return { state: 'configured', reasons: verdict.reasons };
  }
  const doubt = doubtOfAbsence(namespace, true, inventory, context);
  return doubt ? { state: 'doubtful', doubt } : { state: 'none' };
}
