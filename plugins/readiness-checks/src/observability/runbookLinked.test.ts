import { subjectKey } from '@readiness/backstage-plugin-readiness-common';
import {
  collectObjects,
  judgeOne,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  JudgeOneOptions,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { codesOf } from '../__fixtures__/checkCases';
import { hasRecording, recordedList } from '../__fixtures__/recorded';
import {
  crashLooping,
  entityOf,
  errorAlert,
  GENERIC_RUNBOOK,
  latencyAlert,
  live,
  NOW,
  OWN_RUNBOOK,
  PLATFORM,
  prometheus,
  prometheusRule,
  workload,
} from './__fixtures__/alerts';
import type { RuleParts } from './__fixtures__/alerts';
import { judgeRunbookLinked, runbookLinked as check } from './runbookLinked';

const onRecording = hasRecording ? describe : describe.skip;

const without = (rule: RuleParts): RuleParts => ({ ...rule, annotations: {} });
const linkedTo = (rule: RuleParts, url: string): RuleParts => ({
  ...rule,
  annotations: { runbook_url: url },
});
const numbered = (count: number, rule: RuleParts) =>
  Array.from({ length: count }, (_, index) => ({
    ...rule,
    alert: `${rule.alert}${index}`,
  }));

async function judge(
  type: 'entity' | 'cluster',
  options: JudgeOneOptions = {},
  objects: readonly unknown[] = workload(),
): Promise<Verdict> {
  const verdicts = await judgeOne(check, objects, {
    entities: [entityOf('checkout')],
    ...PLATFORM,
    ...options,
  });
  const [verdict] = verdicts.filter(({ subject }) => subject.type === type);
  return verdict;
}

const withRules = (...rules: readonly RuleParts[]): JudgeOneOptions => ({
  liveRules: rules.map(rule => live(rule)),
});

/** An alert of the platform, critical, about none of the services. */
const apiDown: RuleParts = {
  alert: 'KubeAPIDown',
  expr: 'absent(up{job="apiserver"})',
  labels: { severity: 'critical' },
  annotations: { runbook_url: GENERIC_RUNBOOK },
};

describe('obs-runbook-linked of an entity', () => {
  it.each<[string, JudgeOneOptions, Verdict['state'], string[]]>([
    [
      'passes when every paging alert links its own runbook',
      withRules(errorAlert, latencyAlert),
      'pass',
      ['runbooks-linked'],
    ],
    [
      'accepts playbook and templates',
      withRules(
        { ...errorAlert, annotations: { playbook: OWN_RUNBOOK } },
        linkedTo(
          latencyAlert,
          'https://portal.example.com/{{ $labels.alertname }}',
        ),
      ),
      'pass',
      [],
    ],
    [
      'does not ask for runbooks of alerts that page nobody',
      withRules(errorAlert, {
        ...without(latencyAlert),
        labels: { severity: 'warning' },
      }),
      'pass',
      [],
    ],
    [
      'warns about a generic runbook of a service alert',
      withRules(errorAlert, linkedTo(latencyAlert, GENERIC_RUNBOOK)),
      'warn',
      ['generic-runbook'],
    ],
    [
      'warns about the runbook of another alert',
      withRules(
        errorAlert,
        linkedTo(
          latencyAlert,
          'https://x.example.com/runbooks/CheckoutErrors.md',
        ),
      ),
      'warn',
      ['runbook-of-another-alert'],
    ],
    [
      'warns from 80 % on',
      withRules(...numbered(4, errorAlert), without(latencyAlert)),
      'warn',
      ['no-runbook'],
    ],
    [
      'fails below 80 %',
      withRules(...numbered(3, errorAlert), without(latencyAlert)),
      'fail',
      ['no-runbook'],
    ],
    [
      'takes text that is no address for no link',
      withRules(linkedTo(errorAlert, 'TODO')),
      'fail',
      ['no-runbook'],
    ],
    [
      'is not applicable without paging alerts',
      withRules({ ...errorAlert, labels: { severity: 'warning' } }, apiDown),
      'na',
      ['no-paging-rules'],
    ],
  ])('%s', async (_, options, state, codes) => {
    const verdict = await judge('entity', options);
    expect(verdict.state).toBe(state);
    expect(codesOf(verdict)).toEqual(expect.arrayContaining(codes));
  });

  it('counts each alert that lacks one', async () => {
    const { occurrences } = await judge(
      'entity',
      withRules(without(errorAlert), without(latencyAlert)),
    );
    expect(occurrences.map(({ discriminator }) => discriminator)).toEqual([
      'checkout/CheckoutErrors',
      'checkout/CheckoutLatency',
    ]);
  });

  it('never passes while no metrics store is connected', async () => {
    const objects = (...rules: readonly RuleParts[]) => [
      ...workload(),
      prometheus(),
      prometheusRule(rules),
    ];
    const inOrder = await judge('entity', {}, objects(errorAlert));
    expect(inOrder.state).toBe('warn');
    expect(codesOf(inOrder)).toEqual(['not-live-verified']);
    expect(inOrder.occurrences[0].responsible).toBe('platform');
    const fault = await judge('entity', {}, objects(without(errorAlert)));
    expect(fault.state).toBe('fail');
    const nothing = await judge('entity', {}, objects(crashLooping));
    expect(nothing.unknownReason).toBe('notConnected');
  });

  it('does not count alerts that no Prometheus loads', async () => {
    const verdict = await judge('entity', {}, [
      ...workload(),
      prometheus(),
      prometheusRule([errorAlert], { metadata: { labels: {} } }),
    ]);
    expect(verdict.unknownReason).toBe('notConnected');
  });

  it('is unknown when the rules cannot be read', async () => {
    const verdict = await judge('entity', {
      ...withRules(errorAlert),
      sources: { liveRules: { state: 'error' } },
    });
    expect(verdict).toMatchObject({ state: 'unknown', unknownReason: 'error' });
  });

  it('takes more severities for paging when told so', async () => {
    const rule = { ...without(errorAlert), labels: { severity: 'P1' } };
    expect((await judge('entity', withRules(rule))).state).toBe('na');
    const told = await judge('entity', {
      ...withRules(rule),
      params: { pagingSeverities: ['p1'] },
    });
    expect(told.state).toBe('fail');
  });
});

describe('obs-runbook-linked of a cluster', () => {
  it('takes alerts that speak of no entity, and leaves those of entities to them', async () => {
    const verdict = await judge(
      'cluster',
      withRules(without(errorAlert), linkedTo(apiDown, OWN_RUNBOOK)),
    );
    expect(verdict.state).toBe('pass');
  });

  it('takes the alerts of workloads that no entity owns, where owners are known', async () => {
    const { inventory } = await collectObjects([check], workload(), {
      liveRules: [live(without(errorAlert))],
    });
    const [{ subject }] = inventory.workloads;
    const stateWith = (entityWorkloads?: ReadonlySet<string>) =>
      judgeRunbookLinked(
        {
          type: 'cluster',
          subject: { type: 'cluster', kind: 'Cluster', name: 'test' },
          ...(entityWorkloads && { entityWorkloads }),
        },
        inventory,
        {
          now: NOW,
          cluster: {
            uid: 'uid',
            name: 'test',
            environment: 'prod',
            version: { major: 1, minor: 36 },
          },
          external: {},
          threshold: () => 0,
          params: {},
          exception: () => undefined,
          source: () => ({ state: 'ok' }),
          namespaceClass: () => 'tenant',
          owners: new Set(),
          environmentOf: () => 'prod',
        },
      ).state;
    expect(stateWith(new Set([subjectKey(subject)]))).toBe('na');
    expect(stateWith(new Set())).toBe('found');
    expect(stateWith()).toBe('na');
  });

  it('fails where paging alerts of the platform lack a runbook', async () => {
    const verdict = await judge('cluster', withRules(without(apiDown)));
    expect(verdict.state).toBe('fail');
    expect(verdict.responsible).toBe('platform');
  });

  it('warns once where all runbooks are generic', async () => {
    const verdict = await judge('cluster', withRules(...numbered(30, apiDown)));
    expect(verdict.state).toBe('warn');
    expect(verdict.occurrences).toHaveLength(1);
    expect(codesOf(verdict)).toEqual(['generic-runbooks-only']);
  });

  it('passes generic runbooks beside one of its own', async () => {
    const verdict = await judge(
      'cluster',
      withRules(apiDown, {
        ...apiDown,
        alert: 'IngressDown',
        annotations: { runbook_url: OWN_RUNBOOK },
      }),
    );
    expect(verdict.state).toBe('pass');
  });

  it('is not applicable without paging alerts of the platform', async () => {
    const verdict = await judge('cluster', withRules(errorAlert, crashLooping));
    expect(verdict.state).toBe('na');
  });
});

onRecording('obs-runbook-linked on the recording', () => {
  it('finds that the recorded rules bring generic runbooks only', async () => {
    const verdict = await judge('cluster', {}, [
      ...recordedList('monitoring.coreos.com_v1_prometheuses'),
      ...recordedList('monitoring.coreos.com_v1_prometheusrules'),
    ]);
    expect(verdict.state).toBe('warn');
    expect(codesOf(verdict)).toEqual(['generic-runbooks-only']);
  });
});
