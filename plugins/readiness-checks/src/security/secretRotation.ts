import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  defineCheck,
  evidence,
  found,
  isUnreadable,
  na,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type Occurrence,
  type Remediation,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { newestProof } from '../recordedProof';
import {
  isMountedByManager,
  originReads,
  secretReferences,
  unreadOrigin,
  type SecretReference,
} from './secretOrigins';

const ID = 'sec-secret-rotation-proven';
const DAY = 86_400_000;
/** What was not changed for so long was not changed at all. */
const NEVER_DAYS = 365;

const reads = [...workloads(), ...originReads, evidence('rotation')] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;
type Subject = JudgedSubjects['entity'];

/** What is made anew by itself, before anybody has to think of it. */
const SHORT_LIVED = [
  'vaultDynamicSecrets',
  'vaultPkiSecrets',
  'certificates',
] as const;

/** What keeps the value that a person has to change in the store. */
const LASTING = [
  'externalSecrets',
  'secretProviderClasses',
  'vaultStaticSecrets',
  'onePasswordItems',
  'dopplerSecrets',
  'infisicalSecrets',
  'azureKeyVaultSecrets',
  'sealedSecrets',
] as const;

const namesOf = (
  inventory: Seen,
  keys: readonly (typeof SHORT_LIVED | typeof LASTING)[number][],
) =>
  keys.flatMap(key =>
    inventory[key].flatMap(({ secrets, target, namespace, createdAt }) =>
      secrets.map(secret => ({
        id: `${target ?? namespace}/${secret}`,
        createdAt,
      })),
    ),
  );

interface Use extends SecretReference {
  workload: Workload;
}

/** The credentials that last until somebody changes them. */
function lastingUses(
  { workloads: own }: Subject,
  inventory: Seen,
): readonly Use[] {
  const shortLived = new Set(
    namesOf(inventory, SHORT_LIVED).map(({ id }) => id),
  );
  return own.flatMap(workload =>
    secretReferences(workload, inventory)
      .filter(
        ({ secret, via }) =>
          via !== 'imagePullSecret' &&
          !shortLived.has(`${workload.namespace}/${secret}`),
      )
      .map(reference => ({ ...reference, workload })),
  );
}

/** The newest restart that a change of one of these Secrets caused, and that went well. */
function newestReload(uses: readonly Use[]): number | undefined {
  const times = uses.flatMap(({ workload, secret }) => {
    const { template, live } = workload;
    const isUp = live.pods > 0 && live.ready === live.pods;
    return isUp
      ? (template?.reloads ?? [])
          .filter(reload => (reload.secret ?? secret) === secret)
          .map(({ at }) => at)
      : [];
  });
  return times.length > 0 ? Math.max(...times) : undefined;
}

function drill(uses: readonly Use[]): Remediation {
  const [use] = uses;
  const name = use ? `Secret ${use.secret}` : 'one credential';
  return {
    summary: `Rotate ${name} and see that it arrives.`,
    type: 'steps',
    content: [
      `1. Make a new value for ${name} in its store, and let both be valid.`,
      '2. Let it synchronise, restart what reads it as environment or subPath, and wait until all pods are ready.',
      '3. Take the old value back; watch for errors.',
      '4. Record the rotation with its result and an artefact.',
      '',
    ].join('\n'),
    note: 'A file in a volume is refreshed by itself; a variable and a subPath never are. Reloader, or rolloutRestartTargets of the Vault operator, restart what has to be.',
  };
}

/** Pods that started before the rotation and hold the value as a variable. */
function oldValues(
  uses: readonly Use[],
  rotatedAt: number,
): readonly Occurrence[] {
  const stuck = new Map<string, Use>();
  for (const use of uses) {
    const { live, liveKnown, kind, namespace, name } = use.workload;
    const { oldestStart } = live;
    const isVariable = use.via === 'env' || use.via === 'envFrom';
    if (
      isVariable &&
      liveKnown &&
      oldestStart !== undefined &&
      oldestStart < rotatedAt
    ) {
      stuck.set(`${namespace}/${kind}/${name}`, use);
    }
  }
  return [...stuck].sort().map(([id, use]): Occurrence => {
    const { kind, namespace, name } = use.workload;
    return {
      state: 'warn',
      discriminator: id,
      reasons: [
        {
          code: 'old-value',
          message: `${kind} ${namespace}/${name} has Secret ${use.secret} as a variable and pods that started before the rotation: they still use the old value.`,
        },
      ],
      remediation: {
        summary: `Restart ${name}, and let changes do so from now on.`,
        type: 'command',
        content: `kubectl rollout restart ${kind.toLowerCase()} ${name} -n ${namespace}`,
        note: 'A file in a volume needs no restart. Otherwise annotate the workload with reloader.stakater.com/auto: "true", or name it in rolloutRestartTargets.',
      },
    };
  });
}

