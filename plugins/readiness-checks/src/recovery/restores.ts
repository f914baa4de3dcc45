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
  Occurrence,
  Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  evidenceFreshness,
  subjectKey,
} from '@readiness/backstage-plugin-readiness-common';
import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import { ago } from './backupRuns';
import {
  clusterAttempts,
  restoreAttempts,
  restoreReads,
} from './restoreAttempts';
import type {
  RestoreAttempt,
  RestoreInventory,
  RestoreKey,
} from './restoreAttempts';
import { restoreDrill } from './restoreDrill';

type Subject = JudgedSubjects['namespace'] | JudgedSubjects['cluster'];
type Context = JudgeContext<RestoreKey>;

const DAY = 86_400_000;
/** A cluster has no tier of its own; services that declare none count as 2. */
const CLUSTER_TIER: Tier = 2;

/** Only what can be compared from here; the rest is compared where it is recorded. */
function fingerprintChanged(
  fingerprint: RestoreAttempt['fingerprint'],
  { cluster }: Context,
): boolean {
  const minor = fingerprint?.k8sMinor;
  const uid = fingerprint?.clusterUid;
  return (
    (minor !== undefined &&
      String(minor) !== `${cluster.version.major}.${cluster.version.minor}`) ||
    (uid !== undefined && uid !== cluster.uid)
  );
}

interface Valued {
  attempt: RestoreAttempt;
  freshness: ReturnType<typeof evidenceFreshness>['state'];
  changed: boolean;
}

function valued(attempt: RestoreAttempt, tier: Tier, context: Context): Valued {
  const longest =
    attempt.at + context.threshold(`restore.validDays.tier${tier}`) * DAY;
  const expires = Math.min(longest, attempt.expiresAt ?? longest);
  const changed = fingerprintChanged(attempt.fingerprint, context);
  return {
    attempt,
    changed,
    freshness: evidenceFreshness({
      performedAt: new Date(attempt.at).toISOString(),
      expiresAt: new Date(expires).toISOString(),
      now: context.now,
      fingerprintChanged: changed,
    }).state,
  };
}

/** What keeps a successful attempt from being proof. */
function shortcomings(
  { attempt, freshness, changed }: Valued,
  now: number,
): readonly Reason[] {
  const { what, at } = attempt;
  const age = ago(now - at);
  const all: (Reason | false)[] = [
    !attempt.volumes && {
      code: 'objects-only',
      message: `${what} brought back objects only, no volumes.`,
    },
    !attempt.validated && {
      code: 'not-validated',
      message: `${what} succeeded ${age} ago; nobody recorded that the data was checked.`,
    },
    !attempt.validated &&
      attempt.sameCluster && {
        code: 'same-cluster',
        message: `${what} went into the cluster that the data came from.`,
      },
    changed && {
      code: 'fingerprint-changed',
      message: `${what} was done on another version or another build of the cluster.`,
    },
    freshness === 'lapsing' &&
      !changed && {
        code: 'lapsing',
        message: `${what} is ${age} old and past its validity; it lapses at 125 %.`,
      },
  ];
  return all.filter((reason): reason is Reason => reason !== false);
}

function rank({ attempt, freshness }: Valued): number {
  return (attempt.validated ? 0 : 2) + (freshness === 'valid' ? 0 : 1);
}

function judgeAttempts(
  attempts: readonly RestoreAttempt[],
  tier: Tier,
  remediation: Occurrence['remediation'],
  context: Context,
): Judgement {
  const fails = (code: string, message: string) =>
    found([{ state: 'fail', reasons: [{ code, message }], remediation }]);
  const [newest] = attempts;
  if (!attempts.some(({ recorded }) => recorded)) {
    for (const key of ['evidence', 'veleroRestores'] as const) {
      if (isUnreadable(context.source(key).state)) return undecidable(key);
    }
  }
  if (!newest) {
    return fails(
      'never-restored',
      'Its volumes have never been restored, as far as any cluster or record shows.',
    );
  }
  if (newest.outcome === 'failed') {
    return fails(
      'last-attempt-failed',
      `${newest.what} failed ${ago(
        context.now - newest.at,
      )} ago, and no attempt since has succeeded.`,
    );
  }
  const [best] = attempts
    .filter(({ outcome }) => outcome === 'success')
    .map(attempt => valued(attempt, tier, context))
    .filter(({ freshness }) => freshness !== 'lapsed')
    .sort((a, b) => rank(a) - rank(b) || b.attempt.at - a.attempt.at);
  if (!best) {
    return fails(
      'lapsed',
      `${newest.what} was ${ago(
        context.now - newest.at,
      )} ago: it was proven and no longer is.`,
    );
  }
  const reasons = shortcomings(best, context.now);
  return reasons.length > 0
    ? found([{ state: 'warn', reasons, remediation }])
    : pass({
        code: 'restored-and-checked',
        message: `${best.attempt.what} succeeded ${ago(
          context.now - best.attempt.at,
        )} ago, and the data was checked.`,
      });
}

