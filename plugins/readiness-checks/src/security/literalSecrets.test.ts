import {
  collectInventory,
  collectReads,
  inMemoryReader,
} from '@readiness/backstage-plugin-readiness-engine';
import fc from 'fast-check';
import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded, recordedList } from '../__fixtures__/recorded';
import { literalSecrets as check } from './literalSecrets';
import {
  application,
  byFlux,
  CANARY,
  literalSecretsCases,
  release,
  withEnv,
} from './literalSecrets.cases';
import { secretDetector } from './secretDetector';

describeCases(literalSecretsCases);

describe('findings of sec-secret-literal-env', () => {
  it('trap 17: hold no value, whatever the case', async () => {
    for (const { objects, options } of literalSecretsCases) {
      const verdict = await verdictOf({ check, objects, options });
      expect(JSON.stringify(verdict)).not.toContain(CANARY);
    }
  });

  it('name container, place and variable', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [deployment(withEnv('API_TOKEN', CANARY))],
    });
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0].reasons).toEqual([
      {
        code: 'named-random-value',
        container: 'app',
        field: 'env',
        message:
          'Container app: env API_TOKEN is named like a secret and its value looks random.',
      },
    ]);
  });

  it('are mended by a patch of every variable concerned', async () => {
    const spec = podSpec({
      containers: [
        container({
          args: ['--token', CANARY],
          env: [
            { name: 'API_TOKEN', value: CANARY },
            { name: 'LOG_LEVEL', value: 'info' },
          ],
        }),
      ],
    });
    const { occurrences } = await verdictOf({
      check,
      objects: [deployment(spec)],
    });
    const [{ remediation }] = occurrences;
    expect(remediation.target).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'app',
    });
    expect(parse(remediation.content)).toEqual({
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'app',
                env: [
                  {
                    name: 'API_TOKEN',
                    value: null,
                    valueFrom: {
                      secretKeyRef: {
                        name: 'app-credentials',
                        key: 'API_TOKEN',
                      },
                    },
                  },
                ],
              },
            ],
          },
        },
      },
    });
    expect(remediation.note).toMatch(/First rotate.*args\[0\]/s);
  });

  it('name the values of a chart, and where else to put them', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [byFlux, release({ auth: { password: CANARY } })],
    });
    const [{ reasons, remediation }] = occurrences;
    expect(reasons).toEqual([
      {
        code: 'password-value',
        field: 'spec.values',
        message:
          'Flux HelmRelease flux-system/app: spec.values auth.password is named a password and has a literal value.',
      },
    ]);
    expect(remediation.content).toContain(
      'spec.valuesFrom: [{kind: Secret, name: app-credentials, valuesKey: auth.password, targetPath: auth.password}]',
    );
  });

  it('are of the workload in the scan of an entity as well', async () => {
    const objects = [byFlux, release({ auth: { password: CANARY } })];
    const { inventory } = await collectInventory({
      reader: inMemoryReader([
        ...objects,
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shop', uid: 'shop' },
        },
      ]),
      reads: collectReads([check]),
      checks: [check],
      now: 0,
      namespaces: ['shop'],
    });
    const [{ facts }] = inventory.workloads;
    expect(facts['literal-secrets']).toEqual([
      {
        detector: 'password-value',
        kind: 'spec.values',
        name: 'auth.password',
      },
    ]);
  });
});

