import type { CheckCase } from '../__fixtures__/checkCases';
import { daysBefore, proof } from '../__fixtures__/proof';
import { deployment, livePod, podSpec, SHOP } from '../__fixtures__/objects';
import { secretRotationProven as check } from './secretRotation';

const ENTITY = 'component:default/shop';
const labels = { 'backstage.io/kubernetes-id': 'shop' };

const options = (parts: object = {}) => ({
  entities: [{ ref: ENTITY, tier: 1 as const, annotations: labels }],
  ...parts,
});

const rotated = (days: number, parts: object = {}) =>
  proof(days, {
    check: check.id,
    control: 'S4',
    what: 'rotation',
    subjects: [`entity:${ENTITY}`],
    ...parts,
  });

const rotation = (days: number, parts: object = {}) =>
  options({ evidence: [rotated(days, parts)] });

const asFile = podSpec({
  volumes: [{ name: 'db', secret: { secretName: 'db' } }],
});

const asVariable = podSpec({
  containers: [
    {
      name: 'app',
      image: 'registry.example.com/shop/app:1.4.2',
      env: [
        {
          name: 'DB_PASSWORD',
          valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
        },
      ],
    },
  ],
});

const app = (spec: object, annotations: object = {}) => {
  const made = deployment(spec as Readonly<Record<string, unknown>>, {
    metadata: { labels },
  });
  const { template, ...rest } = made.spec as {
    template: { metadata: object; spec: object };
  };
  return {
    ...made,
    spec: {
      ...rest,
      template: {
        ...template,
        metadata: { ...template.metadata, annotations },
      },
    },
  };
};

const keeper = (
  days: number,
  apiVersion = 'external-secrets.io/v1',
  kind = 'ExternalSecret',
  spec: object = {},
) => ({
  apiVersion,
  kind,
  metadata: {
    name: 'db',
    namespace: SHOP,
    creationTimestamp: daysBefore(days),
  },
  spec,
});

const reloader = (days: number, parts: object = {}) => ({
  'reloader.stakater.com/last-reloaded-from': JSON.stringify({
    type: 'SECRET',
    name: 'db',
    namespace: SHOP,
    hash: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
    observedAt: Date.parse(daysBefore(days)) / 1000,
    ...parts,
  }),
});

const started = (days: number) =>
  livePod(asVariable as Readonly<Record<string, unknown>>, {
    startTime: daysBefore(days),
  });

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a rotation that is recorded within 90 days',
    objects: [app(asFile)],
    options: rotation(80),
    state: 'pass',
    codes: ['rotated'],
  },
  {
    it: 'takes the validity from the configuration',
    objects: [app(asFile)],
    options: { ...rotation(80), thresholds: { 'secret.rotationDays': 30 } },
    state: 'unknown',
  },
  {
    it: 'passes a restart by Reloader for this Secret',
    objects: [app(asVariable, reloader(20)), ...started(20)],
    options: options(),
    state: 'pass',
    codes: ['rotated'],
  },
  {
    it: 'passes a restart by the Vault operator',
    objects: [
      app(asVariable, {
        'vso.secrets.hashicorp.com/restartedAt': daysBefore(20),
      }),
      ...started(20),
    ],
    options: options(),
    state: 'pass',
  },
  {
    it: 'passes pods that started after the rotation',
    objects: [app(asVariable), ...started(5)],
    options: rotation(10),
    state: 'pass',
  },
  {
    it: 'passes a file under pods that are older: it refreshes itself',
    objects: [app(asFile), ...started(30)],
    options: rotation(10),
    state: 'pass',
  },
  {
    it: 'warns of a variable in pods that started before the rotation',
    objects: [app(asVariable), ...started(30)],
    options: rotation(10),
    state: 'warn',
    codes: ['old-value'],
  },
  {
    it: 'does not take a reload of a ConfigMap or another Secret for one',
    objects: [
      app(asVariable, reloader(20, { type: 'CONFIGMAP' })),
      ...started(20),
    ],
    options: options(),
    state: 'unknown',
  },
  {
    it: 'does not take the refresh of an ExternalSecret for a rotation',
    objects: [
      app(asFile),
      { ...keeper(100), status: { refreshTime: daysBefore(0) } },
    ],
    options: options(),
    state: 'unknown',
  },
  {
    it: 'does not know after 90 days',
    objects: [app(asFile)],
    options: rotation(200),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'fails after 365 days',
    objects: [app(asFile)],
    options: rotation(400),
    state: 'fail',
    codes: ['long-ago'],
  },
  {
    it: 'fails secrets that are kept for longer, with no rotation known',
    objects: [app(asFile), keeper(400)],
    options: options(),
    state: 'fail',
    codes: ['never-rotated'],
  },
  {
    it: 'fails where the newest rotation failed',
    objects: [app(asFile)],
    options: options({
      evidence: [rotated(40), rotated(5, { outcome: 'failed' })],
    }),
    state: 'fail',
    codes: ['rotation-failed'],
  },
  {
    it: 'does not apply to tier 3',
    objects: [app(asFile), keeper(400)],
    options: {
      entities: [{ ref: ENTITY, tier: 3 as const, annotations: labels }],
    },
    state: 'na',
    codes: ['tier'],
  },
  {
    it: 'does not apply without Secrets',
    objects: [app(podSpec())],
    options: options(),
    state: 'na',
    codes: ['nothing-lasting'],
  },
  {
    it: 'does not apply to what Vault makes for each use',
    objects: [
      app(asFile),
      keeper(400, 'secrets.hashicorp.com/v1beta1', 'VaultDynamicSecret', {
        destination: { name: 'db' },
      }),
    ],
    options: options(),
    state: 'na',
    codes: ['nothing-lasting'],
  },
  {
    it: 'does not apply to certificates, which renew themselves',
    objects: [
      app(asFile),
      keeper(400, 'cert-manager.io/v1', 'Certificate', { secretName: 'db' }),
    ],
    options: options(),
    state: 'na',
  },
  {
    it: 'does not know where the objects of a manager are forbidden',
    objects: [app(asFile), keeper(400)],
    options: options({ forbidden: ['externalsecrets'] }),
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const secretRotationCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
