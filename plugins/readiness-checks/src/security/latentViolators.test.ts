import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  namespace,
  podSpec,
} from '../__fixtures__/objects';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { latentViolators as check } from './latentViolators';
import {
  injectedInto,
  latentViolatorsCases,
  refusedSince,
} from './latentViolators.cases';

describeCases(latentViolatorsCases);

const enforcing = (level: string) =>
  namespace('shop', { 'pod-security.kubernetes.io/enforce': level });

const occurrencesOf = async (objects: readonly unknown[], version = '1.36') =>
  (
    await verdictOf({
      check,
      objects: [enforcing('baseline'), ...objects],
      subject: 'shop',
      options: { version },
    })
  ).occurrences;

const broken = podSpec({ hostNetwork: true });

describe('findings of sec-pss-latent-violators', () => {
  it('trap 9: are one for each workload whose pods would not come back', async () => {
    const occurrences = await occurrencesOf([
      deployment(broken),
      deployment(broken, { name: 'other' }),
      deployment(podSpec(), { name: 'fine' }),
    ]);
    expect(
      occurrences.map(({ discriminator, fixRoot }) => [
        discriminator,
        fixRoot?.type,
      ]),
    ).toEqual([
      ['Deployment/app', 'controller'],
      ['Deployment/other', 'controller'],
    ]);
    expect(occurrences[0].remediation).toMatchObject({
      type: 'patch',
      target: { kind: 'Deployment', name: 'app' },
    });
    expect(occurrences[0].remediation.content).toContain('hostNetwork: false');
  });

  it('trap 10: say since when admission refuses pods', async () => {
    const [{ reasons, remediation }] = await occurrencesOf(
      refusedSince('violates PodSecurity "baseline:latest"'),
    );
    expect(reasons[0].message).toBe(
      'Deployment app cannot create pods since 2026-11-20: Pod Security admission refuses them. 0 of its pods run.',
    );
    expect(remediation.content).toBe(
      'kubectl get events -n shop --field-selector reason=FailedCreate',
    );
  });

  it('send what an injector adds to the injector', async () => {
    const [found, ...others] = await occurrencesOf(injectedInto(podSpec()));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      responsible: 'platform',
      fixRoot: { key: 'test-cluster-uid/injector/istio' },
      remediation: { type: 'steps' },
    });
  });

  it('stay with the workload where its own template is refused as well', async () => {
    const [found] = await occurrencesOf(injectedInto(broken));
    expect(found.responsible).toBeUndefined();
    expect(found.reasons.map(({ code }) => code)).toEqual([
      'latent-violator',
      'hostNamespaces',
      'capabilities_baseline',
    ]);
  });

  it('pin the version before an upgrade breaks pods', async () => {
    const probing = podSpec({
      containers: [
        container({ readinessProbe: { tcpSocket: { port: 1, host: 'h' } } }),
      ],
    });
    const [{ remediation }] = await occurrencesOf(
      [deployment(probing)],
      '1.33',
    );
    expect(remediation.note).toContain(
      'kubectl label namespace shop --overwrite pod-security.kubernetes.io/enforce-version=v1.33',
    );
  });
});

(hasRecording ? describe : describe.skip)(
  'sec-pss-latent-violators on the recorded cluster',
  () => {
    const judge = (patch: Record<string, unknown>) =>
      verdictOf({
        check,
        objects: [
          recorded('core_v1_namespaces', 'payments'),
          recorded('apps_v1_deployments', 'ledger-api', patch),
        ],
        subject: 'payments',
      });

    it('passes payments', async () => {
      expect((await judge({})).state).toBe('pass');
    });

    it('fails payments once the ledger shares the network of its node', async () => {
      const { state } = await judge({
        spec: { template: { spec: { hostNetwork: true } } },
      });
      expect(state).toBe('fail');
    });
  },
);
