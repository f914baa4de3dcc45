import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  optionalList,
  undecidable,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  ClaimObject,
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Occurrence,
  Remediation,
  SnapshotObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { toYaml } from '../toYaml';
import { ago } from './backupRuns';
import { backupOfClaim, optionalBackupRunReads } from './claimBackups';
import { HOUR, lasted } from './drift';
import { claimsWithData } from './workloadClaims';

const reads = [
  ...optionalBackupRunReads,
  list('persistentVolumeClaims'),
  list('volumeSnapshots'),
  optionalList('volumeSnapshotContents'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['workload'];
type Context = JudgeContext<Key>;

/** Reasons of so many claims are told; the rest is counted. */
const TOLD = 5;

const takenAt = ({ takenAt: taken, createdAt }: SnapshotObject) =>
  taken ?? createdAt ?? 0;

const target = ({ namespace, name }: SnapshotObject) => ({
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshot',
  namespace,
  name,
});

function inspect(snapshot: SnapshotObject): Remediation {
  const { namespace = '', name, contentName } = snapshot;
  return {
    summary: `Read why ${name} cannot be used, repair the class or the driver, then take one anew.`,
    type: 'command',
    target: target(snapshot),
    content: [
      `kubectl -n ${shellWord(namespace)} describe volumesnapshot ${shellWord(
        name,
      )}`,
      ...(contentName
        ? [`kubectl describe volumesnapshotcontent ${shellWord(contentName)}`]
        : []),
      'kubectl get volumesnapshotclass',
      '',
    ].join('\n'),
  };
}

function takeOne({ namespace, name }: ClaimObject): Remediation {
  const snapshot = `${name}-now`;
  return {
    summary: `Take a snapshot of ${name} now, and have it taken on a schedule.`,
    type: 'manifest',
    target: {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      namespace,
      name: snapshot,
    },
    content: toYaml({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name: snapshot, namespace: namespace ?? '' },
      spec: { source: { persistentVolumeClaimName: name } },
    }),
    note: 'It uses the default VolumeSnapshotClass of the driver; deletionPolicy Retain keeps the data when the object goes.',
  };
}

/** Ready, and what it is bound to holds a handle of the storage system. */
function isUsable(
  { ready, contentName }: SnapshotObject,
  { volumeSnapshotContents }: Seen,
  context: Context,
): boolean {
  if (!ready) return false;
  if (isUnreadable(context.source('volumeSnapshotContents').state)) return true;
  return volumeSnapshotContents.some(
    ({ name, hasHandle }) => name === contentName && hasHandle,
  );
}

function broken(snapshot: SnapshotObject, why: string): Occurrence {
  const { sourceClaim = '', name } = snapshot;
  return {
    state: 'fail',
    reasons: [
      {
        code: 'snapshot-unusable',
        message: `The newest snapshot of ${sourceClaim}, ${name}, ${why}.`,
      },
    ],
    remediation: inspect(snapshot),
  };
}

/** What is wrong with the snapshots of one claim, newest first. */
function judgeClaim(
  claim: ClaimObject,
  snapshots: readonly SnapshotObject[],
  inventory: Seen,
  context: Context,
): Occurrence | undefined {
  const { now } = context;
  const [newest] = snapshots;
  const usable = snapshots.find(entry => isUsable(entry, inventory, context));
  if (newest !== usable) {
    const { error, createdAt, ready } = newest;
    if (ready) {
      return broken(
        newest,
        'is called ready, but the content that it is bound to is gone or has no handle',
      );
    }
    const since = error?.since ?? createdAt;
    if (error && lasted(since, now, HOUR)) {
      return broken(
        newest,
        since === undefined
          ? 'reports an error'
          : `has reported an error since ${new Date(since).toISOString()}`,
      );
    }
  }
  const rpoHours = context.threshold('backup.rpoHours');
  const age = usable && now - takenAt(usable);
  if (age !== undefined && age <= rpoHours * HOUR) return undefined;
  return {
    state: 'warn',
    reasons: [
      {
        code: age === undefined ? 'no-ready-snapshot' : 'older-than-rpo',
        message:
          usable && age !== undefined
            ? `The newest ready snapshot of ${claim.name}, ${
                usable.name
              }, is ${ago(
                age,
              )} old; the recovery point objective is ${rpoHours} h.`
            : `No snapshot of ${claim.name} is ready yet.`,
      },
    ],
    remediation: takeOne(claim),
  };
}

/** One finding, however many replicas have a claim of their own. */
function together(faults: readonly Occurrence[]): Occurrence {
  const worst = faults.find(({ state }) => state === 'fail') ?? faults[0];
  const alike = faults.filter(({ state }) => state === worst.state);
  const more = alike.length - TOLD;
  return {
    ...worst,
    reasons: [
      ...alike.slice(0, TOLD).flatMap(({ reasons }) => reasons),
      ...(more > 0
        ? [
            {
              code: 'more-claims',
              message: `So it is with ${more} more claims.`,
            },
          ]
        : []),
    ],
  };
}

/** Without snapshots another backup has to hold the data. */
function withoutSnapshots(
  { workload }: Subject,
  claims: readonly ClaimObject[],
  inventory: Seen,
  context: Context,
): Judgement {
  const backups = claims.map(claim => ({
    claim,
    backup: backupOfClaim(claim, workload, inventory, context),
  }));
  const open = backups.find(({ backup }) =>
    ['none', 'configured'].includes(backup.state),
  );
  if (open) {
    return found([
      {
        state: 'warn',
        reasons: [
          {
            code: 'no-snapshot',
            message: `There is no snapshot of ${open.claim.name}, and no other backup of its data is known to be good.`,
          },
        ],
        remediation: takeOne(open.claim),
      },
    ]);
  }
  for (const { backup } of backups) {
    if (backup.state === 'doubtful') {
      return undecidable(backup.doubt.field, backup.doubt.message);
    }
  }
  return na(
    'no-snapshots',
    'There are no snapshots, and another backup holds its data.',
  );
}

export function judgeSnapshots(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const claims = claimsWithData(subject.workload, inventory);
  if (claims.length === 0) {
    return na('no-data', 'It keeps no data in volume claims.');
  }
  const judged = claims.flatMap(claim => {
    const snapshots = inventory.volumeSnapshots
      .filter(
        ({ namespace, sourceClaim }) =>
          namespace === claim.namespace && sourceClaim === claim.name,
      )
      .sort((a, b) => takenAt(b) - takenAt(a));
    return snapshots.length > 0 ? [{ claim, snapshots }] : [];
  });
  if (judged.length === 0) {
    return withoutSnapshots(subject, claims, inventory, context);
  }
  const faults = judged.flatMap(
    ({ claim, snapshots }) =>
      judgeClaim(claim, snapshots, inventory, context) ?? [],
  );
  return found(faults.length > 0 ? [together(faults)] : [], {
    code: 'snapshots-ready',
    message: `The newest snapshots of ${judged
      .map(({ claim }) => claim.name)
      .join(', ')} are ready and within the recovery point objective.`,
  });
}

export const snapshotReady = defineCheck({
  id: 'rec-snapshot-ready',
  title: 'VolumeSnapshots are usable',
  dimension: 'recovery',
  control: 'R1',
  scope: { types: ['workload'], classes: ['stateful'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'snapshots',
  reads,
  texts: {
    why: 'A VolumeSnapshot that never became ready looks like a backup until somebody needs it. Drivers and classes break silently.',
    rules: {
      pass: 'The newest snapshot of every claim that has any is ready, bound to a content with a handle, and within `backup.rpoHours`.',
      warn: 'It is older than the objective, or not ready yet; or there is no snapshot and no other backup of the data is known to be good.',
      fail: 'The newest one has reported an error for more than an hour; or it is called ready and what it is bound to is gone.',
      na: 'There are no snapshots and another backup holds the data; or the workload keeps none.',
      unknown:
        'Snapshots or claims cannot be read; there are none, and whether another backup holds the data cannot be told.',
    },
    traps: [
      'A ready snapshot lies in the same zone or array as the volume: it is no disaster recovery.',
      'deletionPolicy Delete removes the data with the VolumeSnapshot, and with its namespace.',
      'Tools take and delete snapshots of their own while they back up: that there is none now says nothing about them.',
    ],
    fix: 'Read what the snapshot reports; repair the VolumeSnapshotClass and its driver; take snapshots on a schedule.',
    references: [
      'https://kubernetes.io/docs/concepts/storage/volume-snapshots/',
    ],
  },
  judge: judgeSnapshots,
});
