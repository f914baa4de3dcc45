import type { CheckCase } from '../__fixtures__/checkCases';
import { daemonSet, deployment, podSpec } from '../__fixtures__/objects';
import { secretManagerPresent as check } from './secretManager';

const ready = (status: string) => ({
  conditions: [{ type: 'Ready', status }],
});

const store = (status: object = ready('True')) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ClusterSecretStore',
  metadata: { name: 'vault' },
  spec: { provider: { vault: { server: 'https://vault.example.com' } } },
  status,
});

const vault = (kind: string, status: object) => ({
  apiVersion: 'secrets.hashicorp.com/v1beta1',
  kind,
  metadata: { name: 'default', namespace: 'vault' },
  status,
});

const usesSecret = deployment(
  podSpec({ volumes: [{ name: 'db', secret: { secretName: 'db' } }] }),
);

const driver = [
  daemonSet(
    {
      containers: [
        {
          name: 'secrets-store',
          image: 'registry.k8s.io/csi-secrets-store/driver:v1.5.0',
        },
      ],
    },
    { name: 'csi-secrets-store', namespace: 'kube-system' },
  ),
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'csi-1',
      namespace: 'kube-system',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          name: 'csi-secrets-store',
          controller: true,
        },
      ],
    },
    spec: {
      containers: [
        {
          name: 'secrets-store',
          image: 'registry.k8s.io/csi-secrets-store/driver:v1.5.0',
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  },
];

const secretClass = {
  apiVersion: 'secrets-store.csi.x-k8s.io/v1',
  kind: 'SecretProviderClass',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { provider: 'vault' },
};

const injector = (clientConfig: object) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'vault-agent-injector-cfg' },
  webhooks: [{ name: 'vault.hashicorp.com', clientConfig }],
});

const sealed = {
  apiVersion: 'bitnami.com/v1alpha1',
  kind: 'SealedSecret',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { encryptedData: {} },
};

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes External Secrets with a store that is ready',
    objects: [usesSecret, store()],
    state: 'pass',
    codes: ['manager-present'],
  },
  {
    it: 'passes the Vault operator, by what its version says',
    objects: [
      usesSecret,
      vault('VaultConnection', { valid: true }),
      vault('VaultAuth', { valid: true, ...ready('True') }),
    ],
    state: 'pass',
  },
  {
    it: 'passes the CSI driver where it runs and has a class',
    objects: [usesSecret, secretClass, ...driver],
    state: 'pass',
  },
  {
    it: 'passes the injector of Vault whose webhook is trusted',
    objects: [usesSecret, injector({ caBundle: 'Q0E=' })],
    state: 'pass',
  },
  {
    it: 'passes 1Password by what it syncs',
    objects: [
      usesSecret,
      {
        apiVersion: 'onepassword.com/v1',
        kind: 'OnePasswordItem',
        metadata: { name: 'db', namespace: 'shop' },
        status: ready('True'),
      },
    ],
    state: 'pass',
  },
  {
    it: 'warns of a store that is not ready',
    objects: [usesSecret, store(ready('False'))],
    state: 'warn',
    codes: ['store-not-ready'],
  },
  {
    it: 'warns of a store that no operator ever looked at',
    objects: [usesSecret, store({})],
    state: 'warn',
    codes: ['store-not-ready'],
  },
  {
    it: 'warns of a sign-in to Vault that is not valid',
    objects: [
      usesSecret,
      vault('VaultConnection', { valid: true }),
      vault('VaultAuth', { valid: false }),
    ],
    state: 'warn',
  },
  {
    it: 'trap 19: warns where Secrets come sealed from Git only',
    objects: [usesSecret, sealed],
    state: 'warn',
    codes: ['only-sealed'],
  },
  {
    it: 'trap 19: warns of SOPS too',
    objects: [
      usesSecret,
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'apps', namespace: 'flux-system' },
        spec: { decryption: { provider: 'sops' } },
      },
    ],
    state: 'warn',
    codes: ['only-sealed'],
  },
  {
    it: 'fails where nothing manages Secrets',
    objects: [usesSecret],
    state: 'fail',
    codes: ['no-manager'],
  },
  {
    it: 'trap 18: fails an operator that is signed in to no store',
    objects: [
      usesSecret,
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'db', namespace: 'shop' },
        spec: {},
      },
    ],
    state: 'fail',
    codes: ['no-manager'],
  },
  {
    it: 'fails a CSI driver whose pods are not there',
    objects: [usesSecret, secretClass, driver[0]],
    state: 'fail',
  },
  {
    it: 'fails an injector that the API server does not trust',
    objects: [usesSecret, injector({})],
    state: 'fail',
  },
  {
    it: 'does not take cert-manager for one',
    objects: [
      usesSecret,
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'tls', namespace: 'shop' },
        spec: { secretName: 'tls' },
        status: ready('True'),
      },
    ],
    state: 'fail',
  },
  {
    it: 'does not apply where no workload names a Secret',
    objects: [deployment()],
    state: 'na',
    codes: ['no-secrets'],
  },
  {
    it: 'does not know where the objects of a manager are forbidden',
    objects: [usesSecret, store()],
    options: { forbidden: ['clustersecretstores'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know of another store where stores are forbidden',
    objects: [
      usesSecret,
      store(),
      {
        ...store(),
        kind: 'SecretStore',
        metadata: { name: 's', namespace: 'shop' },
      },
    ],
    options: { forbidden: ['secretstores'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'warns although other stores are forbidden: what is seen is enough',
    objects: [
      usesSecret,
      store(ready('False')),
      {
        ...store(),
        kind: 'SecretStore',
        metadata: { name: 's', namespace: 'shop' },
      },
    ],
    options: { forbidden: ['secretstores'] },
    state: 'warn',
  },
];

export const secretManagerCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
