import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  podSpec,
  SHOP,
  withoutTemplate,
} from '../__fixtures__/objects';
import { secretEnvDelivery as check } from './secretEnvDelivery';
import { externalSecret, withKey, withVolume } from './secretSourced.cases';

const whole = (secret: string) =>
  podSpec({
    containers: [container({ envFrom: [{ secretRef: { name: secret } }] })],
  });

export const secretEnvDeliveryCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes Secrets that are mounted as files',
    objects: [deployment(withVolume('db'))],
    state: 'pass',
    codes: ['secrets-as-files'],
  },
  {
    check,
    it: 'warns about a key of a managed Secret in the environment',
    objects: [deployment(withKey('db')), externalSecret()],
    state: 'warn',
    codes: ['secret-as-env'],
  },
  {
    check,
    it: 'warns about a key of a Secret that nothing makes as well',
    objects: [deployment(withKey('db'))],
    state: 'warn',
    codes: ['secret-as-env'],
  },
  {
    check,
    it: 'warns about a whole Secret that a manager makes',
    objects: [deployment(whole('db')), externalSecret()],
    state: 'warn',
    without: ['whole-secret-as-env'],
  },
  {
    check,
    it: 'fails a whole Secret that nothing makes',
    objects: [deployment(whole('db'))],
    state: 'fail',
    codes: ['whole-secret-as-env'],
  },
  {
    check,
    it: 'counts no ConfigMap',
    objects: [
      deployment(
        podSpec({
          containers: [
            container({ envFrom: [{ configMapRef: { name: 'settings' } }] }),
          ],
        }),
      ),
    ],
    state: 'na',
    codes: ['no-secrets'],
  },
  {
    check,
    it: 'does not apply to what only pulls images with a Secret',
    objects: [
      deployment(podSpec({ imagePullSecrets: [{ name: 'registry' }] })),
    ],
    state: 'na',
  },
  {
    check,
    it: 'does not apply to what is excepted',
    objects: [deployment(whole('db'))],
    options: {
      exceptions: [
        {
          check: check.id,
          namespace: SHOP,
          name: 'app',
          reason: 'the vendor reads its environment only',
          origin: 'config',
        },
      ],
    },
    state: 'na',
    codes: ['excepted'],
  },
  {
    check,
    it: 'does not fail a whole Secret whose manager cannot be read',
    objects: [deployment(whole('db')), externalSecret()],
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