function judgeNamespace(
  subject: JudgedSubjects['namespace'],
  inventory: RestoreInventory,
  context: Context,
): Judgement {
  const { name, tier } = subject;
  const claims = inventory.persistentVolumeClaims.filter(
    ({ namespace }) => namespace === name,
  );
  if (claims.length === 0) {
    return na('no-claims', 'It has no volumes to restore.');
  }
  return judgeAttempts(
    restoreAttempts(
      { key: subjectKey(subject.subject), namespace: name },
      inventory,
    ),
    tier,
    restoreDrill(name, inventory, context.now),
    context,
  );
}

/** One namespace that was restored and checked shows that the cluster's backups work at all. */
function judgeCluster(
  subject: JudgedSubjects['cluster'],
  inventory: RestoreInventory,
  context: Context,
): Judgement {
  const namespaces = [
    ...new Set(
      inventory.persistentVolumeClaims.flatMap(
        ({ namespace }) => namespace ?? [],
      ),
    ),
  ].filter(name => context.namespaceClass(name) !== 'system');
  if (namespaces.length === 0) {
    return na('no-claims', 'No namespace of the cluster has volumes.');
  }
  const key = subjectKey(subject.subject);
  const attempts = [
    ...clusterAttempts(key, inventory),
    ...namespaces.flatMap(namespace =>
      restoreAttempts(
        { key: `ns:${context.cluster.uid}/${namespace}`, namespace },
        inventory,
      ),
    ),
  ].sort((a, b) => b.at - a.at);
  return judgeAttempts(
    attempts,
    CLUSTER_TIER,
    restoreDrill(namespaces[0], inventory, context.now),
    context,
  );
}

export function judgeRestoreProven(
  subject: Subject,
  inventory: RestoreInventory,
  context: Context,
): Judgement {
  const { name } = subject.subject;
  const excepted = context.exception({
    ...(subject.type === 'namespace' && { namespace: name }),
    name,
  });
  if (excepted) return na('excepted', excepted.reason);
  // What no server acted on was not restored, whatever its phase says.
  const inert = context.source('veleroRestores').state === 'inert';
  const seen = inert ? { ...inventory, veleroRestores: [] } : inventory;
  return subject.type === 'namespace'
    ? judgeNamespace(subject, seen, context)
    : judgeCluster(subject, seen, context);
}

export const restoreProven = defineCheck({
  id: 'rec-restore-pvc-proven',
  title: 'A restore of volume data has been performed and checked',
  dimension: 'recovery',
  control: 'R1',
  scope: { types: ['namespace', 'cluster'] },
  severity: 'critical',
  stage: 'proven',
  effort: 'M',
  fixKey: 'restore-drill',
  gate: 'proven',
  reads: restoreReads,
  texts: {
    why: 'A backup that was never restored is a hope. Missing keys, skipped volumes and drivers that cannot restore show at the first restore, and that should not be the emergency.',
    rules: {
      pass: 'A recorded restore drill within `restore.validDays` of the tier (90, 180, 365 days) succeeded, and its validation passed: row count, checksum or application probe. For the cluster: of any of its namespaces.',
      warn: 'A restore completed without a recorded check of the data; or brought back objects only; or is seen only in the same cluster; or the proof is between 100 and 125 % of its validity; or the Kubernetes minor or the cluster has changed since.',
      fail: 'Never restored; the proof has lapsed; or the newest attempt failed or failed partly, whatever came before.',
      na: 'No PersistentVolumeClaim.',
      unknown: 'Restores cannot be read and there is no evidence.',
    },
    traps: [
      'Velero deletes a Restore with its Backup. What a scan sees is kept as evidence.',
      'Drills run in another cluster. They are found by the name of the backup, in the evidence of the whole fleet.',
      'A phase of Completed says that objects exist, not that the rows are there.',
      'A claim made from a VolumeSnapshot, a recovered CNPG cluster or a VolSync destination shows that data came back, not that it was checked.',
    ],
    fix: 'Restore the namespace under another name every month, assert its data by a Job, record the drill, delete the copy.',
    references: ['https://velero.io/docs/main/api-types/restore/'],
  },
  judge: judgeRestoreProven,
});
