import {
  defineCheck,
  evidence,
  found,
  isUnreadable,
  na,
  optionalList,
  pass,
  undecidable,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  EvidenceRecord,
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  parseSubjectKey,
  subjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import { shellWord } from '../shellWord';
import { runVelero } from './backupRemediation';
import { ago } from './backupRuns';
import { backupSystems } from './backupSystems';
import type { BackupSystem } from './backupSystems';
import { backupToolReads, OPTIONAL_TOOLS } from './backupTools';
import { censusReads, deliveryCensus, unreadOfCensus } from './deliveryCensus';

const reads = [
  ...backupToolReads,
  ...censusReads,
  optionalList('volumeSnapshots'),
  evidence('restore-drill'),
  evidence('rebuild'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['cluster'];
type Context = JudgeContext<Key>;

const HOUR = 3_600_000;

const isReady = ({ workloads }: BackupSystem) =>
  workloads.some(({ live }) => live.ready > 0);

const install: Remediation = {
  summary: 'Install a backup system with its storage outside of this cluster.',
  type: 'command',
  content: [
    'velero install --provider aws --plugins velero/velero-plugin-for-aws:v1.13.0 \\',
    '  --bucket "$BUCKET" --backup-location-config region="$REGION" \\',
    '  --secret-file ./credentials-velero --features=EnableCSI --use-node-agent',
    '',
  ].join('\n'),
  note: 'Provider and plugin are those of your cloud; bucket and account must not be lost with the cluster.',
};

function revive({ workloads, name }: BackupSystem): Remediation {
  const content = workloads.flatMap(workload => [
    `kubectl -n ${shellWord(
      workload.namespace,
    )} describe ${workload.kind.toLowerCase()} ${shellWord(workload.name)}`,
  ]);
  const [controller] = workloads;
  return {
    summary: `See why no pod of ${name} is ready, and bring it back.`,
    type: 'command',
    target: {
      apiVersion: 'apps/v1',
      kind: controller.kind,
      namespace: controller.namespace,
      name: controller.name,
    },
    content: [
      ...content,
      `kubectl -n ${shellWord(
        controller.namespace,
      )} get events --sort-by=.lastTimestamp`,
      '',
    ].join('\n'),
  };
}

/** A restore that people accepted as done from what this cluster backs up. */
function provenElsewhere(
  { evidence: records }: Seen,
  { now, cluster }: Context,
): EvidenceRecord | undefined {
  return records.find(
    ({ what, outcome, grade, subjects, expiresAt }) =>
      what === 'restore-drill' &&
      outcome === 'success' &&
      grade !== 'E1' &&
      Date.parse(expiresAt) > now &&
      subjects.some(key => parseSubjectKey(key)?.cluster === cluster.uid),
  );
}

/** The owner attests that the cluster is built anew instead of restored. */
function attestsRebuild(
  { subject }: Subject,
  { evidence: records }: Seen,
  now: number,
): boolean {
  const key = subjectKey(subject);
  return records.some(
    ({ what, outcome, subjects, expiresAt }) =>
      what === 'rebuild' &&
      outcome === 'success' &&
      Date.parse(expiresAt) > now &&
      subjects.includes(key),
  );
}

/** Snapshots that are still of use: ready, and not much older than the objective. */
function freshSnapshots({ volumeSnapshots }: Seen, context: Context): number {
  const oldest = context.now - 2 * context.threshold('backup.rpoHours') * HOUR;
  return volumeSnapshots.filter(
    ({ ready, takenAt, createdAt }) =>
      ready && (takenAt ?? createdAt ?? 0) >= oldest,
  ).length;
}

function standing(
  systems: readonly BackupSystem[],
  { veleroSchedules }: Seen,
): Judgement {
  const [system] = systems;
  const remediation = () => {
    if (system.workloads.length > 0) return revive(system);
    return system.name === 'Velero'
      ? runVelero(veleroSchedules[0]?.namespace ?? 'velero')
      : install;
  };
  return found([
    {
      state: 'fail',
      reasons: systems.map(({ name, workloads }) => ({
        code: 'tool-not-ready',
        message:
          workloads.length > 0
            ? `No pod of ${name} (${workloads
                .map(entry => `${entry.kind} ${entry.namespace}/${entry.name}`)
                .join(', ')}) is ready.`
            : `Objects of ${name} exist, and no controller of it runs: nobody acts on them.`,
      })),
      remediation: remediation(),
    },
  ]);
}

/** Nothing in the cluster backs it up. */
function withoutTool(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { external } = context;
  const unread = OPTIONAL_TOOLS.find(key =>
    isUnreadable(context.source(key).state),
  );
  if (unread) return undecidable(unread, 'It may be the backup system.');
  const drill = provenElsewhere(inventory, context);
  if (drill && external.backup !== false) {
    return pass({
      code: 'restored-from-outside',
      message: `Backups work from outside the cluster: a restore drill of ${ago(
        context.now - Date.parse(drill.performedAt),
      )} ago is on record.`,
    });
  }
  if (external.backup === true) {
    return found([
      {
        state: 'warn',
        reasons: [
          {
            code: 'not-live-verified',
            message:
              'Backups are said to work from outside the cluster; nothing of it shows here, and no restore drill is on record.',
          },
        ],
        remediation: {
          summary: 'Restore from the external backup and record the drill.',
          type: 'steps',
          content:
            'Restore one namespace with its volumes from the external backup, check the data, and record it as evidence of kind restore-drill with the job as artefact.',
        },
      },
    ]);
  }
  const snapshots = freshSnapshots(inventory, context);
  if (snapshots > 0) {
    return found([
      {
        state: 'warn',
        reasons: [
          {
            code: 'snapshots-only',
            message: `Only VolumeSnapshots are there (${snapshots} recent ones): no objects are backed up, and a snapshot is lost with the storage system it lies in.`,
          },
        ],
        remediation: install,
      },
    ]);
  }
  if (isUnreadable(context.source('volumeSnapshots').state)) {
    return undecidable('volumeSnapshots');
  }
  const claims = inventory.persistentVolumeClaims.length;
  const unlisted = unreadOfCensus(context);
  if (claims === 0 && unlisted) return undecidable(unlisted);
  const census = deliveryCensus(inventory, context);
  const stateless = claims === 0 && census.managed === census.total;
  if (stateless && attestsRebuild(subject, inventory, context.now)) {
    return na(
      'rebuilt-from-git',
      'It holds no volumes, everything in it comes from Git, and a rebuild is on record.',
    );
  }
  if (external.backup === undefined) {
    return undecidable(
      'backup.external',
      'No backup tool is seen in the cluster. Whether one works from outside is not answered.',
    );
  }
  return found([
    stateless
      ? {
          state: 'warn',
          reasons: [
            {
              code: 'rebuild-not-attested',
              message:
                'Nothing backs it up. It holds no volumes and everything in it comes from Git, but no rebuild is on record.',
            },
          ],
          remediation: {
            summary: 'Rebuild the cluster from Git once, and record it.',
            type: 'steps',
            content: `Build a cluster from the same code, let GitOps fill it, and record it as evidence of kind rebuild for ${subjectKey(
              subject.subject,
            )}.`,
          },
        }
      : {
          state: 'fail',
          reasons: [
            {
              code: 'no-backup-tool',
              message: `No backup system is seen, and ${
                claims > 0
                  ? `${claims} volume claims`
                  : `${
                      census.total - census.managed
                    } objects that are not in Git`
              } would be lost with the cluster.`,
            },
          ],
          remediation: install,
        },
  ]);
}

export function judgeBackupTool(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const systems = backupSystems(inventory).filter(({ used }) => used);
  const ready = systems.filter(isReady);
  if (ready.length > 0) {
    return pass({
      code: 'tool-ready',
      message: `${ready.map(({ name }) => name).join(' and ')} ${
        ready.length > 1 ? 'are' : 'is'
      } installed and ready.`,
    });
  }
  const unseen = systems.some(({ workloads }) =>
    workloads.some(({ liveKnown }) => !liveKnown),
  );
  if (unseen || isUnreadable(context.source('workloads').state)) {
    return undecidable(
      unseen ? 'pods' : 'workloads',
      'Whether the backup system is ready cannot be seen.',
    );
  }
  return systems.length > 0
    ? standing(systems, inventory)
    : withoutTool(subject, inventory, context);
}

export const backupTool = defineCheck({
  id: 'rec-backup-tool',
  title: 'A backup system protects this cluster',
  dimension: 'recovery',
  control: 'R1',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'backup-install',
  gate: 'configured',
  reads,
  texts: {
    why: 'Everything else about recovery begins with a copy outside of the cluster. Without a backup system there is none.',
    rules: {
      pass: 'A backup system has a ready controller (Velero, OADP, K10, k8up, Stash, KubeStash, Portworx; CloudNativePG, VolSync and Longhorn where they have been told to back something up); or a restore drill from an external backup is on record.',
      warn: 'Only recent VolumeSnapshots: no objects, and the same failure domain. Or `backup.external` is true and no restore drill is on record (not-live-verified). Or nothing is needed but the record of a rebuild.',
      fail: 'None, and the cluster has volume claims or objects that are not in Git; or a tool is there and none of its pods is ready.',
      na: 'No volume claims, every root object comes from Git, and a successful rebuild is on record.',
      unknown:
        'No tool is seen and `backup.external` is not answered; tools or pods cannot be read.',
    },
    traps: [
      '"No Velero" is not "no backup": AWS Backup, Backup for GKE, Azure Backup and storage arrays work from outside, and databases have tools of their own.',
      'Objects of a tool without a ready controller back nothing up.',
      'CloudNativePG, VolSync and Longhorn run in many clusters for other purposes: they count where something is scheduled.',
      'What is backed up and how lately is said by rec-backup-coverage and rec-backup-recent.',
    ],
    fix: '`velero install --provider aws --plugins velero/velero-plugin-for-aws:<version> --bucket <bucket> --features=EnableCSI --use-node-agent`, or answer `backup.external`.',
    references: ['https://velero.io/docs/main/'],
  },
  judge: judgeBackupTool,
});
