import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { podSpec } from '../__fixtures__/objects';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import { placed } from '../nodes/__fixtures__/placed';
import { spotSafety as check } from './spotSafety';
import { nodes, spotSafetyCases } from './spotSafety.cases';

describeCases(spotSafetyCases);

describe('remediation of cost-spot-safety', () => {
  const occurrencesOf = async (
    spec: Readonly<Record<string, unknown>>,
    environment: 'prod' | 'staging' = 'prod',
  ) => {
    const { occurrences } = await verdictOf({
      check,
      objects: [...nodes, ...placed(['spot-1'], { spec })],
      options: { environment },
    });
    return occurrences;
  };
  const podOf = (content: string) => parse(content).spec.template.spec;

  const NOT_SPOT = {
    key: 'karpenter.sh/capacity-type',
    operator: 'NotIn',
    values: ['spot'],
  };
  const terms = (...all: readonly object[][]) => ({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: all.map(matchExpressions => ({ matchExpressions })),
      },
    },
  });

  it('requires nodes without the label that was seen', async () => {
    const [{ remediation, severity }] = await occurrencesOf(podSpec());
    expect(severity).toBe('high');
    expect(podOf(remediation.content)).toEqual({ affinity: terms([NOT_SPOT]) });
  });

  it('keeps what the pods already ask for, in every alternative', async () => {
    const arm = {
      key: 'kubernetes.io/arch',
      operator: 'In',
      values: ['arm64'],
    };
    const gpu = { key: 'gpu', operator: 'Exists' };
    const [{ remediation }] = await occurrencesOf(
      podSpec({ affinity: terms([arm], [gpu]) }),
    );
    expect(podOf(remediation.content)).toEqual({
      affinity: terms([arm, NOT_SPOT], [gpu, NOT_SPOT]),
    });
  });

  it('takes back a nodeSelector that asks for spot', async () => {
    const [{ remediation }] = await occurrencesOf(
      podSpec({ nodeSelector: { 'karpenter.sh/capacity-type': 'spot' } }),
    );
    expect(podOf(remediation.content).nodeSelector).toEqual({
      'karpenter.sh/capacity-type': null,
    });
  });

  it('shortens the end to the notice', async () => {
    const found = await occurrencesOf(
      podSpec({ terminationGracePeriodSeconds: 300 }),
    );
    expect(found.map(({ discriminator }) => discriminator)).toEqual([
      'single-replica',
      'grace-period',
    ]);
    expect(podOf(found[1].remediation.content)).toEqual({
      terminationGracePeriodSeconds: 120,
    });
  });

  it('is of low severity outside of production', async () => {
    const [{ severity, state }] = await occurrencesOf(podSpec(), 'staging');
    expect([state, severity]).toEqual(['fail', 'low']);
  });
});

(hasRecording ? describe : describe.skip)(
  'cost-spot-safety on the recorded cluster',
  () => {
    it('fails the recorded store whose members share a spot node', async () => {
      const verdict = await verdictOf({
        check,
        objects: [
          ...recordedList('core_v1_nodes'),
          ...recordedList('apps_v1_statefulsets'),
          ...recordedList('core_v1_persistentvolumeclaims'),
          ...recordedList('core_v1_pods'),
        ],
        subject: 'ledger-db',
      });
      expect(verdict.state).toBe('fail');
      expect(verdict.occurrences[0].reasons[0].message).toBe(
        'It keeps data in 2 members, and all of it runs on nodes that may be reclaimed (karpenter.sh/capacity-type=spot).',
      );
    });
  },
);
