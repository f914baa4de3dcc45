import { parse } from 'yaml';
import fc from 'fast-check';
import { judgeOne } from '@readiness/backstage-plugin-readiness-engine';
import type { JudgeOneOptions } from '@readiness/backstage-plugin-readiness-engine';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recorded, recordedList } from '../__fixtures__/recorded';
import {
  crashLooping,
  errorAlert,
  GENERIC_RUNBOOK,
  latencyAlert,
  PLATFORM,
  prometheus,
  prometheusRule,
  workload,
} from './__fixtures__/alerts';
import type { RuleParts } from './__fixtures__/alerts';
import { alertCoverage as check } from './alertCoverage';
import {
  alertCoverageCases,
  withRules,
  service,
  worker,
  pyrra,
  sloth,
  subject,
} from './alertCoverage.cases';

const onRecording = hasRecording ? describe : describe.skip;

describeCases(alertCoverageCases);

describe('obs-alert-coverage', () => {
  it('gives an objective with an ambiguous job to nobody', async () => {
    const both = [
      ...service,
      ...workload('checkout', { namespace: 'staging' }),
    ];
    const statesWith = async (objective: unknown) =>
      (await judgeOne(check, [...both, objective], withRules()))
        .map(({ state, subject: of }) => `${of.namespace} ${state}`)
        .sort();
    expect(await statesWith(pyrra({}))).toEqual(['shop fail', 'staging fail']);
    const metric = 'x_bucket{namespace="shop",job="checkout",le="0.5"}';
    expect(await statesWith(pyrra({ metric }))).toEqual([
      'shop pass',
      'staging fail',
    ]);
  });

  it('does not judge batch', async () => {
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'report', namespace: 'shop' },
      spec: {
        schedule: '0 2 * * *',
        jobTemplate: {
          spec: {
            template: { spec: { containers: [{ name: 'c', image: 'a/b:1' }] } },
          },
        },
      },
    };
    expect(await judgeOne(check, [cronJob], withRules())).toEqual([]);
  });

  it('counts what ships with the stack for the stack’s own parts', async () => {
    const shipped: RuleParts = {
      alert: 'GrafanaRequestsFailing',
      expr: 'sum(rate(grafana_requests_total{namespace="monitoring",job="grafana",code=~"5.."}[5m])) > 1 or histogram_quantile(0.9, rate(grafana_seconds_bucket{namespace="monitoring",job="grafana"}[5m])) > 1',
      annotations: { runbook_url: GENERIC_RUNBOOK },
    };
    const objects = workload('grafana', { namespace: 'monitoring' });
    const stateWith = async (more: JudgeOneOptions) =>
      (
        await verdictOf({
          check,
          objects,
          options: { ...withRules(shipped), ...more },
        })
      ).state;
    expect(await stateWith(PLATFORM)).toBe('pass');
    expect(await stateWith({})).toBe('fail');
  });

  it('writes the alerts that are missing, for the Prometheus that is there', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [...service, prometheus()],
      options: withRules(errorAlert),
      subject,
    });
    expect(parse(occurrences[0].remediation.content)).toMatchObject({
      kind: 'PrometheusRule',
      metadata: {
        name: 'checkout-alerts',
        namespace: 'shop',
        labels: { release: 'kps' },
      },
      spec: { groups: [{ rules: [{ alert: 'CheckoutLatency' }] }] },
    });
  });

  it('prefers an objective where an operator for it is installed', async () => {
    const unrelated = {
      ...pyrra({}),
      spec: { indicator: { ratio: { total: { metric: 'x{job="other"}' } } } },
    };
    const kindFor = async (...objects: readonly unknown[]) =>
      (
        await verdictOf({
          check,
          objects: [...service, ...objects],
          options: withRules(),
          subject,
        })
      ).occurrences[0].remediation.target?.kind;
    expect(await kindFor(unrelated)).toBe('ServiceLevelObjective');
    expect(await kindFor(sloth('other'))).toBe('PrometheusServiceLevel');
    expect(await kindFor()).toBe('PrometheusRule');
  });

  it.each([
    ['service', service],
    ['worker', worker],
  ])('writes alerts that would cover the very %s', async (_, objects) => {
    const { occurrences } = await verdictOf({
      check,
      objects,
      options: withRules(),
    });
    const rule = parse(occurrences[0].remediation.content);
    const after = await verdictOf({
      check,
      objects,
      options: withRules(...rule.spec.groups[0].rules),
    });
    expect(after.state).toBe('pass');
  });

  it('never passes while no metrics store is connected', async () => {
    const rule = fc.constantFrom(errorAlert, latencyAlert, crashLooping);
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        async (rules, objective, loaded) => {
          const verdict = await verdictOf({
            check,
            objects: [
              ...service,
              ...(objective ? [pyrra({})] : []),
              prometheus(),
              prometheusRule(rules, loaded ? {} : { metadata: { labels: {} } }),
            ],
            subject,
          });
          expect(['warn', 'fail', 'unknown']).toContain(verdict.state);
        },
      ),
      { seed: 5, numRuns: 25 },
    );
  });
});

onRecording('obs-alert-coverage on the recording', () => {
  it('finds that 139 recorded alerts cover no service', async () => {
    const verdict = await verdictOf({
      check,
      objects: [
        recorded('apps_v1_deployments', 'checkoutservice'),
        recorded('core_v1_services', 'checkoutservice'),
        ...recordedList('monitoring.coreos.com_v1_prometheuses'),
        ...recordedList('monitoring.coreos.com_v1_prometheusrules'),
      ],
      subject: 'checkoutservice',
    });
    expect(verdict.state).toBe('warn');
    expect(verdict.occurrences[0].reasons[0].code).toBe('generic-only');
  });
});
