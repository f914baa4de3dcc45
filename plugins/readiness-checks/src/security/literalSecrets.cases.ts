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

const cases: readonly Omit<CheckCase, 'check'>[] = [
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
    it: 'fails a URL with a password',
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
    it: 'fails a placeholder as a password in production',
    objects: env('ADMIN_PASSWORD', 'changeme'),
    state: 'fail',
    codes: ['placeholder-password'],
  },
  {
    it: 'warns of a placeholder as a password elsewhere',
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
