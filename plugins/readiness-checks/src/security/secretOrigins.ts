import {
  globMatch,
  isUnreadable,
  optionalList,
  type Inventory,
  type JudgeContext,
  type KeysOf,
  type ObjectMeta,
  type SecretSourceObject,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { operatorSecrets, type OperatorSecrets } from './operatorSecrets';

/** Managers that make Secrets from a store with rotation and revocation. */
const MANAGERS = [
  ['externalSecrets', 'ExternalSecret'],
  ['secretProviderClasses', 'SecretProviderClass'],
  ['vaultStaticSecrets', 'VaultStaticSecret'],
  ['vaultDynamicSecrets', 'VaultDynamicSecret'],
  ['vaultPkiSecrets', 'VaultPKISecret'],
  ['onePasswordItems', 'OnePasswordItem'],
  ['dopplerSecrets', 'DopplerSecret'],
  ['infisicalSecrets', 'InfisicalSecret'],
  ['azureKeyVaultSecrets', 'AzureKeyVaultSecret'],
  ['certificates', 'Certificate'],
] as const;

/** What tells where a Secret comes from; Secrets themselves are never read. */
export const originReads = [
  optionalList('externalSecrets'),
  optionalList('secretProviderClasses'),
  optionalList('vaultStaticSecrets'),
  optionalList('vaultDynamicSecrets'),
  optionalList('vaultPkiSecrets'),
  optionalList('onePasswordItems'),
  optionalList('dopplerSecrets'),
  optionalList('infisicalSecrets'),
  optionalList('azureKeyVaultSecrets'),
  optionalList('certificates'),
  optionalList('sealedSecrets'),
  optionalList('kustomizations'),
  optionalList('kafkaUsers'),
  optionalList('postgresClusters'),
] as const;

export type OriginKey = KeysOf<typeof originReads>;
type Sources = Pick<Inventory, OriginKey | 'workloads'>;

/** Where a Secret comes from, as far as names tell. */
export type SecretOrigin =
  | { type: 'managed'; by: string }
  /** An operator made it, for what it operates. */
  | { type: 'generated'; by: string }
  /** Encrypted in Git: nobody rotates or revokes it in one place. */
  | { type: 'sealed'; by: string }
  | { type: 'unknown' };

/** Suffixes of what CNPG makes for a cluster. */
const CNPG = ['app', 'superuser', 'ca', 'server', 'replication'];

const title = (kind: string, { namespace, name }: ObjectMeta) =>
  `${kind} ${namespace}/${name}`;

/** A Secret that a controller copies into other namespaces, by the same name. */
interface Copied {
  secret: string;
  /** Glob. */
  into: string;
  origin: SecretOrigin;
}

interface Known {
  made: ReadonlyMap<string, SecretOrigin>;
  copied: readonly Copied[];
}

const keyOf = (namespace: string | undefined, secret: string) =>
  `${namespace}/${secret}`;

/** Origins by the names of Secrets, the strongest of several for one name. */
function origins(sources: Sources): Known {
  const known = new Map<string, SecretOrigin>();
  const copied: Copied[] = [];
  const offer = (
    namespace: string | undefined,
    secret: string,
    origin: SecretOrigin,
  ) => {
    const key = keyOf(namespace, secret);
    if (!known.has(key)) known.set(key, origin);
  };
  const offerAll = (
    type: 'managed' | 'generated' | 'sealed',
    kind: string,
    objects: readonly SecretSourceObject[],
  ) => {
    for (const object of objects) {
      const by = title(kind, object);
      for (const secret of object.owns ? object.secrets : []) {
        offer(object.target ?? object.namespace, secret, { type, by });
        for (const into of object.copiedTo ?? []) {
          const origin = { type, by: `a copy of what ${by} makes` };
          copied.push({ secret, into, origin });
        }
      }
    }
  };
  for (const [key, kind] of MANAGERS) offerAll('managed', kind, sources[key]);
  offerAll('generated', 'KafkaUser', sources.kafkaUsers);
  for (const cluster of sources.postgresClusters) {
    const by = title('Cluster', cluster);
    for (const suffix of CNPG) {
      const secret = `${cluster.name}-${suffix}`;
      offer(cluster.namespace, secret, { type: 'generated', by });
    }
  }
  offerAll('sealed', 'SealedSecret', sources.sealedSecrets);
  for (const object of sources.kustomizations) {
    const by = `${title('Kustomization', object)} (SOPS)`;
    for (const entry of object.decrypts ? object.inventory : []) {
      if (entry.kind === 'Secret' && entry.group === '') {
        offer(entry.namespace, entry.name, { type: 'sealed', by });
      }
    }
  }
  return { made: known, copied };
}

const prepared = new WeakMap<
  Sources['workloads'],
  { sources: Sources; known: Known; operators: OperatorSecrets }
>();

const KEYS = [
  'workloads' as const,
  ...originReads.map(({ provides }) => provides),
];

/** The same for every workload of a scan, so it is made once. */
function prepare(sources: Sources) {
  const held = prepared.get(sources.workloads);
  if (held && KEYS.every(key => held.sources[key] === sources[key])) {
    return held;
  }
  const made = {
    sources,
    known: origins(sources),
    operators: operatorSecrets(sources.workloads),
  };
  prepared.set(sources.workloads, made);
  return made;
}

/** Where a Secret comes from, by the objects that make Secrets of this name. */
export function originOf(
  namespace: string,
  secret: string,
  sources: Sources,
): SecretOrigin {
  const { known, operators } = prepare(sources);
  const held =
    known.made.get(keyOf(namespace, secret)) ??
    known.copied.find(
      copy => copy.secret === secret && globMatch(copy.into, namespace),
    )?.origin;
  if (held && held.type !== 'sealed') return held;
  const by = operators.madeBy(namespace, secret);
  return by ? { type: 'generated', by } : held ?? { type: 'unknown' };
}

/** A Secret that a workload names. */
export interface SecretReference {
  secret: string;
  via: 'env' | 'envFrom' | 'volume' | 'imagePullSecret';
  container?: string;
  variable?: string;
}

/**
 * The Secrets that the template of a workload names. An optional one may not
 * exist at all, so it is left out where nothing makes it.
 */
export function secretReferences(
  workload: Workload,
  sources: Sources,
): readonly SecretReference[] {
  const { template, namespace } = workload;
  if (!template) return [];
  const exists = (secret: string, optional: boolean) =>
    !optional || originOf(namespace, secret, sources).type !== 'unknown';
  return [
    ...template.containers.flatMap(({ name, role, secretEnv }) =>
      role === 'ephemeral'
        ? []
        : secretEnv
            .filter(({ secret, optional }) => exists(secret, optional))
            .map(({ secret, via, variable }) => ({
              secret,
              via,
              container: name,
              variable,
            })),
    ),
    ...template.volumes.flatMap(({ secrets }) =>
      secrets
        .filter(({ name, optional }) => exists(name, optional))
        .map(({ name }) => ({ secret: name, via: 'volume' as const })),
    ),
    ...template.imagePullSecrets.map(secret => ({
      secret,
      via: 'imagePullSecret' as const,
    })),
  ];
}

/** Whether the template of a workload names a Secret, optional or not. */
export const namesSecret = (
  { template }: Pick<Workload, 'template'>,
  secret: string,
): boolean =>
  template !== undefined &&
  (template.containers.some(({ secretEnv }) =>
    secretEnv.some(one => one.secret === secret),
  ) ||
    template.volumes.some(({ secrets }) =>
      secrets.some(({ name }) => name === secret),
    ) ||
    template.imagePullSecrets.includes(secret));

const VAULT_AGENT = 'vault.hashicorp.com/agent-inject';

/** Whether a manager mounts values without a Secret in between. */
export const isMountedByManager = ({ template, live }: Workload): boolean =>
  (template?.volumes ?? []).some(
    ({ secretProviderClass }) => secretProviderClass !== undefined,
  ) ||
  template?.annotations[VAULT_AGENT] === 'true' ||
  Object.hasOwn(template?.annotations ?? {}, `${VAULT_AGENT}-status`) ||
  live.injected.some(({ injector }) => injector === 'vault');

/** A manager whose objects could not be read: whatever it makes is not known. */
export function unreadOrigin(
  context: Pick<JudgeContext<OriginKey>, 'source'>,
): OriginKey | undefined {
  return originReads
    .map(({ provides }) => provides)
    .find(key => isUnreadable(context.source(key).state));
}
