import fc from 'fast-check';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { namespace } from '../__fixtures__/objects';
import { hasRecording, recorded, recordedList } from '../__fixtures__/recorded';
import { acceptance, prometheus, prometheusRule } from './__fixtures__/alerts';
import { rulesSelected as check } from './rulesSelected';
import { rulesSelectedCases, rules, unlabelled } from './rulesSelected.cases';

const onRecording = hasRecording ? describe : describe.skip;

describeCases(rulesSelectedCases);

describe('obs-rules-selected', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects })).occurrences[0].remediation;

  it('adds the label that the selector asks for', async () => {
    expect(
      await remediationOf(prometheus(), prometheusRule(rules, unlabelled)),
    ).toMatchObject({
      type: 'patch',
      target: { kind: 'PrometheusRule', namespace: 'shop', name: 'checkout' },
      content: 'metadata:\n  labels:\n    release: kps\n',
    });
  });

  it('labels the namespace where that is what does not match', async () => {
    expect(
      await remediationOf(
        namespace('shop'),
        prometheus({ ruleNamespaceSelector: { matchLabels: { rules: 'on' } } }),
        prometheusRule(rules),
      ),
    ).toMatchObject({
      target: { kind: 'Namespace', name: 'shop' },
      content: 'metadata:\n  labels:\n    rules: "on"\n',
    });
  });

  it('changes the Prometheus where no label can', async () => {
    expect(
      await remediationOf(
        prometheus({ ruleSelector: null }),
        prometheusRule(rules),
      ),
    ).toMatchObject({
      target: { kind: 'Prometheus', namespace: 'monitoring', name: 'k8s' },
      content: 'spec:\n  ruleSelector: {}\n',
    });
  });

  it('reports each faulty object by itself', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        prometheus(),
        prometheusRule(rules, unlabelled),
        prometheusRule(rules, { metadata: { name: 'b', labels: {} } }),
      ],
    });
    expect(
      occurrences.map(({ discriminator }) => discriminator).sort(),
    ).toEqual(['shop/b', 'shop/checkout']);
  });

  it('never passes while no metrics store is connected', async () => {
    const object = fc.record({
      labelled: fc.boolean(),
      accepted: fc.constantFrom('True', 'False', undefined),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { maxLength: 4 }),
        fc.boolean(),
        async (all, hasPrometheus) => {
          const verdict = await verdictOf({
            check,
            objects: [
              ...(hasPrometheus ? [prometheus()] : []),
              ...all.map(({ labelled, accepted }, index) =>
                prometheusRule(rules, {
                  metadata: {
                    name: `rule-${index}`,
                    labels: labelled ? { release: 'kps' } : {},
                  },
                  ...(accepted && { status: acceptance(accepted) }),
                }),
              ),
            ],
          });
          expect(['warn', 'fail', 'unknown']).toContain(verdict.state);
        },
      ),
      { seed: 22, numRuns: 30 },
    );
  });
});

onRecording('obs-rules-selected on the recording', () => {
  it('finds the recorded rules selected, and one that lost its Prometheus', async () => {
    const file = 'monitoring.coreos.com_v1_prometheusrules';
    const k8s = (spec: Record<string, unknown> = {}) =>
      recorded('monitoring.coreos.com_v1_prometheuses', 'k8s', { spec });
    const all = recordedList(file);
    const before = await verdictOf({ check, objects: [k8s(), ...all] });
    expect(before.state).toBe('warn');
    expect(before.occurrences[0].reasons[0].message).toContain(
      `All ${all.length} PrometheusRules`,
    );
    const narrow = k8s({
      ruleSelector: { matchLabels: { role: 'alert-rules' } },
    });
    expect((await verdictOf({ check, objects: [narrow, ...all] })).state).toBe(
      'warn',
    );
    const lost = recorded(file, 'grafana-rules', {
      metadata: { labels: { role: 'grafana' } },
    });
    const after = await verdictOf({ check, objects: [narrow, lost] });
    expect(after.state).toBe('fail');
    expect(after.occurrences[0].remediation.content).toBe(
      'metadata:\n  labels:\n    role: alert-rules\n',
    );
  });
});
