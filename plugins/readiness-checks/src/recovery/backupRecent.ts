import {
  defineCheck,
  found,
  isUnreadable,
  na,
  pass,
  undecidable,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  JudgeContext,
  JudgedSubjects,
  Judgement,
  Reason,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { backupNeeds, needsNoBackup } from './backupNeeds';
import { INERT_REASON, runVelero } from './backupRemediation';
import { judgeRuns, veleroRun, worstOf } from './backupRuns';
import type { RunsVerdict } from './backupRuns';
import { includesNamespace } from './backupSelection';
import type { BackupItem } from './backupSelection';
import { doubtOfAbsence, postgresClusterOf } from './backupTools';
import {
  backupRunReads,
  claimVerdict,
  isRun,
  isVeleroInert,
  runsContextOf,
  unexpired,
  veleroVerdict,
} from './claimBackups';
import type { BackupRunInventory, BackupRunKey } from './claimBackups';

type Key = BackupRunKey;
type Seen = BackupRunInventory;
type Subject = JudgedSubjects['namespace'];
type Context = JudgeContext<Key>;

function remediation(
  namespace: string,
  { run }: RunsVerdict,
  inventory: Seen,
): Remediation {
  const home = shellWord(inventory.veleroSchedules[0]?.namespace ?? 'velero');
  const backup = inventory.veleroBackups.find(({ name }) => name === run?.name);
  if (run && !backup) {
    return {
      summary: `See why ${run.name} is the last one that succeeded.`,
      type: 'command',
      content: `kubectl -n ${shellWord(
        namespace,
      )} get backups.postgresql.cnpg.io,replicationsources.volsync.backube --ignore-not-found\n`,
    };
  }
  const create = backup?.scheduleName
    ? `--from-schedule ${shellWord(backup.scheduleName)}`
    : `${shellWord(`${namespace}-now`)} --include-namespaces ${shellWord(
        namespace,
      )} --snapshot-move-data`;
  return {
    summary: backup
      ? `Read why backup ${backup.name} is not good enough, repair it, then run one.`
      : `Run a first backup of ${namespace} and wait for its end.`,
    type: 'command',
    ...(backup && {
      target: {
        apiVersion: 'velero.io/v1',
        kind: 'Backup',
        namespace: backup.namespace,
        name: backup.name,
      },
    }),
    content: [
      ...(backup
        ? [
            `velero backup describe ${shellWord(
              backup.name,
            )} --details -n ${home}`,
            `velero backup logs ${shellWord(backup.name)} -n ${home}`,
          ]
        : []),
      `velero backup create ${create} -n ${home} --wait`,
      '',
    ].join('\n'),
  };
}

/** What the newest backup of the namespace said, whoever's it was. */
function newestSaid(namespace: string, inventory: Seen): Reason[] {
  const newest = inventory.veleroBackups
    .filter(backup => includesNamespace(backup, namespace))
    .map(veleroRun)
    .filter(isRun)
    .sort((a, b) => b.at - a.at)[0];
  return newest
    ? [
        {
          code: 'newest-backup',
          message: `The newest backup, ${newest.name}, is ${newest.said}.`,
        },
      ]
    : [];
}

export function judgeBackupRecent(
  subject: Subject,
  all: Seen,
  context: Context,
): Judgement {
  const { name } = subject;
  const excepted = context.exception({ namespace: name, name });
  if (excepted) return na('excepted', excepted.reason);
  const needs = backupNeeds(subject, all.persistentVolumeClaims);
  if (needsNoBackup(needs)) {
    return isUnreadable(context.source('workloads').state)
      ? undecidable('workloads')
      : na('nothing-to-back-up', 'Nothing in it needs a backup.');
  }
  if (
    needs.claims.some(postgresClusterOf) &&
    isUnreadable(context.source('postgresBackups').state)
  ) {
    return undecidable('postgresBackups');
  }
  const inventory = unexpired(all, context.now);
  const runsContext = runsContextOf(subject, inventory, context);
  const inert = isVeleroInert(context);
  const velero = (item?: BackupItem) =>
    inert ? undefined : veleroVerdict(item, name, inventory, runsContext);
  const verdict =
    worstOf(
      needs.claims.map(claim =>
        claimVerdict(claim, name, velero(claim), inventory, runsContext),
      ),
    ) ??
    velero() ??
    judgeRuns([], runsContext);
  if (verdict.state === 'pass') return pass(...verdict.reasons);
  if (!verdict.run) {
    const doubt = doubtOfAbsence(
      name,
      needs.claims.length > 0,
      inventory,
      context,
    );
    if (doubt) return undecidable(doubt.field, doubt.message);
  }
  const stopped = inert && !verdict.run;
  return found([
    {
      state: stopped ? 'fail' : verdict.state,
      ...(needs.claims.length === 0 && { severity: 'high' as const }),
      reasons: stopped
        ? [INERT_REASON, ...newestSaid(name, all)]
        : verdict.reasons,
      remediation: stopped
        ? runVelero(all.veleroSchedules[0]?.namespace ?? 'velero')
        : remediation(name, verdict, inventory),
    },
  ]);
}

export const backupRecent = defineCheck({
  id: 'rec-backup-recent',
  title: 'The last successful backup is within the recovery point objective',
  dimension: 'recovery',
  control: 'R1',
  scope: { types: ['namespace'] },
  severity: 'critical',
  stage: 'used',
  effort: 'S',
  fixKey: 'backup-run',
  gate: 'used',
  reads: backupRunReads,
  texts: {
    why: 'A schedule says what should happen; only a completed backup says what did. Backups fail for weeks without anybody looking.',
    rules: {
      pass: 'The newest complete backup (phase Completed, no errors, every volume snapshot completed, not expired) is within `backup.rpoHours`.',
      warn: 'It is one to two objectives old, ended with warnings, or the last run failed while an earlier one still meets the objective; or the namespace is so young that its first backup is due.',
      fail: 'It is more than two objectives old; the last two runs failed; no complete backup exists; hooks failed in the backup of a database; no Velero server runs.',
      na: 'As for rec-backup-coverage: nothing in the namespace needs a backup.',
      unknown:
        'Backups cannot be read; another tool is there whose runs are not read; no tool is seen and `backup.external` is not answered.',
    },
    traps: [
      '`Schedule.status.lastBackup` is set when a run is submitted, whether it succeeds or not; it is not read here.',
      'WaitingForPluginOperations and Finalizing mean that data is still on its way: neither success nor failure.',
      'Whether the errors of a PartiallyFailed backup concern this namespace stands in its log only: it counts as failed.',
      'A cluster that was rebuilt shows the backups of its predecessor. A backup that began before the namespace existed does not count.',
    ],
    fix: 'Read why with `velero backup describe <name> --details`, repair it, run one by hand and look at its phase.',
    references: [
      'https://velero.io/docs/main/api-types/backup/',
      'https://cloudnative-pg.io/documentation/current/backup/',
    ],
  },
  judge: judgeBackupRecent,
});
