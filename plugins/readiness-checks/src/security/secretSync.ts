import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  defineCheck,
  found,
  isUnreadable,
  na,
  optionalList,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type Occurrence,
  type SecretSourceObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { goDuration } from '../goDuration';
import { shellWord } from '../shellWord';
import { namesSecret, originReads } from './secretOrigins';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What External Secrets takes where the object says nothing. */
const DEFAULT_INTERVAL = '1h';

/** Kinds that keep a Secret like its store, by the resource of kubectl. */
const SYNCED = [
  ['externalSecrets', 'ExternalSecret', 'externalsecret'],
  ['vaultStaticSecrets', 'VaultStaticSecret', 'vaultstaticsecret'],
  ['vaultDynamicSecrets', 'VaultDynamicSecret', 'vaultdynamicsecret'],
  ['vaultPkiSecrets', 'VaultPKISecret', 'vaultpkisecret'],
  ['onePasswordItems', 'OnePasswordItem', 'onepassworditem'],
  ['dopplerSecrets', 'DopplerSecret', 'dopplersecret'],
  ['infisicalSecrets', 'InfisicalSecret', 'infisicalsecret'],
  ['azureKeyVaultSecrets', 'AzureKeyVaultSecret', 'azurekeyvaultsecret'],
  ['sealedSecrets', 'SealedSecret', 'sealedsecret'],
] as const;

