import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded, recordedList } from '../__fixtures__/recorded';
import { literalSecrets as check } from './literalSecrets';
import { CANARY, literalSecretsCases, withEnv } from './literalSecrets.cases';

describeCases(literalSecretsCases);

describe('findings of sec-secret-literal-env', () => {
  it('hold no value, whatever the case', async () => {
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
