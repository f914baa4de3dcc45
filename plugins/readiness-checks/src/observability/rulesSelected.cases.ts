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
import type { CheckCase } from '../__fixtures__/checkCases';

export const rules = [errorAlert, latencyAlert];
const loaded = rules.map(rule => live(rule));
export const unlabelled = { metadata: { labels: {} } };
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

export const rulesSelectedCases: readonly CheckCase[] = [
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
];