/** Since when the oldest of what keeps these values has been there. */
function oldestKeeper(
  uses: readonly Use[],
  inventory: Seen,
): number | undefined {
  const used = new Set(
    uses.map(({ workload, secret }) => `${workload.namespace}/${secret}`),
  );
  const times = namesOf(inventory, LASTING)
    .filter(({ id }) => used.has(id))
    .flatMap(({ createdAt }) => createdAt ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

const fails = (
  code: string,
  message: string,
  uses: readonly Use[],
): Judgement =>
  found([
    { state: 'fail', reasons: [{ code, message }], remediation: drill(uses) },
  ]);

const inDays = (ms: number) => `${Math.floor(ms / DAY)} days`;

function judgeRotation(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  if (subject.tier > 2) {
    return na('tier', 'Asked of services of tier 1 and 2.');
  }
  const uses = lastingUses(subject, inventory);
  const mounted = subject.workloads.some(isMountedByManager);
  if (uses.length === 0 && !mounted) {
    return na(
      'nothing-lasting',
      'It names no Secret whose value lasts until somebody changes it.',
    );
  }
  const { now } = context;
  const validDays = context.threshold('secret.rotationDays');
  const proof = newestProof(inventory.evidence, {
    check: ID,
    subject: subjectKey(subject.subject),
    validDays,
    now,
  });
  const reload = newestReload(uses);
  const isSeen = reload !== undefined && reload >= (proof?.at ?? 0);
  if (proof?.state === 'failed' && !isSeen) {
    return fails(
      'rotation-failed',
      `The rotation ${proof.age} ago failed, and none since has succeeded.`,
      uses,
    );
  }
  const at = isSeen ? reload : proof?.at;
  if (at === undefined) {
    const unread = unreadOrigin(context);
    if (isUnreadable(context.source('evidence').state)) {
      return undecidable('evidence');
    }
    if (unread) return undecidable(unread);
    const since = oldestKeeper(uses, inventory);
    return since !== undefined && now - since > NEVER_DAYS * DAY
      ? fails(
          'never-rotated',
          `Its secrets are kept for ${inDays(
            now - since,
          )}, and no rotation is recorded or seen.`,
          uses,
        )
      : undecidable('rotation', 'No rotation is recorded or seen.');
  }
  const age = now - at;
  if (age > NEVER_DAYS * DAY) {
    return fails('long-ago', `The last rotation was ${inDays(age)} ago.`, uses);
  }
  const stuck = isSeen ? [] : oldValues(uses, at);
  if (age <= validDays * DAY) {
    return found(stuck, {
      code: 'rotated',
      message: `A rotation reached it ${inDays(age)} ago, as ${
        isSeen ? 'its restart shows' : 'is recorded'
      }.`,
    });
  }
  if (stuck.length > 0) return found(stuck);
  return undecidable(
    'rotation',
    `The last rotation was ${inDays(
      age,
    )} ago: what was changed since does not show.`,
  );
}

/** `sec-secret-rotation-proven` (`catalogue/20` S4). */
export const secretRotationProven = defineCheck({
  id: ID,
  title: 'A rotation has reached the workload',
  dimension: 'security',
  control: 'S4',
  scope: { types: ['entity'] },
  severity: 'medium',
  stage: 'proven',
  effort: 'M',
  fixKey: 'secret-rotation',
  gate: 'proven',
  reads,
  texts: {
    why: 'The first rotation of a password should not be the one after a leak. What was never changed has somewhere that breaks when it is.',
    rules: {
      pass: 'A rotation within `secret.rotationDays` (90) is recorded, or a restart that a changed Secret caused is seen and all pods are ready.',
      warn: 'A rotation is recorded, and pods that have the Secret as a variable started before it: they use the old value.',
      fail: 'No rotation for 365 days, or the newest one failed.',
      na: 'Tier 3; or no Secret that lasts: credentials that Vault makes for each use and certificates are made anew by themselves.',
      unknown:
        'The last rotation was 90 to 365 days ago, or none is known and its secrets are not kept that long; or the evidence or the objects of a manager cannot be read.',
    },
    traps: [
      'A variable never changes in a running pod, and a subPath never refreshes: a new version in the store is no rotation of the workload.',
      'refreshTime of an ExternalSecret moves at every synchronisation, whether the value changed or not: it proves nothing here.',
      'Reloader and the Vault operator write on the template what made them restart it; of Reloader only the strategy `annotations` and newer versions do.',
      'A Secret that only pulls images is not counted.',
    ],
    fix: 'Rotate one credential each quarter as a drill, and record it.',
    references: [
      'https://secrets-store-csi-driver.sigs.k8s.io/',
      'https://developer.hashicorp.com/vault/docs/platform/k8s/vso',
    ],
  },
  judge: judgeRotation,
});
