import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  podSpec,
  SHOP,
  withoutTemplate,
} from '../__fixtures__/objects';
import { secretSourced as check } from './secretSourced';

type Fields = Readonly<Record<string, unknown>>;

/** Takes one key of a Secret as environment. */
export const withKey = (secret: string, parts: Fields = {}) =>
  podSpec({
    containers: [
      container({
        env: [
          {
            name: 'DB_PASSWORD',
            valueFrom: { secretKeyRef: { name: secret, key: 'p', ...parts } },
          },
        ],
      }),
    ],
  });

export const withVolume = (secret: string, parts: Fields = {}) =>
  podSpec({
    volumes: [{ name: 'v', secret: { secretName: secret, ...parts } }],
  });

const source =
  (apiVersion: string, kind: string) =>
  (spec: Fields = {}, name = 'db', status?: Fields): Fields => ({
    apiVersion,
    kind,
    metadata: { name, namespace: SHOP },
    spec,
    ...(status && { status }),
  });

export const externalSecret = source(
  'external-secrets.io/v1',
  'ExternalSecret',
);
/** In another namespace, with what makes a controller copy it into these. */
const copiedTo = (namespaces: string): Fields => ({
  ...externalSecret({
    target: {
      template: {
        metadata: {
          annotations: {
            'replicator.v1.mittwald.de/replicate-to': namespaces,
          },
        },
      },
    },
  }),
  metadata: { name: 'db', namespace: 'vault' },
});
const sealedSecret = source('bitnami.com/v1alpha1', 'SealedSecret');
const certificate = source('cert-manager.io/v1', 'Certificate');
const vaultSecret = source(
  'secrets.hashicorp.com/v1beta1',
  'VaultStaticSecret',
);

export const secretSourcedCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes a Secret that an ExternalSecret makes',
    objects: [deployment(withKey('db')), externalSecret()],
    state: 'pass',
    codes: ['managed-secrets'],
  },
  {
    check,
    it: 'finds the Secret by its target, not by the name of the object',
    objects: [
      deployment(withKey('db-login')),
      externalSecret({ target: { name: 'db-login' } }),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'passes what Vault, cert-manager and an operator make',
    objects: [
      deployment(
        podSpec({
          volumes: [
            { name: 'a', secret: { secretName: 'api' } },
            { name: 'b', secret: { secretName: 'web-tls' } },
            { name: 'c', secret: { secretName: 'pg-app' } },
          ],
        }),
      ),
      vaultSecret({ destination: { name: 'api' } }),
      certificate({ secretName: 'web-tls' }),
      {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        metadata: { name: 'pg', namespace: SHOP },
        spec: { instances: 1 },
      },
    ],
    subject: 'app',
    state: 'pass',
  },
  {
    check,
    it: 'passes a copy of what a manager makes in another namespace',
    objects: [deployment(withKey('db')), copiedTo('sh.*')],
    state: 'pass',
  },
  {
    check,
    it: 'fails where the copies go elsewhere',
    objects: [deployment(withKey('db')), copiedTo('bank')],
    state: 'fail',
  },
  {
    check,
    it: 'passes values that are mounted without a Secret in between',
    objects: [
      deployment(
        podSpec({
          volumes: [
            {
              name: 'db',
              csi: {
                driver: 'secrets-store.csi.k8s.io',
                volumeAttributes: { secretProviderClass: 'db' },
              },
            },
          ],
        }),
      ),
    ],
    state: 'pass',
    codes: ['mounted-by-manager'],
  },
  {
    check,
    it: 'passes values that the agent of Vault brings',
    objects: [
      {
        ...deployment(),
        spec: {
          template: {
            metadata: {
              annotations: { 'vault.hashicorp.com/agent-inject': 'true' },
            },
            spec: podSpec(),
          },
        },
      },
    ],
    state: 'pass',
    codes: ['mounted-by-manager'],
  },
  {
    check,
    it: 'passes a Secret that an object in another namespace makes here',
    objects: [
      deployment(withKey('db')),
      {
        apiVersion: 'secrets.infisical.com/v1alpha1',
        kind: 'InfisicalSecret',
        metadata: { name: 'all', namespace: 'infisical' },
        spec: {
          managedKubeSecretReferences: [
            { secretName: 'db', secretNamespace: SHOP },
          ],
        },
      },
    ],
    state: 'pass',
    codes: ['managed-secrets'],
  },
  {
    check,
    it: 'passes what an operator makes for what it operates here',
    objects: [
      deployment(withKey('mq-default-user')),
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: {
          name: 'mq-server',
          namespace: SHOP,
          ownerReferences: [
            {
              apiVersion: 'rabbitmq.com/v1beta1',
              kind: 'RabbitmqCluster',
              name: 'mq',
              controller: true,
            },
          ],
        },
        spec: { template: { spec: podSpec() } },
      },
    ],
    subject: 'app',
    state: 'pass',
    codes: ['managed-secrets'],
  },
  {
    check,
    it: 'fails a Secret that nothing makes',
    objects: [deployment(withKey('db')), externalSecret({}, 'other')],
    state: 'fail',
    codes: ['secret-of-unknown-origin'],
  },
  {
    check,
    it: 'fails a Secret of that name in another namespace',
    objects: [
      deployment(withKey('db')),
      { ...externalSecret(), metadata: { name: 'db', namespace: 'other' } },
    ],
    state: 'fail',
  },
  {
    check,
    it: 'fails a Secret that an ExternalSecret only adds to',
    objects: [
      deployment(withVolume('db')),
      externalSecret({ target: { creationPolicy: 'Merge' } }),
    ],
    state: 'fail',
  },
  {
    check,
    it: 'warns about a Secret that comes sealed from Git',
    objects: [deployment(withVolume('db')), sealedSecret()],
    state: 'warn',
    codes: ['sealed-secret'],
  },
  {
    check,
    it: 'warns about what SOPS decrypts',
    objects: [
      deployment(withVolume('db')),
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'shop', namespace: 'flux-system' },
        spec: { decryption: { provider: 'sops' } },
        status: { inventory: { entries: [{ id: `${SHOP}_db__Secret` }] } },
      },
    ],
    state: 'warn',
    codes: ['sealed-secret'],
  },
  {
    check,
    it: 'warns about a certificate that nothing here renews',
    objects: [deployment(withVolume('app-webhook-cert'))],
    state: 'warn',
    codes: ['certificate-unmanaged'],
  },
  {
    check,
    it: 'warns about a Secret that only pulls images',
    objects: [
      deployment(podSpec({ imagePullSecrets: [{ name: 'registry' }] })),
    ],
    state: 'warn',
    codes: ['pull-secret-unmanaged'],
  },
  {
    check,
    it: 'leaves out an optional Secret that may not exist',
    objects: [deployment(withVolume('db', { optional: true }))],
    state: 'na',
    codes: ['no-secrets'],
  },
  {
    check,
    it: 'does not apply without a Secret',
    objects: [deployment()],
    state: 'na',
    codes: ['no-secrets'],
  },
  {
    check,
    it: 'does not apply to a Secret that is excepted',
    objects: [deployment(withVolume('db'))],
    options: {
      exceptions: [
        {
          check: check.id,
          rule: 'db',
          reason: 'made by the provider of the cluster',
          origin: 'config',
        },
      ],
    },
    state: 'na',
    codes: ['excepted'],
  },
  {
    check,
    it: 'does not fail what a manager may make that cannot be read',
    objects: [deployment(withKey('db')), externalSecret()],
    options: { forbidden: ['external-secrets.io/externalsecrets'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown without a template',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];
