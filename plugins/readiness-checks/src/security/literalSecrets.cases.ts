import type { CheckCase } from '../__fixtures__/checkCases';
import {
  SHOP,
  container,
  deployment,
  operatedPod,
  podSpec,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { literalSecrets as check } from './literalSecrets';

/** Must appear in no verdict. */
export const CANARY = 'CANARY-x7Kq2-9fPw4Lz8';

export const withEnv = (name: string, value: string) =>
  podSpec({ containers: [container({ env: [{ name, value }] })] });

const env = (name: string, value: string) => [deployment(withEnv(name, value))];

const except = (rule?: string) => ({
  exceptions: [
    {
      check: check.id,
      namespace: SHOP,
      name: 'app',
      reason: 'a public sandbox key',
      origin: 'config' as const,
      ...(rule && { rule }),
    },
  ],
});

/** Values that look like secrets to those who look at names alone. */
const HARMLESS: readonly (readonly [
  trap: number,
  name: string,
  value: string,
])[] = [
  [17, 'MAX_TOKENS', '4096'],
  [17, 'TOKEN_URL', 'https://login.example.com/oauth'],
  [17, 'SECRET_NAME', 'db'],
  [31, 'SASL_MECHANISM', 'SCRAM-SHA-512'],
  [32, 'DISASTER_RECOVERY_MODE', 'passive'],
  [32, 'BYPASS_CACHE', 'enabled'],
  [32, 'COMPASS_ENV', 'prod'],
  [33, 'TOKENIZER', 'bpe-v2'],
  [33, 'TOKEN_TTL', '15m'],
  [34, 'SECRETS_BACKEND', 'vault'],
  [34, 'SECRET_STORE', 'aws-sm'],
  [35, 'SENTRY_DSN', 'https://publickey@o1.ingest.sentry.io/2'],
];

const trackedBy = (application: string) =>
  deployment(podSpec(), {
    metadata: {
      annotations: {
        'argocd.argoproj.io/tracking-id': `${application}:apps/Deployment:${SHOP}/app`,
      },
    },
  });

export const application = (
  helm: object,
  parts: { name?: string; several?: boolean } = {},
) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: parts.name ?? 'app', namespace: 'argocd' },
  spec: parts.several
    ? { sources: [{ path: 'base' }, { helm }] }
    : { source: { helm } },
});

export const byFlux = deployment(podSpec(), {
  metadata: {
    labels: {
      'helm.toolkit.fluxcd.io/name': 'app',
      'helm.toolkit.fluxcd.io/namespace': 'flux-system',
    },
  },
});

export const release = (values: object) => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name: 'app', namespace: 'flux-system' },
  spec: { values },
});

const password = { auth: { password: CANARY } };