describe('values of charts', () => {
  const factsOf = (values: object) =>
    secretDetector.delivery?.helmReleases?.(release(values));
  const ofApplication = (helm: object) =>
    secretDetector.delivery?.applications?.(application(helm));

  it.each([
    [{ db: { dsn: `app:${CANARY}@tcp(db:3306)/app` } }, 'db.dsn'],
    [{ extra: { url: `postgres://u:${CANARY}@db/app` } }, 'extra.url'],
    [{ auth: { password: { value: CANARY } } }, 'auth.password.value'],
    [{ env: [{ name: 'API_TOKEN', value: CANARY }] }, 'env[0].value'],
    [{ env: { API_TOKEN: CANARY } }, 'env.API_TOKEN'],
    [{ list: [{ clientSecret: CANARY }] }, 'list[0].clientSecret'],
    [{ extraArgs: [`--token=${CANARY}`] }, 'token'],
  ])('are found in %j', (values, name) => {
    expect(factsOf(values)).toEqual([expect.objectContaining({ name })]);
  });

  it.each([
    { token: { image: { repository: 'x/y-2f9C1', tag: 'v1.2-3aF9' } } },
    { auth: { existingSecret: 'db-Creds-7f3a', userPasswordKey: 'password' } },
    { auth: { password: '<path:secret/data/db#password>' } },
    { auth: { password: '${DB_PASSWORD}' } },
    { auth: { password: 'ENC[AES256_GCM,data:Tr7o1vQx,iv:1z,tag:aB]' } },
    { auth: { password: null, token: 12345678, secret: true } },
    {
      env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { key: 'x' } } }],
    },
    { extraArgs: ['--token-file=/run/token'] },
  ])('are left alone in %j', values => {
    expect(factsOf(values)).toEqual([]);
  });

  it('are found by their shape in a text that is no YAML', () => {
    expect(
      ofApplication({ values: `{[ postgres://u:${CANARY}@db/app` }),
    ).toEqual([{ detector: 'url-password', kind: 'source.helm.values' }]);
  });

  it('do not bring a token out as the key that they stand under', () => {
    const token = `ghp_${'a1B2c3D4'.repeat(5)}`;
    expect(factsOf({ users: { [token]: { password: CANARY } } })).toEqual([
      { detector: 'password-value', kind: 'spec.values', name: '*' },
    ]);
  });

  it('may refer to themselves', () => {
    expect(
      ofApplication({ values: `a: &a {x: *a, y: *a, password: ${CANARY}}` }),
    ).toEqual([
      {
        detector: 'password-value',
        kind: 'source.helm.values',
        name: 'a.password',
      },
    ]);
  });

  it('never come out, whatever they look like', () => {
    const key = fc.constantFrom(
      'password',
      'env',
      'url',
      `k ${CANARY}`,
      'value',
    );
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(CANARY, `https://u:${CANARY}@h/`, `--token=${CANARY}`),
        fc.dictionary(key, tie('tree')),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.anything({ maxDepth: 1 }),
      ),
    }));
    fc.assert(
      fc.property(tree, values => {
        const facts = [
          factsOf({ values }),
          ofApplication({ valuesObject: values }),
          ofApplication({ values: JSON.stringify(values) }),
          ofApplication({ parameters: [{ name: values, value: CANARY }] }),
          ofApplication({ parameters: values }),
        ];
        expect(JSON.stringify(facts)).not.toContain('CANARY');
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-secret-literal-env on the recorded cluster',
  () => {
    const report = (patch: Record<string, unknown> = {}) =>
      verdictOf({
        check,
        objects: [recorded('batch_v1_cronjobs', 'report', patch)],
      });

    it('finds the password of the report and nothing else of it', async () => {
      const verdict = await report();
      expect(verdict.state).toBe('fail');
      expect(verdict.occurrences[0].reasons).toEqual([
        expect.objectContaining({ code: 'url-password', container: 'report' }),
      ]);
      expect(JSON.stringify(verdict)).not.toContain('hunter2');
    });

    const containers = [{ name: 'report', image: 'report:1' }];
    const spec = {
      jobTemplate: { spec: { template: { spec: { containers } } } },
    };

    it('still finds it in what was last applied', async () => {
      const verdict = await report({ spec });
      expect(verdict.state).toBe('fail');
      expect(verdict.occurrences[0].remediation.content).toContain(
        'last-applied-configuration-',
      );
      expect(JSON.stringify(verdict)).not.toContain('hunter2');
    });

    it('passes it once the literal and its copy are gone', async () => {
      const metadata = {
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
        },
      };
      expect((await report({ spec, metadata })).state).toBe('pass');
    });

    it('leaves every other recorded Deployment alone', async () => {
      for (const object of recordedList('apps_v1_deployments')) {
        const verdict = await verdictOf({ check, objects: [object] });
        expect([verdict.subject.name, verdict.state]).toEqual([
          verdict.subject.name,
          'pass',
        ]);
      }
    });
  },
);
