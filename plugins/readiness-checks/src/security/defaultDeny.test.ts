import { parseAllDocuments } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, recorded, recordedList } from '../__fixtures__/recorded';
import { defaultDeny as check } from './defaultDeny';
import { denyAll, policy } from './__fixtures__/policies';
import { defaultDenyCases } from './defaultDeny.cases';
import { otherPoliciesCases } from './otherPolicies.cases';

describeCases([...defaultDenyCases, ...otherPoliciesCases]);

const found = async (...objects: readonly unknown[]) =>
  (await verdictOf({ check, objects, subject: 'shop' })).occurrences[0];

const manifests = (content: string) =>
  parseAllDocuments(content).map(document => document.toJS());

describe('remediation of sec-netpol-default-deny', () => {
  it('denies by default in the very namespace and lets DNS through', async () => {
    const { remediation } = await found(deployment());
    expect(remediation).toMatchObject({
      type: 'manifest',
      target: { kind: 'Namespace', name: 'shop' },
    });
    expect(manifests(remediation.content)).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'default-deny', namespace: 'shop' },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
      expect.objectContaining({
        metadata: { name: 'allow-dns', namespace: 'shop' },
        spec: {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [
            {
              to: [
                {
                  namespaceSelector: {
                    matchLabels: {
                      'kubernetes.io/metadata.name': 'kube-system',
                    },
                  },
                },
              ],
              ports: [
                { protocol: 'UDP', port: 53 },
                { protocol: 'TCP', port: 53 },
              ],
            },
          ],
        },
      }),
    ]);
  });

  it('is applied and leaves nothing to find', async () => {
    const { remediation } = await found(deployment());
    const { state } = await verdictOf({
      check,
      objects: [deployment(), ...manifests(remediation.content)],
      subject: 'shop',
    });
    expect(state).toBe('pass');
  });

  it('asks for no more than is missing', async () => {
    const { remediation } = await found(
      deployment(),
      policy('in', { policyTypes: ['Ingress'] }),
    );
    expect(
      manifests(remediation.content).map(({ metadata, spec }) => [
        metadata.name,
        spec.policyTypes,
      ]),
    ).toEqual([
      ['default-deny-egress', ['Egress']],
      ['allow-dns', ['Egress']],
    ]);
  });

  it('names the policy that opens what is denied', async () => {
    const { reasons, remediation } = await found(
      deployment(),
      denyAll,
      policy('debug', { policyTypes: ['Ingress'], ingress: [{}] }),
    );
    expect(reasons.map(({ message }) => message)).toEqual([
      'NetworkPolicy debug lets everything in, whatever other policies say: Deployment app.',
    ]);
    expect(remediation.type).toBe('steps');
    expect(remediation.content).toContain('NetworkPolicy debug');
  });

  it('names some of many workloads', async () => {
    const { reasons } = await found(
      ...Array.from({ length: 8 }, (_, index) =>
        deployment(podSpec(), { name: `app-${index}` }),
      ),
    );
    expect(reasons[0].message).toBe(
      'Pods of 8 of 8 workloads accept traffic from anywhere, no policy isolates them: Deployment app-0, Deployment app-1, Deployment app-2, Deployment app-3, Deployment app-4 and 3 more.',
    );
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-netpol-default-deny on the recorded cluster',
  () => {
    const state = async (...policies: readonly unknown[]) =>
      (
        await verdictOf({
          check,
          objects: [
            recorded('core_v1_namespaces', 'payments'),
            ...recordedList('apps_v1_deployments').filter(
              ({ metadata }) =>
                (metadata as { namespace: string }).namespace === 'payments',
            ),
            ...policies,
          ],
          subject: 'payments',
        })
      ).state;

    it('fails payments, where no policy selects anything', async () => {
      expect(await state()).toBe('fail');
    });

    it('passes payments once everything is denied by default', async () => {
      expect(
        await state(
          policy(
            'default-deny',
            { policyTypes: ['Ingress', 'Egress'] },
            'payments',
          ),
        ),
      ).toBe('pass');
    });
  },
);
