import {
  defineCheck,
  found,
  isUnreadable,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type KeysOf,
  type Occurrence,
  type Remediation,
  type SecretStoreObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { toYaml } from '../toYaml';
import {
  isMountedByManager,
  originReads,
  secretReferences,
} from './secretOrigins';

/** The ways of managers to their stores. */
const STORES = [
  ['secretStores', 'SecretStore'],
  ['clusterSecretStores', 'ClusterSecretStore'],
  ['vaultConnections', 'VaultConnection'],
  ['vaultAuths', 'VaultAuth'],
] as const;

const reads = [
  ...workloads(),
  ...originReads,
  optionalList('secretStores'),
  optionalList('clusterSecretStores'),
  optionalList('vaultConnections'),
  optionalList('vaultAuths'),
  optionalList('mutatingWebhookConfigurations'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;

/** Managers that sign in to their store by the objects that they sync. */
const SYNCING = [
  ['onePasswordItems', '1Password'],
  ['dopplerSecrets', 'Doppler'],
  ['infisicalSecrets', 'Infisical'],
  ['azureKeyVaultSecrets', 'akv2k8s'],
] as const;

interface Store {
  title: string;
  ready?: boolean;
}

const storeTitle = (kind: string, { namespace, name }: SecretStoreObject) =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

const storesOf = (inventory: Seen): readonly Store[] =>
  STORES.flatMap(([key, kind]) =>
    inventory[key].map(object => ({
      title: storeTitle(kind, object),
      ready: object.ready,
    })),
  );

const CSI_DRIVER = /csi-secrets-store\/driver|secrets-store-csi-driver/;

function mountsSecrets({ workloads: all, secretProviderClasses }: Seen) {
  return (
    secretProviderClasses.length > 0 &&
    all.some(
      ({ kind, template, live }) =>
        kind === 'DaemonSet' &&
        live.ready > 0 &&
        template?.containers.some(({ image = '' }) => CSI_DRIVER.test(image)),
    )
  );
}

const injects = ({ mutatingWebhookConfigurations }: Seen) =>
  mutatingWebhookConfigurations.some(
    ({ name, webhooks }) =>
      name.includes('vault-agent-injector') &&
      webhooks.some(({ caBundle }) => caBundle),
  );

/** Managers that are seen to work, beside those with stores. */
const withoutStores = (inventory: Seen): readonly string[] => [
  ...(mountsSecrets(inventory) ? ['the Secrets Store CSI driver'] : []),
  ...(injects(inventory) ? ['the agent injector of Vault'] : []),
  ...SYNCING.flatMap(([key, name]) =>
    inventory[key].some(({ ready }) => ready !== false) ? [name] : [],
  ),
];

function install(): Remediation {
  return {
    summary:
      'Install External Secrets and give it a store that it signs in to by workload identity.',
    type: 'manifest',
    target: {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      name: 'main',
    },
    content: toYaml({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: 'main' },
      spec: {
        provider: {
          vault: {
            server: 'https://vault.example.com',
            path: 'kv',
            version: 'v2',
            auth: {
              kubernetes: {
                mountPath: 'kubernetes',
                role: 'external-secrets',
                serviceAccountRef: {
                  name: 'external-secrets',
                  namespace: 'external-secrets',
                },
              },
            },
          },
        },
      },
    }),
    note: 'First helm install external-secrets external-secrets/external-secrets -n external-secrets --create-namespace. Name the store that you have: AWS, Google, Azure and others sign in by workload identity, with no key to keep.',
  };
}

function storeOccurrence({ title, ready }: Store): Occurrence {
  const [kind, where] = title.split(' ');
  const [namespace, name] = where.includes('/')
    ? where.split('/')
    : [undefined, where];
  return {
    state: 'warn',
    severity: 'medium',
    discriminator: title,
    reasons: [
      {
        code: 'store-not-ready',
        message: `${title} ${
          ready === undefined
            ? 'was never looked at by its operator'
            : 'cannot be reached or does not let it in'
        }: what comes from there grows old.`,
        field: title,
      },
    ],
    remediation: {
      summary: `Find out why ${title} is not ready.`,
      type: 'command',
      content: `kubectl describe ${kind.toLowerCase()} ${name}${
        namespace === undefined ? '' : ` -n ${namespace}`
      }`,
      note: 'The condition says whether the address, the sign-in or the rights in the store are wrong.',
    },
  };
}

/** What comes encrypted from Git, by what unseals it. */
const sealedBy = ({
  sealedSecrets,
  kustomizations,
}: Seen): readonly string[] => [
  ...(sealedSecrets.length > 0 ? ['Sealed Secrets'] : []),
  ...(kustomizations.some(({ decrypts }) => decrypts) ? ['SOPS'] : []),
];

function missing(inventory: Seen): Occurrence {
  const sealed = sealedBy(inventory);
  const remediation = install();
  return sealed.length > 0
    ? {
        state: 'warn',
        severity: 'medium',
        reasons: [
          {
            code: 'only-sealed',
            message: `Secrets come encrypted from Git (${sealed.join(
              ', ',
            )}): nothing rotates or revokes them in one place.`,
          },
        ],
        remediation,
      }
    : {
        state: 'fail',
        reasons: [
          {
            code: 'no-manager',
            message:
              'No secret manager is installed and signed in to a store: Secrets are written by hand or rendered by charts.',
          },
        ],
        remediation,
      };
}

const usesSecrets = (inventory: Seen, context: Context) =>
  inventory.workloads.some(
    workload =>
      context.namespaceClass(workload.namespace) !== 'system' &&
      (isMountedByManager(workload) ||
        secretReferences(workload, inventory).length > 0),
  );

const unreadManager = (context: Context) =>
  reads
    .map(({ provides }) => provides)
    .find(
      key => key !== 'workloads' && isUnreadable(context.source(key).state),
    );

/** `sec-secret-manager-present` (`catalogue/20` S4). */
export const secretManagerPresent = defineCheck({
  id: 'sec-secret-manager-present',
  title: 'A secret manager is installed and signed in',
  dimension: 'security',
  control: 'S4',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'L',
  fixKey: 'secret-manager-install',
  gate: 'configured',
  reads,
  texts: {
    why: 'Without a manager nobody knows who has a copy of which password, and none is ever changed. Every other rule about secrets needs one.',
    rules: {
      pass: 'At least one manager is there, and all its stores are ready: External Secrets, the Vault operator or injector, the Secrets Store CSI driver, 1Password, Doppler, Infisical, Azure Key Vault.',
      warn: 'A store is not ready; or Secrets come encrypted from Git only (Sealed Secrets, SOPS).',
      fail: 'None.',
      na: 'No workload names a Secret.',
      unknown:
        'No manager is seen, and the objects of one cannot be read; or a store may not be ready and cannot be read.',
    },
    traps: [
      'An operator without a store is not signed in to anything; whether workloads use it is the matter of sec-secret-sourced.',
      'Sealed Secrets and SOPS encrypt the delivery: nothing is rotated or revoked in one place, and their key is part of every recovery.',
      'Programs that fetch secrets themselves with the identity of their cloud name no Secret: they do not show here.',
      'cert-manager renews certificates and manages no other secrets.',
    ],
    fix: 'External Secrets with a ClusterSecretStore that signs in by workload identity.',
    references: [
      'https://external-secrets.io/latest/api/externalsecret/',
      'https://secrets-store-csi-driver.sigs.k8s.io/',
      'https://developer.hashicorp.com/vault/docs/platform/k8s/vso',
    ],
  },
  judge(_subject, inventory, context) {
    const stores = storesOf(inventory);
    const others = withoutStores(inventory);
    const open = stores.filter(({ ready }) => ready !== true);
    const unread = unreadManager(context);
    if (open.length > 0) return found(open.map(storeOccurrence));
    if (stores.length === 0 && others.length === 0) {
      if (!usesSecrets(inventory, context)) {
        return na('no-secrets', 'No workload names a Secret.');
      }
      return unread ? undecidable(unread) : found([missing(inventory)]);
    }
    const unseen = STORES.map(([key]) => key).find(key =>
      isUnreadable(context.source(key).state),
    );
    if (unseen) {
      return undecidable(unseen, 'A store may be there that is not ready.');
    }
    return pass({
      code: 'manager-present',
      message: `Signed in: ${[
        ...stores.map(({ title }) => title),
        ...others,
      ].join(', ')}.`,
    });
  },
});
