import {
  isUnreadable,
  list,
  optionalList,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  BackupScheduleObject,
  Inventory,
  JudgeContext,
  KeysOf,
} from '@readiness/backstage-plugin-readiness-engine';
import { scheduleSelects } from './backupSelection';
import type { BackupItem } from './backupSelection';
import { scheduleIntervalHours } from './scheduleInterval';

/** What tells whether something backs a namespace up (`catalogue/00` §0.8). */
export const backupToolReads = [
  ...workloads(),
  optionalList('namespaces'),
  list('persistentVolumeClaims'),
  list('veleroSchedules'),
  optionalList('postgresClusters'),
  optionalList('postgresScheduledBackups'),
  optionalList('replicationSources'),
  optionalList('k10Policies'),
  optionalList('k8upSchedules'),
  optionalList('longhornRecurringJobs'),
] as const;

export type BackupToolKey = KeysOf<typeof backupToolReads>;
export type BackupToolInventory = Pick<Inventory, BackupToolKey>;
type Context = Pick<JudgeContext<BackupToolKey>, 'source' | 'external'>;

/** A schedule of some tool that selects an item. */
export interface Protection {
  /** e.g. `Velero Schedule velero/nightly`. */
  by: string;
  state: 'scheduled' | 'paused' | 'rejected' | 'notEnabled';
  /** Longest time between runs; absent where the schedule is no valid text. */
  intervalHours?: number;
  /** Why it does not run. */
  detail?: string;
  velero?: BackupScheduleObject;
}

const CNPG_CLUSTER_LABEL = 'cnpg.io/cluster';

/** The CNPG cluster that a claim belongs to. */
export function postgresClusterOf(item: BackupItem): string | undefined {
  return item.kind === 'PersistentVolumeClaim'
    ? item.labels[CNPG_CLUSTER_LABEL]
    : undefined;
}

function veleroState(
  schedule: BackupScheduleObject,
): Pick<Protection, 'state' | 'detail'> {
  if (
    schedule.phase === 'FailedValidation' ||
    schedule.validationErrors.length > 0
  ) {
    return { state: 'rejected', detail: schedule.validationErrors.join('; ') };
  }
  if (schedule.paused) return { state: 'paused' };
  return schedule.phase === 'Enabled'
    ? { state: 'scheduled' }
    : {
        state: 'notEnabled',
        detail: `its phase is ${schedule.phase ?? 'not set'}`,
      };
}

function byVelero(
  item: BackupItem,
  namespace: string,
  inventory: BackupToolInventory,
): Protection[] {
  return inventory.veleroSchedules
    .filter(schedule => scheduleSelects(schedule, namespace, item))
    .map(schedule => ({
      by: `Velero Schedule ${schedule.namespace}/${schedule.name}`,
      ...veleroState(schedule),
      intervalHours: scheduleIntervalHours(schedule.schedule, 'velero'),
      velero: schedule,
    }));
}

function byPostgres(
  item: BackupItem,
  namespace: string,
  inventory: BackupToolInventory,
): Protection[] {
  const cluster = postgresClusterOf(item);
  const configured = inventory.postgresClusters.some(
    candidate =>
      candidate.namespace === namespace &&
      candidate.name === cluster &&
      candidate.backupConfigured,
  );
  if (!configured) return [];
  return inventory.postgresScheduledBackups
    .filter(
      scheduled =>
        scheduled.namespace === namespace && scheduled.clusterName === cluster,
    )
    .map(scheduled => ({
      by: `CNPG ScheduledBackup ${namespace}/${scheduled.name}`,
      state: scheduled.suspended ? 'paused' : 'scheduled',
      intervalHours: scheduleIntervalHours(scheduled.schedule, 'cnpg'),
    }));
}

function byVolSync(
  item: BackupItem,
  namespace: string,
  inventory: BackupToolInventory,
): Protection[] {
  if (item.kind !== 'PersistentVolumeClaim') return [];
  return inventory.replicationSources
    .filter(
      source =>
        source.namespace === namespace && source.sourceClaim === item.name,
    )
    .map(source => ({
      by: `VolSync ReplicationSource ${namespace}/${source.name}`,
      state: source.schedule ? 'scheduled' : 'notEnabled',
      ...(!source.schedule && { detail: 'it has no schedule' }),
      ...(source.schedule && {
        intervalHours: scheduleIntervalHours(source.schedule, 'volsync'),
      }),
    }));
}

/** Every schedule that selects an item; those of a tool that does not run are none. */
export function protectionsOf(
  item: BackupItem,
  namespace: string,
  inventory: BackupToolInventory,
  context: Context,
): readonly Protection[] {
  const runs = (key: BackupToolKey) => context.source(key).state !== 'inert';
  return [
    ...(runs('veleroSchedules') ? byVelero(item, namespace, inventory) : []),
    ...(runs('postgresScheduledBackups')
      ? byPostgres(item, namespace, inventory)
      : []),
    ...(runs('replicationSources')
      ? byVolSync(item, namespace, inventory)
      : []),
  ];
}

/** Why the absence of a schedule proves nothing here. */
export interface Doubt {
  field: string;
  message: string;
}

/** Objects of tools other than Velero. */
export const OPTIONAL_TOOLS = [
  'postgresClusters',
  'postgresScheduledBackups',
  'replicationSources',
  'k10Policies',
  'k8upSchedules',
  'longhornRecurringJobs',
] as const;

/**
 * What could protect the namespace without showing in the fields that are
 * read: tools whose selectors are not projected, sources that could not be
 * read, and a backup outside the cluster.
 */
export function doubtOfAbsence(
  namespace: string,
  hasClaims: boolean,
  inventory: BackupToolInventory,
  context: Context,
): Doubt | undefined {
  const unread = OPTIONAL_TOOLS.find(key =>
    isUnreadable(context.source(key).state),
  );
  if (unread) {
    return {
      field: unread,
      message: 'It may hold a schedule for this namespace.',
    };
  }
  const works = (key: BackupToolKey) => context.source(key).state !== 'inert';
  if (inventory.k10Policies.length > 0 && works('k10Policies')) {
    return {
      field: 'k10Policies.spec',
      message: 'K10 policies exist; what they select is not read.',
    };
  }
  const k8up = inventory.k8upSchedules.some(
    schedule => schedule.namespace === namespace,
  );
  if (k8up && works('k8upSchedules')) {
    return {
      field: 'k8upSchedules.spec',
      message: 'A k8up Schedule exists here; how often it runs is not read.',
    };
  }
  if (
    hasClaims &&
    inventory.longhornRecurringJobs.length > 0 &&
    works('longhornRecurringJobs')
  ) {
    return {
      field: 'longhornRecurringJobs.spec',
      message:
        'Longhorn recurring jobs exist; whether they back these volumes up is not read.',
    };
  }
  if (context.external.backup === true) {
    return {
      field: 'backup.external',
      message:
        'Backups run outside the cluster; what they hold does not show here.',
    };
  }
  const anyTool =
    context.source('veleroSchedules').state !== 'absent' ||
    inventory.postgresScheduledBackups.length > 0 ||
    inventory.replicationSources.length > 0;
  return anyTool || context.external.backup === false
    ? undefined
    : {
        field: 'backup.external',
        message:
          'No backup tool is seen in the cluster. Whether one works from outside is not answered.',
      };
}
