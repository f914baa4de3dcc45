import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { container, deployment, podSpec } from '../__fixtures__/objects';
import { hasRecording, patched, recorded } from '../__fixtures__/recorded';
import { shippedExceptions } from '../allowLists';
import { podSecurityBaseline as check } from './podSecurityBaseline';
import { podSecurityBaselineCases } from './podSecurityBaseline.cases';

describeCases(podSecurityBaselineCases);

const occurrenceOf = async (spec: object, kind?: object) => {
  const objects = [{ ...deployment(podSpec({ ...spec })), ...kind }];
  return (await verdictOf({ check, objects })).occurrences[0];
};

describe('severity of sec-pss-baseline-pod', () => {
  it.each<[string, object]>([
    ['hostPID', { hostPID: true }],
    [
      'privileged',
      { containers: [container({ securityContext: { privileged: true } })] },
    ],
    [
      'the socket of the runtime',
      {
        volumes: [{ name: 'sock', hostPath: { path: '/var/run/docker.sock' } }],
      },
    ],
  ])('is critical for %s', async (_name, spec) => {
    expect((await occurrenceOf(spec)).severity).toBe('critical');
  });

  it.each<[string, object]>([
    ['hostNetwork', { hostNetwork: true }],
    [
      'a log directory',
      { volumes: [{ name: 'l', hostPath: { path: '/sys' } }] },
    ],
  ])('is high for %s', async (_name, spec) => {
    expect((await occurrenceOf(spec)).severity).toBe('high');
  });
});

describe('remediation of sec-pss-baseline-pod', () => {
  it('merges all that a patch can say into one', async () => {
    const { remediation } = await occurrenceOf({
      hostNetwork: true,
      volumes: [{ name: 'root', hostPath: { path: '/' } }],
      containers: [
        container({
          ports: [{ containerPort: 80, hostPort: 80 }],
          securityContext: {
            privileged: true,
            procMount: 'Unmasked',
            capabilities: { add: ['SYS_ADMIN', 'CHOWN'] },
          },
        }),
      ],
    });
    expect(remediation.type).toBe('patch');
    expect(parse(remediation.content)).toEqual({
      spec: {
        template: {
          spec: {
            hostNetwork: false,
            volumes: [{ name: 'root', hostPath: null, emptyDir: {} }],
            containers: [
              {
                name: 'app',
                securityContext: {
                  privileged: false,
                  capabilities: { add: ['CHOWN'] },
                  procMount: 'Default',
                },
              },
            ],
          },
        },
      },
    });
    expect(remediation.note).toContain('hostPort 80');
  });

  it('names the platform and the injector for what is injected', async () => {
    const one = podSecurityBaselineCases.find(({ it: text }) =>
      text.includes('injector adds'),
    );
    const { occurrences } = await verdictOf({
      check,
      objects: one?.objects ?? [],
    });
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0]).toMatchObject({
      discriminator: 'injected/istio',
      responsible: 'platform',
      fixRoot: { type: 'cluster', key: 'test-cluster-uid/injector/istio' },
    });
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-pss-baseline-pod on the recorded cluster',
  () => {
    it('passes the recorded checkout service', async () => {
      const objects = [recorded('apps_v1_deployments', 'checkoutservice')];
      expect((await verdictOf({ check, objects })).state).toBe('pass');
    });

    it('fails it once it shares the namespaces of its node', async () => {
      const objects = [
        recorded('apps_v1_deployments', 'checkoutservice', {
          spec: { template: { spec: { hostPID: true } } },
        }),
      ];
      expect((await verdictOf({ check, objects })).state).toBe('fail');
    });

    it('knows what node-exporter needs, and nothing more', async () => {
      const exporter = recorded('apps_v1_daemonsets', 'node-exporter');
      const options = { exceptions: shippedExceptions };
      expect(
        (await verdictOf({ check, objects: [exporter], options })).state,
      ).toBe('na');
      const wider = patched(exporter, {
        spec: { template: { spec: { hostIPC: true } } },
        metadata: { name: 'node-reader' },
      });
      expect(
        (await verdictOf({ check, objects: [wider], options })).state,
      ).toBe('fail');
    });
  },
);
