import { scanObjects } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment, namespace, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { podSecurityBaseline } from './podSecurityBaseline';
import { podSecurityEnforcement as check } from './podSecurityEnforcement';
import { podSecurityEnforcementCases } from './podSecurityEnforcement.cases';

describeCases(podSecurityEnforcementCases);

describe('remediation of sec-pss-enforced', () => {
  it('labels this namespace at the version of this server, warn first', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        namespace('shop', {
          'pod-security.kubernetes.io/enforce': 'privileged',
        }),
      ],
      subject: 'shop',
      options: { version: '1.34' },
    });
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'kubectl label namespace shop --overwrite pod-security.kubernetes.io/warn=restricted pod-security.kubernetes.io/audit=restricted',
      'kubectl label namespace shop --overwrite pod-security.kubernetes.io/enforce=restricted pod-security.kubernetes.io/enforce-version=v1.34',
    ]);
  });
});

describe('sec-pss-enforced on a namespace of several services', () => {
  it('trap 37: is the platform’s, and the services inherit it', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `app-${index}`);
    const { subjects, verdicts } = await scanObjects(
      // Whose workloads run there, only a check that reads them shows.
      [check, podSecurityBaseline],
      [
        namespace('shop', {
          'pod-security.kubernetes.io/enforce': 'privileged',
        }),
        ...names.map(name =>
          deployment(podSpec(), {
            name,
            metadata: { labels: { 'backstage.io/kubernetes-id': name } },
          }),
        ),
      ],
      {
        entities: names.map(name => ({
          ref: `component:default/${name}`,
          annotations: { 'backstage.io/kubernetes-id': name },
        })),
      },
    );
    expect(
      verdicts.filter(({ subject: { name } }) => name === 'shop'),
    ).toMatchObject([{ state: 'fail', responsible: 'platform' }]);
    const row = subjects.find(({ subject }) => subject.name === 'shop');
    expect(row?.entityRef).toBeUndefined();
    expect(row?.inheritedBy).toEqual(
      names.map(name => `component:default/${name}`),
    );
    expect(verdicts.filter(({ state }) => state === 'fail')).toHaveLength(1);
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-pss-enforced on the recorded cluster',
  () => {
    const judge = (patch: Record<string, unknown>) =>
      verdictOf({
        check,
        objects: [recorded('core_v1_namespaces', 'payments', patch)],
        subject: 'payments',
      });

    it('passes payments, which enforces restricted', async () => {
      expect((await judge({})).state).toBe('pass');
    });

    it('does not know once its label is gone', async () => {
      const labels = { 'pod-security.kubernetes.io/enforce': null };
      expect((await judge({ metadata: { labels } })).state).toBe('unknown');
    });
  },
);