const reads = [
  ...workloads(),
  ...originReads,
  optionalList('secretMounts'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;
type Subject = JudgedSubjects['entity'] | JudgedSubjects['cluster'];

interface Synced {
  key: (typeof SYNCED)[number][0];
  kind: string;
  resource: string;
  object: SecretSourceObject;
}

const title = ({ kind, object }: Synced) =>
  `${kind} ${object.namespace}/${object.name}`;

function minutes(ms: number): string {
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} minutes`;
  return ms < 48 * HOUR
    ? `${Math.round(ms / HOUR)} hours`
    : `${Math.floor(ms / (24 * HOUR))} days`;
}

const occurrence = (
  synced: Synced,
  state: Occurrence['state'],
  code: string,
  message: string,
  fix: { summary: string; content?: string; note: string },
): Occurrence => {
  const { object, resource } = synced;
  const place = `${shellWord(object.name)} -n ${shellWord(
    object.namespace ?? '',
  )}`;
  return {
    state,
    ...(state === 'warn' && { severity: 'medium' }),
    discriminator: title(synced),
    reasons: [{ code, message, field: title(synced) }],
    remediation: {
      summary: fix.summary,
      type: 'command',
      content: fix.content ?? `kubectl describe ${resource} ${place}`,
      note: fix.note,
    },
  };
};

const LOOK =
  'The condition says what is wrong: the sign-in to the store, the name of the entry, or the rights on it. The store itself has a condition as well.';

const patchInterval = ({ object }: Synced) =>
  `kubectl patch externalsecret ${shellWord(object.name)} -n ${shellWord(
    object.namespace ?? '',
  )} --type=merge -p '{"spec":{"refreshPolicy":"Periodic","refreshInterval":"1h"}}'`;

/** What its operator says of it, or does not. */
function notReady(synced: Synced, now: number): Occurrence | undefined {
  const { object, key } = synced;
  const { ready, readySince, createdAt } = object;
  if (ready === false && now - (readySince ?? createdAt ?? 0) > HOUR) {
    return occurrence(
      synced,
      'fail',
      'not-synced',
      `${title(synced)} is not ready${
        readySince === undefined ? '' : `, for ${minutes(now - readySince)} now`
      }: the Secret keeps its last value, or is not there.`,
      { summary: `Let ${title(synced)} synchronise again.`, note: LOOK },
    );
  }
  // Others have said nothing in versions that are still about.
  if (
    key === 'externalSecrets' &&
    ready === undefined &&
    createdAt !== undefined &&
    now - createdAt > HOUR
  ) {
    return occurrence(
      synced,
      'fail',
      'never-synced',
      `${title(synced)} was never synchronised: no operator looks at it.`,
      { summary: `Let an operator look at ${title(synced)}.`, note: LOOK },
    );
  }
  return undefined;
}

/** Ready says how the last attempt ended, the time when that was. */
function stale(synced: Synced, now: number): Occurrence | undefined {
  const { object, key } = synced;
  if (key !== 'externalSecrets') return undefined;
  const { refreshPolicy, refreshInterval, refreshedAt } = object;
  if (refreshPolicy === 'OnChange') return undefined;
  const interval = refreshInterval ?? DEFAULT_INTERVAL;
  const length = goDuration(interval);
  if (refreshPolicy === 'CreatedOnce' || length === undefined) {
    return occurrence(
      synced,
      'warn',
      'frozen',
      `${title(synced)} took its value once (${
        refreshPolicy === 'CreatedOnce'
          ? 'refreshPolicy CreatedOnce'
          : `refreshInterval ${interval}`
      }): a rotation in the store never arrives.`,
      {
        summary: `Let ${title(synced)} look at its store every hour.`,
        content: patchInterval(synced),
        note: 'Change the manifest where it is delivered from Git or a chart.',
      },
    );
  }
  const due = 2 * length + 10 * MINUTE;
  if (refreshedAt === undefined || now - refreshedAt <= due) return undefined;
  return occurrence(
    synced,
    'fail',
    'overdue',
    `${title(synced)} says that it is ready, but was refreshed ${minutes(
      now - refreshedAt,
    )} ago and should be every ${interval}.`,
    {
      summary: `Find out why ${title(synced)} is not refreshed.`,
      note: `Either the operator does not run, or it no longer comes to this object. ${LOOK}`,
    },
  );
}

const isInterval = (text: string) =>
  text === '0' || /^0(s|m|h|ms)$/.test(text) || goDuration(text) !== undefined;

/** An interval that is none: what follows from it cannot be told. */
const malformed = (all: readonly Synced[]) =>
  all.find(
    ({ object: { refreshInterval } }) =>
      refreshInterval !== undefined && !isInterval(refreshInterval),
  );

/** Mounts of the CSI driver that a pod waits for. */
function unmounted(
  inventory: Seen,
  uses: (namespace: string | undefined, className: string) => boolean,
): readonly Occurrence[] {
  const waiting = inventory.secretMounts.filter(
    ({ mounted, namespace, className }) =>
      !mounted && className !== undefined && uses(namespace, className),
  );
  const classes = new Map<string, number>();
  for (const { namespace, className } of waiting) {
    const name = `${namespace}/${className}`;
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  return [...classes].sort().map(([name, pods]): Occurrence => {
    const [namespace, className] = name.split('/');
    return {
      state: 'fail',
      discriminator: `SecretProviderClass ${name}`,
      reasons: [
        {
          code: 'not-mounted',
          message: `SecretProviderClass ${name} is not mounted into ${pods} ${
            pods === 1 ? 'pod' : 'pods'
          } that asked for it.`,
          field: `SecretProviderClass ${name}`,
        },
      ],
      remediation: {
        summary: `Find out why ${className} is not mounted.`,
        type: 'command',
        content: `kubectl get events -n ${shellWord(
          namespace,
        )} --field-selector reason=FailedMount`,
        note: 'The event of the pod holds what the provider of the driver answered.',
      },
    };
  });
}

const usesClass = ({ template }: Workload, className: string): boolean =>
  (template?.volumes ?? []).some(
    ({ secretProviderClass }) => secretProviderClass === className,
  );

interface Share {
  synced: readonly Synced[];
  mounts: readonly Occurrence[];
}

/** What a subject answers for: an entity for what its workloads name, the cluster for the rest. */
function shareOf(subject: Subject, inventory: Seen): Share {
  const all = SYNCED.flatMap(([key, kind, resource]) =>
    inventory[key].map(object => ({ key, kind, resource, object })),
  );
  const ofEntity =
    subject.type === 'entity'
      ? subject.workloads
      : inventory.workloads.filter(workload =>
          subject.entityWorkloads?.has(subjectKey(workload.subject)),
        );
  const used = ({ object }: Synced) =>
    ofEntity.some(
      workload =>
        workload.namespace === (object.target ?? object.namespace) &&
        object.secrets.some(secret => namesSecret(workload, secret)),
    );
  const mounted = (namespace: string | undefined, className: string) =>
    ofEntity.some(
      workload =>
        workload.namespace === namespace && usesClass(workload, className),
    );
  const isEntity = subject.type === 'entity';
  return {
    synced: all.filter(one => used(one) === isEntity),
    mounts: unmounted(
      inventory,
      (namespace, className) => mounted(namespace, className) === isEntity,
    ),
  };
}

function judgeSync(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { synced, mounts } = shareOf(subject, inventory);
  const seen = [
    ...synced.flatMap(
      one => notReady(one, context.now) ?? stale(one, context.now) ?? [],
    ),
    ...mounts,
  ].sort((one, other) =>
    (one.discriminator ?? '') < (other.discriminator ?? '') ? -1 : 1,
  );
  if (!seen.some(({ state }) => state === 'fail')) {
    const unread = [
      ...SYNCED.map(([key]) => key),
      'secretMounts' as const,
    ].find(key => isUnreadable(context.source(key).state));
    if (unread) return undecidable(unread);
    const odd = malformed(synced);
    if (odd) {
      return undecidable(
        'spec.refreshInterval',
        `refreshInterval of ${title(odd)} is no duration.`,
      );
    }
  }
  const mountsAny =
    inventory.secretMounts.length > 0 && subject.type === 'cluster';
  if (synced.length === 0 && seen.length === 0 && !mountsAny) {
    return na('nothing-synced', 'No manager keeps a Secret for it.');
  }
  return found(seen, {
    code: 'in-sync',
    message: `${synced.length} ${
      synced.length === 1 ? 'object is' : 'objects are'
    } ready and refreshed in time.`,
  });
}

/** `sec-secret-sync-healthy` (`catalogue/20` S4). */
export const secretSyncHealthy = defineCheck({
  id: 'sec-secret-sync-healthy',
  title: 'Secrets are synchronised and refreshed',
  dimension: 'security',
  control: 'S4',
  scope: { types: ['entity', 'cluster'] },
  severity: 'high',
  stage: 'used',
  effort: 'S',
  fixKey: 'secret-sync',
  gate: 'used',
  reads,
  texts: {
    why: 'A synchronisation that stopped shows at the next rotation: the store has the new password, the pods the old one.',
    rules: {
      pass: 'Every object is ready, and was refreshed within twice its interval and ten minutes. A service answers for those whose Secrets it names, the platform for the rest.',
      warn: 'An ExternalSecret takes its value once: refreshPolicy CreatedOnce, or a refreshInterval of 0.',
      fail: 'An object is not ready for more than an hour, its refresh is overdue, no operator ever looked at it; or a class of secrets is not mounted into a pod that asked for it.',
      na: 'No manager keeps a Secret for it.',
      unknown:
        'Nothing fails yet, and the objects of a manager cannot be read or an interval is no duration.',
    },
    traps: [
      'Ready stays True when the operator stops: the time of the last refresh tells.',
      'An ExternalSecret with refreshPolicy OnChange is old by design.',
      'A SealedSecret is unsealed once: only its condition counts.',
      'Objects of the Vault operator have no condition before its version 0.10.',
    ],
    fix: 'Repair the sign-in to the store; refreshInterval: 1h.',
    references: [
      'https://external-secrets.io/latest/api/externalsecret/',
      'https://developer.hashicorp.com/vault/docs/platform/k8s/vso',
    ],
  },
  judge: judgeSync,
});
