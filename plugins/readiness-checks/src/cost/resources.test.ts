import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  operatedPod,
  podSpec,
} from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { memoryLimits } from './memoryLimits';
import { resourceCases } from './resources.cases';
import { requestsSet } from './resources';

describeCases(resourceCases);

const remediationOf = async (
  check: typeof requestsSet | typeof memoryLimits,
  object: unknown,
) => {
  const { occurrences } = await verdictOf({ check, objects: [object] });
  return occurrences[0].remediation;
};

describe('remediation of cost-requests-set', () => {
  it('patches what is missing, where it is missing', async () => {
    const remediation = await remediationOf(
      requestsSet,
      deployment(
        podSpec({
          initContainers: [
            { name: 'mesh', restartPolicy: 'Always', resources: {} },
          ],
          containers: [
            container(),
            container({
              name: 'worker',
              resources: {
                requests: { cpu: '0', memory: '32Mi' },
                limits: { cpu: '50m' },
              },
            }),
          ],
        }),
      ),
    );
    expect(parse(remediation.content)).toEqual({
      spec: {
        template: {
          spec: {
            initContainers: [
              {
                name: 'mesh',
                resources: { requests: { cpu: '100m', memory: '128Mi' } },
              },
            ],
            containers: [
              { name: 'worker', resources: { requests: { cpu: '50m' } } },
            ],
          },
        },
      },
    });
  });

  it('patches the custom resource where an operator reverts the rest', async () => {
    const remediation = await remediationOf(
      requestsSet,
      operatedPod(podSpec({ containers: [{ name: 'postgres' }] })),
    );
    expect(remediation).toMatchObject({
      type: 'patch',
      target: {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        namespace: 'shop',
        name: 'main',
      },
    });
    expect(parse(remediation.content)).toEqual({
      spec: { resources: { requests: { cpu: '100m', memory: '128Mi' } } },
    });
    expect(remediation.note).toContain('field spec.resources');
  });

  it('says where a delivered object is changed', async () => {
    const { note } = await remediationOf(
      requestsSet,
      deployment(podSpec({ containers: [{ name: 'app' }] }), {
        metadata: {
          annotations: {
            'argocd.argoproj.io/tracking-id': 'web:apps/Deployment:shop/app',
          },
        },
      }),
    );
    expect(note).toContain('Argo CD application web');
  });
});

describe('remediation of cost-limits-memory', () => {
  it.each([
    ['1Gi', '2Gi'],
    ['90Mi', '180Mi'],
    ['1.5Gi', '3221225472'],
    ['0', '256Mi'],
  ])('leaves room above a request of %s', async (memory, expected) => {
    const resources = { requests: { memory } };
    const remediation = await remediationOf(
      memoryLimits,
      deployment(podSpec({ containers: [container({ resources })] })),
    );
    const { containers } = parse(remediation.content).spec.template.spec;
    expect(String(containers[0].resources.limits.memory)).toBe(expected);
  });

  it('raises the request where the limit is far above', async () => {
    const remediation = await remediationOf(
      memoryLimits,
      deployment(
        podSpec({
          containers: [
            container({
              resources: {
                requests: { memory: '1Gi' },
                limits: { memory: '4Gi' },
              },
            }),
          ],
        }),
      ),
    );
    expect(remediation.content).toContain('memory: 4Gi');
    expect(remediation.content).toContain('requests:');
  });
});

(hasRecording ? describe : describe.skip)(
  'resources on the recorded cluster',
  () => {
    it('fails the recorded native sidecar without requests', async () => {
      const objects = [recorded('apps_v1_deployments', 'ledger-api')];
      const requests = await verdictOf({ check: requestsSet, objects });
      expect(requests.state).toBe('fail');
      expect(
        requests.occurrences[0].reasons.map(reason => reason.container),
      ).toEqual(['proxy', 'proxy']);
      const limits = await verdictOf({ check: memoryLimits, objects });
      expect(limits.state).toBe('fail');
    });

    it('passes it once the sidecar is sized', async () => {
      const initContainers = [
        { name: 'proxy', restartPolicy: 'Always', ...container() },
      ];
      const objects = [
        recorded('apps_v1_deployments', 'ledger-api', {
          spec: { template: { spec: { initContainers } } },
        }),
      ];
      for (const check of [requestsSet, memoryLimits]) {
        expect((await verdictOf({ check, objects })).state).toBe('pass');
      }
    });
  },
);