const delivered: readonly Omit<CheckCase, 'check'>[] = [
  ...[
    { values: `auth:\n  password: ${CANARY}\n` },
    { valuesObject: password },
    { parameters: [{ name: 'auth.password', value: CANARY }] },
  ].flatMap(helm =>
    [false, true].map(several => ({
      it: `fails ${Object.keys(helm)[0]} of ${
        several ? 'one of the sources' : 'the source'
      } of its Application`,
      objects: [trackedBy('app'), application(helm, { several })],
      state: 'fail' as const,
      codes: ['password-value'],
      subject: 'app',
    })),
  ),
  {
    it: 'fails values of its HelmRelease',
    objects: [byFlux, release(password)],
    state: 'fail',
    codes: ['password-value'],
  },
  {
    it: 'passes values of an Application that delivers something else',
    objects: [
      trackedBy('app'),
      application({ valuesObject: password }, { name: 'other' }),
    ],
    state: 'pass',
  },
  {
    it: 'passes values that name a Secret',
    objects: [
      byFlux,
      release({
        auth: { existingSecret: 'db-creds-7f3a', passwordKey: 'password' },
        password: '',
        tlsSecret: 'wildcard-2f9c1',
        env: [{ name: 'PORT', value: '8080' }],
      }),
    ],
    state: 'pass',
    without: ['values-not-seen'],
  },
  {
    it: 'says where the values of its HelmRelease could not be read',
    objects: [byFlux, release(password)],
    options: { forbidden: ['helmreleases'] },
    state: 'pass',
    codes: ['values-not-seen'],
  },
];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  ...HARMLESS.map(([trap, name, value]) => ({
    it: `trap ${trap}: passes ${name}=${value}`,
    objects: env(name, value),
    state: 'pass' as const,
    codes: ['no-literal'],
  })),
  ...delivered,
  {
    it: 'passes a pod without a secret',
    objects: env('MAX_TOKENS', '4096'),
    state: 'pass',
  },
  {
    it: 'passes a reference to a Secret',
    objects: [
      deployment(
        podSpec({
          containers: [
            container({
              env: [
                {
                  name: 'DB_PASSWORD',
                  valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
                },
              ],
            }),
          ],
        }),
      ),
    ],
    state: 'pass',
  },
  {
    it: 'trap 17: fails a URL with a password, whatever the variable is called',
    objects: env('DATABASE_URL', `postgres://app:${CANARY}@db/app`),
    state: 'fail',
    codes: ['url-password'],
  },
  {
    it: 'fails a value that looks random under a name that says secret',
    objects: env('API_TOKEN', CANARY),
    state: 'fail',
    codes: ['named-random-value'],
  },
  {
    it: 'fails a password in args',
    objects: [
      deployment(
        podSpec({
          containers: [container({ args: ['--db-password', CANARY] })],
        }),
      ),
    ],
    state: 'fail',
    codes: ['password-value'],
  },
  {
    it: 'fails a token in an annotation of the template',
    objects: [
      {
        ...deployment(),
        spec: {
          template: {
            metadata: {
              labels: { app: 'app' },
              annotations: { 'example.com/api-token': CANARY },
            },
            spec: podSpec(),
          },
        },
      },
    ],
    state: 'fail',
    codes: ['named-random-value'],
  },
  {
    it: 'fails the template of a CronJob',
    objects: [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'app', namespace: SHOP },
        spec: {
          schedule: '0 3 * * *',
          jobTemplate: {
            spec: { template: { spec: withEnv('API_TOKEN', CANARY) } },
          },
        },
      },
    ],
    state: 'fail',
    codes: ['named-random-value'],
  },
  {
    it: 'trap 35: fails a DSN with a password',
    objects: env(
      'SENTRY_DSN',
      `https://publickey:${CANARY}@o1.ingest.sentry.io/2`,
    ),
    state: 'fail',
    codes: ['url-password'],
  },
  {
    it: 'trap 36: fails a placeholder as a password in production',
    objects: env('ADMIN_PASSWORD', 'changeme'),
    state: 'fail',
    codes: ['placeholder-password'],
  },
  {
    it: 'trap 36: warns of a placeholder as a password elsewhere',
    objects: env('ADMIN_PASSWORD', 'changeme'),
    options: { environment: 'staging' },
    state: 'warn',
    codes: ['placeholder-password'],
  },
  {
    it: 'warns of a suspicious name with a harmless value',
    objects: env('API_TOKEN', 'x9$2'),
    state: 'warn',
    codes: ['suspicious-name'],
  },
  {
    it: 'sets a variable aside that an exception names',
    objects: env('API_TOKEN', CANARY),
    options: except('API_TOKEN'),
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'keeps what the exception does not name',
    objects: env('API_TOKEN', CANARY),
    options: except('url-password'),
    state: 'fail',
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(withEnv('API_TOKEN', CANARY))],
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'does not judge namespaces of the cluster itself',
    objects: [
      deployment(withEnv('API_TOKEN', CANARY), { namespace: 'kube-system' }),
    ],
    state: 'na',
    codes: ['system-namespace'],
  },
  {
    it: 'does not judge what is suspended',
    objects: [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'app', namespace: SHOP },
        spec: {
          suspend: true,
          schedule: '0 3 * * *',
          jobTemplate: {
            spec: { template: { spec: withEnv('API_TOKEN', CANARY) } },
          },
        },
      },
    ],
    state: 'na',
    codes: ['parked'],
  },
  {
    it: 'judges the live pod where the owner is a custom resource',
    objects: [operatedPod(withEnv('API_TOKEN', CANARY))],
    state: 'fail',
  },
  {
    it: 'does not know without a template',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know where its controller is forbidden',
    objects: [
      { ...deployment(), kind: 'StatefulSet' },
      {
        ...operatedPod(podSpec()),
        metadata: {
          name: 'app-0',
          namespace: SHOP,
          ownerReferences: [
            {
              apiVersion: 'apps/v1',
              kind: 'StatefulSet',
              name: 'app',
              controller: true,
            },
          ],
        },
      },
    ],
    options: { forbidden: ['statefulsets'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const literalSecretsCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
