import {
  defineCheck,
  found,
  isUnreadable,
  na,
  undecidable,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  JudgeContext,
  JudgedSubjects,
  Judgement,
  Occurrence,
  Reason,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { backupNeeds, needsNoBackup } from './backupNeeds';
import {
  INERT_REASON,
  newSchedule,
  postgresSchedule,
  quickenSchedule,
  repairSchedule,
  resumeSchedule,
  runVelero,
  widenSchedule,
} from './backupRemediation';
import { scheduleSelects } from './backupSelection';
import type { BackupItem } from './backupSelection';
import {
  backupToolReads,
  doubtOfAbsence,
  postgresClusterOf,
  protectionsOf,
} from './backupTools';
import type {
  BackupToolInventory,
  BackupToolKey,
  Protection,
} from './backupTools';

type Subject = JudgedSubjects['namespace'];
type Context = JudgeContext<BackupToolKey>;

interface Protected {
  item: BackupItem;
  protections: readonly Protection[];
}

const runs = ({ state }: Protection) => state === 'scheduled';

/** Names at most five; the rest is counted. */
function names(items: readonly BackupItem[]): string {
  const shown = items
    .slice(0, 5)
    .map(item => `${item.kind} ${item.name}`)
    .join(', ');
  return items.length > 5 ? `${shown} and ${items.length - 5} more` : shown;
}

function veleroNamespaceOf(inventory: BackupToolInventory): string {
  return inventory.veleroSchedules[0]?.namespace ?? 'velero';
}

/** Why a schedule that selects the namespace does not run, and what starts it. */
function stopped(protection: Protection): {
  reason: Reason;
  remediation?: Remediation;
} {
  const { by, detail, velero, state } = protection;
  if (state === 'paused') {
    return {
      reason: { code: 'schedule-paused', message: `${by} is paused.` },
      remediation: velero && resumeSchedule(velero),
    };
  }
  return {
    reason: {
      code: state === 'rejected' ? 'schedule-rejected' : 'schedule-not-enabled',
      message:
        state === 'rejected'
          ? `${by} failed its validation${detail ? `: ${detail}` : ''}.`
          : `${by} is not enabled: ${detail}.`,
    },
    remediation: velero && repairSchedule(velero),
  };
}

/** Where no schedule runs for what the namespace holds. */
function missing(
  subject: Subject,
  items: readonly Protected[],
  inventory: BackupToolInventory,
  context: Context,
): Judgement {
  const { name } = subject;
  const rpoHours = context.threshold('backup.rpoHours');
  const hasClaims = items.some(
    ({ item }) => item.kind === 'PersistentVolumeClaim',
  );
  const standing = items.flatMap(({ protections }) => protections);
  const inert = context.source('veleroSchedules').state === 'inert';
  const doubt = doubtOfAbsence(name, hasClaims, inventory, context);
  if (doubt && standing.length === 0) {
    return undecidable(doubt.field, doubt.message);
  }
  const stops = [
    ...new Map(standing.map(entry => [entry.by, entry])).values(),
  ].map(stopped);
  const reasons: Reason[] = [
    ...stops.map(({ reason }) => reason),
    ...(inert ? [INERT_REASON] : []),
  ];
  const selected = items.some(({ item }) =>
    inventory.veleroSchedules.some(schedule =>
      scheduleSelects(schedule, name, item),
    ),
  );
  if (standing.length === 0 && !selected) {
    reasons.push({
      code: 'not-selected',
      message: `No schedule selects the namespace ${name}.`,
    });
  }
  const postgres = items
    .map(({ item }) => postgresClusterOf(item))
    .find(Boolean);
  const enabled = inventory.veleroSchedules.find(
    ({ phase, paused, template }) =>
      phase === 'Enabled' &&
      !paused &&
      template.labelSelector === undefined &&
      template.orLabelSelectors.length === 0 &&
      (template.excludedNamespaces.includes(name) ||
        (template.includedNamespaces.length > 0 &&
          !template.includedNamespaces.includes('*'))),
  );
  const fallback = () => {
    if (inert) return runVelero(veleroNamespaceOf(inventory));
    if (enabled) return widenSchedule(enabled, name);
    return postgres && context.source('veleroSchedules').state === 'absent'
      ? postgresSchedule(name, postgres, rpoHours)
      : newSchedule(name, rpoHours, veleroNamespaceOf(inventory));
  };
  return found([
    {
      state: 'fail',
      // Objects without volumes can be written again; data cannot.
      ...(!hasClaims && { severity: 'high' as const }),
      reasons,
      remediation:
        stops.find(({ remediation }) => remediation)?.remediation ?? fallback(),
    },
  ]);
}

function partial(
  subject: Subject,
  left: readonly BackupItem[],
  inventory: BackupToolInventory,
  context: Context,
): Occurrence {
  return {
    state: 'warn',
    discriminator: 'objects',
    reasons: [
      {
        code: 'partly-selected',
        message: `Schedules select the namespace but leave out ${names(left)}.`,
      },
    ],
    remediation: newSchedule(
      subject.name,
      context.threshold('backup.rpoHours'),
      veleroNamespaceOf(inventory),
    ),
  };
}

function slow(
  subject: Subject,
  slowest: Protection,
  rpoHours: number,
  inventory: BackupToolInventory,
): Occurrence {
  return {
    state: 'warn',
    discriminator: 'interval',
    reasons: [
      {
        code: 'interval-exceeds-rpo',
        message: `${slowest.by} runs up to ${slowest.intervalHours} h apart; the recovery point objective is ${rpoHours} h.`,
      },
    ],
    remediation: slowest.velero
      ? quickenSchedule(slowest.velero, rpoHours)
      : newSchedule(subject.name, rpoHours, veleroNamespaceOf(inventory)),
  };
}

export function judgeBackupCoverage(
  subject: Subject,
  inventory: BackupToolInventory,
  context: Context,
): Judgement {
  const excepted = context.exception({
    namespace: subject.name,
    name: subject.name,
  });
  if (excepted) return na('excepted', excepted.reason);
  const needs = backupNeeds(subject, inventory.persistentVolumeClaims);
  if (needsNoBackup(needs)) {
    return isUnreadable(context.source('workloads').state)
      ? undecidable('workloads')
      : na(
          'nothing-to-back-up',
          'It has no volumes, and nothing in it that Git would not recreate.',
        );
  }
  const items = [...needs.claims, ...needs.workloads].map(item => ({
    item,
    protections: protectionsOf(item, subject.name, inventory, context),
  }));
  const left = items.filter(({ protections }) => !protections.some(runs));
  const allClaimsLeft =
    needs.claims.length > 0 &&
    needs.claims.every(claim => left.some(({ item }) => item === claim));
  if (left.length === items.length || allClaimsLeft) {
    return missing(subject, left, inventory, context);
  }
  const rpoHours = context.threshold('backup.rpoHours');
  const running = items.flatMap(({ item, protections }) => {
    const candidates = protections.filter(runs);
    if (candidates.length === 0) return [];
    const timed = candidates.filter(
      ({ intervalHours }) => intervalHours !== undefined,
    );
    const best = timed.sort(
      (a, b) => (a.intervalHours ?? 0) - (b.intervalHours ?? 0),
    )[0];
    return [{ item, best, first: candidates[0] }];
  });
  const unread = running.find(({ best }) => best === undefined);
  if (unread) {
    return undecidable(
      'veleroSchedules.schedule',
      `The schedule text of ${unread.first.by} cannot be read.`,
    );
  }
  const late = running.find(({ best }) => (best.intervalHours ?? 0) > rpoHours);
  return found(
    [
      ...(left.length > 0
        ? [
            partial(
              subject,
              left.map(({ item }) => item),
              inventory,
              context,
            ),
          ]
        : []),
      ...(late ? [slow(subject, late.best, rpoHours, inventory)] : []),
    ],
    {
      code: 'scheduled',
      message: `${[...new Set(running.map(({ best }) => best.by))].join(
        ', ',
      )} within ${rpoHours} h.`,
    },
  );
}

export const backupCoverage = defineCheck({
  id: 'rec-backup-coverage',
  title: 'Every namespace that matters is in an enabled schedule',
  dimension: 'recovery',
  control: 'R1',
  scope: { types: ['namespace'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'S',
  fixKey: 'backup-schedule',
  gate: 'configured',
  reads: backupToolReads,
  texts: {
    why: 'A namespace that no schedule selects is lost with its cluster. Lists of namespaces are written once; namespaces are added every week.',
    rules: {
      pass: 'Every claim, and every workload that Git would not recreate, is selected by an enabled, unpaused schedule whose longest interval is within `backup.rpoHours`. CNPG and VolSync schedules count for the claims they serve.',
      warn: 'Selected, but the interval exceeds the objective, or a label selector, a resource list or `velero.io/exclude-from-backup` leaves objects out.',
      fail: 'Not selected; or only by schedules that are paused, failed validation or were never enabled; or no Velero server runs. Without claims the severity is high instead of critical.',
      na: 'No claims, and every workload is delivered by Argo CD or Flux.',
      unknown:
        'Schedules cannot be read; another tool is there whose selection is not read; no tool is seen and `backup.external` is not answered, or answered with true.',
    },
    traps: [
      'Schedules live in the namespace of Velero, not in the one they protect.',
      '`includedNamespaces: ["*"]` and globs include namespaces that are created later; an explicit list does not.',
      'CNPG reads seconds first: `0 0 * * *` runs every hour there and daily in Velero.',
      'A Schedule with phase Enabled and no Velero server protects nothing.',
      '"No Velero" is not "no backup": K10, k8up, Longhorn, VolSync, CNPG and provider services are looked for.',
    ],
    fix: 'Put the namespace into an enabled schedule with volume data, e.g. `velero schedule create tenant-daily --schedule="0 2 * * *" --include-namespaces payments,orders --snapshot-move-data --ttl 720h`.',
    references: ['https://velero.io/docs/main/api-types/schedule/'],
  },
  judge: judgeBackupCoverage,
});
