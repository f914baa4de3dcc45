import fc from 'fast-check';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { namespace } from '../__fixtures__/objects';
import { hasRecording, recorded, recordedList } from '../__fixtures__/recorded';
import {
  acceptance,
  errorAlert,
  latencyAlert,
  live,
  minutesAgo,
  prometheus,
  prometheusRule,
  workload,
} from './__fixtures__/alerts';
import { rulesSelected as check } from './rulesSelected';

const onRecording = hasRecording ? describe : describe.skip;

const rules = [errorAlert, latencyAlert];
const loaded = rules.map(rule => live(rule));
const unlabelled = { metadata: { labels: {} } };
const thanosRuler = workload('thanos-ruler-main', { namespace: 'monitoring' });
const withRuler = thanosRuler.map(object =>
  object.kind === 'Deployment'
    ? {
        ...object,
        spec: {
          selector: { matchLabels: { app: 'thanos' } },
          template: {
            metadata: { labels: { app: 'thanos' } },
            spec: {
              containers: [
                { name: 'r', image: 'quay.io/thanos/thanos:v0.37.0' },
              ],
            },
          },
        },
      }
    : object,
);

describeCases([
  {
    check,
    it: 'passes when every alert is loaded, healthy and evaluated',
    objects: [prometheus(), prometheusRule(rules)],
    options: { liveRules: loaded },
    state: 'pass',
    codes: ['rules-loaded'],
  },
  {
    check,
    it: 'passes rules that come from files only, by what is loaded',
    objects: [],
    options: {
      liveRules: loaded.map(rule => ({ ...rule, file: '/rules/shop.yaml' })),
    },
    state: 'pass',
  },
  {
    check,
    it: 'passes rules of a ruler that names its files differently',
    objects: [prometheus(), prometheusRule(rules)],
    options: {
      liveRules: loaded.map(rule => ({ ...rule, file: 'shop/checkout' })),
    },
    state: 'pass',
  },
  {
    check,
    it: 'warns about a rule that was just loaded',
    objects: [
      prometheus(),
      prometheusRule([errorAlert], {
        metadata: { creationTimestamp: new Date(minutesAgo(4)).toISOString() },
      }),
    ],
    options: {
      liveRules: [
        live(errorAlert, { health: 'unknown', lastEvaluation: undefined }),
      ],
    },
    state: 'warn',
    codes: ['rule-not-evaluated-yet'],
  },
  {
    check,
    it: 'warns about a rule object that is too young to be loaded',
    objects: [
      prometheus(),
      prometheusRule([errorAlert], {
        metadata: { creationTimestamp: new Date(minutesAgo(4)).toISOString() },
      }),
    ],
    options: { liveRules: [] },
    state: 'warn',
    codes: ['rule-not-loaded-yet'],
  },
  {
    check,
    it: 'warns about rules of another Prometheus than the connected one',
    objects: [
      prometheus(),
      prometheus({ ruleSelector: { matchLabels: { team: 'a' } } }, 'team-a'),
      prometheusRule([errorAlert]),
      prometheusRule([latencyAlert], {
        metadata: { name: 'other', uid: 'other', labels: { team: 'a' } },
      }),
    ],
    options: { liveRules: [live(errorAlert)] },
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'warns, and never passes, while no metrics store is connected',
    objects: [prometheus(), prometheusRule(rules)],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'takes one of several Prometheis for enough',
    objects: [
      prometheus({ ruleSelector: { matchLabels: { x: 'y' } } }, 'other'),
      prometheus(),
      prometheusRule(rules),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'fails a rule object whose labels no Prometheus asks for',
    objects: [prometheus(), prometheusRule(rules, unlabelled)],
    state: 'fail',
    codes: ['rule-not-selected'],
  },
  {
    check,
    it: 'fails it with a metrics store connected as well',
    objects: [prometheus(), prometheusRule(rules, unlabelled)],
    options: { liveRules: [] },
    state: 'fail',
    codes: ['rule-not-selected'],
  },
  {
    check,
    it: 'fails under a Prometheus without ruleSelector: it asks for none',
    objects: [prometheus({ ruleSelector: null }), prometheusRule(rules)],
    state: 'fail',
    codes: ['rule-not-selected'],
  },
  {
    check,
    it: 'fails outside the own namespace without ruleNamespaceSelector',
    objects: [
      prometheus({ ruleNamespaceSelector: null }),
      prometheusRule(rules),
    ],
    state: 'fail',
    codes: ['rule-not-selected'],
  },
  {
    check,
    it: 'fails a rule object that the operator did not accept',
    objects: [
      prometheus(),
      prometheusRule(rules, { status: acceptance('False') }),
    ],
    state: 'fail',
    codes: ['rule-rejected'],
  },
  {
    check,
    it: 'believes the operator where it reports acceptance',
    objects: [
      prometheus(),
      prometheusRule(rules, { ...unlabelled, status: acceptance('True') }),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'fails a rule that is asked for and not loaded',
    objects: [prometheus(), prometheusRule(rules)],
    options: { liveRules: [live(errorAlert)] },
    state: 'fail',
    codes: ['rule-not-loaded'],
  },
  {
    check,
    it: 'fails a rule that errs',
    objects: [prometheus(), prometheusRule([errorAlert])],
    options: {
      liveRules: [
        live(errorAlert, { health: 'err', lastError: 'many-to-many matching' }),
      ],
    },
    state: 'fail',
    codes: ['rule-error'],
  },
  {
    check,
    it: 'fails a rule whose evaluation is stale',
    objects: [prometheus(), prometheusRule([errorAlert])],
    options: {
      liveRules: [live(errorAlert, { lastEvaluation: minutesAgo(4) })],
    },
    state: 'fail',
    codes: ['rule-stale'],
  },
  {
    check,
    it: 'gives long intervals their time',
    objects: [prometheus(), prometheusRule([errorAlert])],
    options: {
      liveRules: [
        live(errorAlert, {
          lastEvaluation: minutesAgo(25),
          intervalSeconds: 600,
        }),
      ],
    },
    state: 'pass',
  },
  {
    check,
    it: 'fails a rule that was never evaluated',
    objects: [prometheus(), prometheusRule([errorAlert])],
    options: {
      liveRules: [
        live(errorAlert, { health: 'unknown', lastEvaluation: undefined }),
      ],
    },
    state: 'fail',
    codes: ['rule-never-evaluated'],
  },
  {
    check,
    it: 'is not applicable without any rules',
    objects: [prometheus()],
    options: { liveRules: [] },
    state: 'na',
    codes: ['no-rules'],
  },
  {
    check,
    it: 'leaves out what the operator excepted',
    objects: [prometheus(), prometheusRule(rules, unlabelled)],
    options: {
      liveRules: [],
      exceptions: [
        {
          check: 'obs-rules-selected',
          namespace: 'shop',
          name: 'checkout',
          reason: 'loaded by the test bench',
          origin: 'config',
        },
      ],
    },
    state: 'pass',
  },
  {
    check,
    it: 'is not connected where nothing is visible',
    objects: [],
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is not connected where there are rules and no Prometheus resource',
    objects: [prometheusRule(rules)],
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is not connected where a ruler may evaluate what no Prometheus asks for',
    objects: [prometheus(), ...withRuler, prometheusRule(rules, unlabelled)],
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is unknown when the metrics store does not answer',
    objects: [prometheus(), prometheusRule(rules)],
    options: {
      liveRules: loaded,
      sources: { liveRules: { state: 'error', message: 'timeout' } },
    },
    state: 'unknown',
    unknownReason: 'error',
  },
  {
    check,
    it: 'is unknown when the rule objects cannot be read',
    objects: [prometheus(), prometheusRule(rules)],
    options: { forbidden: ['monitoring.coreos.com/prometheusrules'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when the Prometheus resources cannot be read',
    objects: [prometheus(), prometheusRule(rules)],
    options: { forbidden: ['monitoring.coreos.com/prometheuses'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when labels of namespaces decide and cannot be read',
    objects: [
      prometheus({ ruleNamespaceSelector: { matchLabels: { team: 'a' } } }),
      prometheusRule(rules),
    ],
    options: { sources: { namespaces: { state: 'forbidden' } } },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
]);

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
