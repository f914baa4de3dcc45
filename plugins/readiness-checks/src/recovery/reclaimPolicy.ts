import {
  defineCheck,
  found,
  list,
  na,
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
  Reason,
  Remediation,
  VolumeObject,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import { backupOfClaim, optionalBackupRunReads } from './claimBackups';
import type { ClaimBackup } from './claimBackups';
import { claimsWithData } from './workloadClaims';

const reads = [
  ...optionalBackupRunReads,
  list('persistentVolumeClaims'),
  list('persistentVolumes'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Subject = JudgedSubjects['workload'];
type Context = JudgeContext<Key>;

interface Held {
  claim: ClaimObject;
  volume: VolumeObject;
}

/** Reasons of so many claims are told; the rest is counted. */
const TOLD = 5;

function retain(volumes: readonly VolumeObject[]): Remediation {
  return {
    summary: 'Keep the volumes when their claims go.',
    type: 'command',
    target: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      name: volumes[0].name,
    },
    content: volumes
      .map(
        ({ name }) =>
          `kubectl patch pv ${shellWord(
            name,
          )} -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'\n`,
      )
      .join(''),
    note: 'A change of the StorageClass changes new volumes only. A retained volume has to be deleted by hand.',
  };
}

/** What deletes the claim without anybody meaning to. */
function deletedBy(claim: ClaimObject, workload: Workload): Reason[] {
  const { claimRetention, fixRoot } = workload;
  const deleting = [
    claimRetention?.whenDeleted === 'Delete' && 'with the StatefulSet',
    claimRetention?.whenScaled === 'Delete' && 'when it is scaled down',
  ].filter(Boolean);
  const pruned = Object.keys(claim.annotations).includes(
    'argocd.argoproj.io/tracking-id',
  );
  const kept = claim.annotations['helm.sh/resource-policy'] === 'keep';
  const helm = claim.annotations['meta.helm.sh/release-name'];
  return [
    ...(deleting.length > 0
      ? [
          {
            code: 'claim-deleted-automatically',
            message: `Its claims are deleted ${deleting.join(' and ')}.`,
            field: 'spec.persistentVolumeClaimRetentionPolicy',
          },
        ]
      : []),
    ...(pruned
      ? [
          {
            code: 'claim-pruned',
            message: `Argo CD deletes the claim where it prunes (${fixRoot.title}).`,
          },
        ]
      : []),
    ...(helm && !kept
      ? [
          {
            code: 'claim-uninstalled',
            message: `The claim goes with the Helm release ${helm}: it is not annotated helm.sh/resource-policy: keep.`,
          },
        ]
      : []),
  ];
}

type Endangered = Extract<ClaimBackup, { state: 'configured' | 'none' }>;

function danger(
  { claim, volume }: Held,
  backup: Endangered,
): readonly Reason[] {
  const configured = backup.state === 'configured' ? backup : undefined;
  return [
    {
      code: configured ? 'delete-with-backup-configured' : 'delete-no-backup',
      message: `Deleting the claim ${claim.name} deletes its data: volume ${
        volume.name
      } has the reclaim policy ${volume.reclaimPolicy ?? 'Delete'}, and ${
        configured
          ? 'a backup is configured but not known to be good'
          : 'no backup of the data is known'
      }.`,
      field: 'spec.persistentVolumeReclaimPolicy',
    },
    ...(configured?.reasons ?? []),
  ];
}

/** One finding, however many replicas have a claim of their own. */
function destroys(
  endangered: readonly { held: Held; backup: Endangered }[],
  workload: Workload,
): Occurrence {
  const lost = endangered.filter(({ backup }) => backup.state === 'none');
  const shown = lost.length > 0 ? lost : endangered;
  const more = shown.length - TOLD;
  return {
    state: lost.length > 0 ? 'fail' : 'warn',
    reasons: [
      ...shown
        .slice(0, TOLD)
        .flatMap(({ held, backup }) => danger(held, backup)),
      ...(more > 0
        ? [{ code: 'more-claims', message: `So do ${more} more claims.` }]
        : []),
      ...deletedBy(shown[0].held.claim, workload),
    ],
    remediation: retain(endangered.map(({ held }) => held.volume)),
  };
}

function volumeOf(
  claim: ClaimObject,
  { persistentVolumes }: Seen,
): VolumeObject | undefined {
  return persistentVolumes.find(
    volume =>
      volume.name === claim.volumeName ||
      (volume.claim?.namespace === claim.namespace &&
        volume.claim?.name === claim.name),
  );
}

export function judgeReclaimPolicy(
  { workload, environment }: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  if (environment !== 'prod') {
    return na('not-production', `It runs in ${environment}.`);
  }
  const claims = claimsWithData(workload, inventory);
  if (claims.length === 0) {
    return na('no-data', 'It keeps no data in volume claims.');
  }
  const bound = claims.flatMap(claim => {
    const volume = volumeOf(claim, inventory);
    return volume ? [{ claim, volume }] : [];
  });
  const stray = claims.find(
    claim =>
      claim.volumeName && !bound.some(({ claim: known }) => known === claim),
  );
  if (stray) {
    return undecidable(
      'persistentVolumes.spec',
      `The volume ${stray.volumeName} of ${stray.name} is not among the PersistentVolumes.`,
    );
  }
  if (bound.length === 0) {
    return na('not-bound', 'None of its claims is bound to a volume yet.');
  }
  const judged = bound
    .filter(({ volume }) => volume.reclaimPolicy !== 'Retain')
    .map(held => ({
      held,
      backup: backupOfClaim(held.claim, workload, inventory, context),
    }));
  const endangered = judged.flatMap(({ held, backup }) =>
    backup.state === 'none' || backup.state === 'configured'
      ? [{ held, backup }]
      : [],
  );
  const lost = endangered.some(({ backup }) => backup.state === 'none');
  for (const { backup } of judged) {
    if (!lost && backup.state === 'doubtful') {
      return undecidable(backup.doubt.field, backup.doubt.message);
    }
  }
  return found(
    endangered.length > 0 ? [destroys(endangered, workload)] : [],
    judged.length > 0
      ? {
          code: 'delete-with-good-backup',
          message: `Deleting a claim deletes its data (${judged
            .map(({ held }) => held.volume.name)
            .join(', ')}), and a good backup of it is within the objective.`,
        }
      : {
          code: 'retained',
          message: `The reclaim policy of ${bound
            .map(({ volume }) => volume.name)
            .join(', ')} is Retain.`,
        },
  );
}

export const reclaimPolicy = defineCheck({
  id: 'rec-reclaim-policy',
  title: 'Deleting a claim does not destroy production data',
  dimension: 'recovery',
  control: 'R1',
  scope: { types: ['workload'], classes: ['stateful'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'reclaim-policy',
  gate: 'used',
  reads,
  texts: {
    why: 'With the reclaim policy Delete, one `kubectl delete pvc`, or a pruning sync, destroys the disk. It is the default of dynamic provisioning.',
    rules: {
      pass: 'The volume of every claim has the reclaim policy Retain, or Delete with a backup of its data that rec-backup-recent would call good.',
      warn: 'Delete, and a backup is configured but not known to be good.',
      fail: 'Delete, and no backup of the data.',
      na: 'Not production; no claims, none bound, or all annotated `readiness.io/data: ephemeral`.',
      unknown:
        'Volumes or claims cannot be read; the policy is Delete and whether a backup holds the data cannot be told.',
    },
    traps: [
      "The volume's own field decides, not the StorageClass: changing the class does not change volumes that exist.",
      'Argo CD and Flux prune the claim first; the policy of the volume decides what happens then.',
      'A StatefulSet may delete its claims itself (persistentVolumeClaimRetentionPolicy).',
    ],
    fix: '`kubectl patch pv <name> -p \'{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}\'`',
    references: [
      'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
    ],
  },
  judge: judgeReclaimPolicy,
});
