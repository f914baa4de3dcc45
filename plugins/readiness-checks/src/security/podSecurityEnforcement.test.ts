import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { namespace } from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
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
