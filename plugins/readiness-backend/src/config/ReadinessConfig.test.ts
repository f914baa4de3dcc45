import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { DEFAULT_THRESHOLDS } from '@readiness/backstage-plugin-readiness-engine';
import { readReadinessConfig } from './ReadinessConfig';

const read = (readiness?: JsonObject) =>
  readReadinessConfig(new ConfigReader(readiness ? { readiness } : {}), {
    checks: builtInChecks,
    thresholds: new Set(Object.keys(DEFAULT_THRESHOLDS)),
  });

describe('readReadinessConfig', () => {
  it('has the defaults that the documentation promises', () => {
    expect(read()).toMatchObject({
      schedule: { frequency: { hours: 6 }, timeout: { minutes: 30 } },
      pageSize: 500,
      clusters: [],
      platformOwner: 'group:default/platform',
      rollout: 'owners',
      levels: { holdDays: 7 },
      leaderboard: { minDays: 14, minEntities: 3 },
      verify: { usedStageHours: 24 },
      capacity: { defaultDays: 3, platformDays: 10, wipLimit: 3, owners: {} },
      aggregates: 'rollout',
      waivers: { approvers: ['group:default/platform'], escalation: [] },
      fetch: { allow: [] },
    });
    expect(read({ platformOwner: 'sre' }).waivers.approvers).toEqual([
      'group:default/sre',
    ]);
    expect(
      read({ waivers: { approvers: ['Risk'], escalation: ['board'] } }).waivers,
    ).toEqual({
      approvers: ['group:default/risk'],
      escalation: ['group:default/board'],
    });
    expect(read().rules.platformNamespaces).toContain('velero');
    expect(read().rules.systemNamespaces).toContain('kube-system');
  });

  it('reads every key', () => {
    const config = read({
      schedule: { frequency: { minutes: 5 }, timeout: 'PT1M' },
      pageSize: 100,
      clusters: [
        {
          name: 'a.b/c',
          title: 'C',
          environment: 'staging',
          owner: 'Group:default/Infra',
          access: { type: 'inCluster' },
        },
        {
          name: 'k',
          access: { type: 'kubeconfig', path: 'x', context: 'y' },
        },
        { name: 'u', access: { type: 'url', url: 'https://k', token: 't' } },
      ],
      platformOwner: 'sre',
      rollout: 'private',
      checks: {
        'rec-pdb': {
          severity: 'low',
          responsible: 'platform',
          mode: 'observe',
        },
        'obs-runbook-linked': {
          params: { pagingSeverities: ['p1'], genericRunbooks: [] },
          exclude: [{ namespace: 'demo-*', reason: 'Nobody is on call.' }],
          responsible: [
            { responsible: 'platform', namespace: 'shared-*', cluster: 'a*' },
            { responsible: 'service' },
          ],
        },
      },
      newChecks: { observeDays: 3 },
      exceptions: [
        {
          check: 'sec-pss-enforced',
          namespace: 'x-*',
          reason: 'Moves next month.',
          expires: '2026-01-01',
        },
      ],
      thresholds: { restore: { validDays: { tier1: 30 } } },
      namespaces: { system: ['s'], platform: ['p'] },
      external: { backup: true },
      costs: { currency: 'EUR', cpuCoreHour: 0.03, memoryGiBHour: 0.004 },
      levels: { holdDays: 0 },
      capacity: {
        default: 2,
        platform: 4,
        wipLimit: 1,
        owners: [{ owner: 'group:default/a', daysPerWeek: 1.5 }],
      },
      issueUrlTemplate: 'https://x/{title}',
      fetch: { allow: ['ci.example.com'] },
    });
    expect(config).toMatchObject({
      schedule: { frequency: { minutes: 5 }, scope: 'global' },
      pageSize: 100,
      clusters: [
        {
          name: 'a.b/c',
          environment: 'staging',
          owner: 'group:default/infra',
          access: { type: 'inCluster' },
        },
        { access: { type: 'kubeconfig', path: 'x', context: 'y' } },
        { access: { type: 'url', token: 't', skipTLSVerify: false } },
      ],
      platformOwner: 'group:default/sre',
      rules: {
        checks: {
          'rec-pdb': { mode: 'observe', severity: 'low' },
          'obs-runbook-linked': {
            params: { pagingSeverities: ['p1'], genericRunbooks: [] },
            exclude: [{ namespace: 'demo-*', reason: 'Nobody is on call.' }],
          },
        },
        responsible: {
          'rec-pdb': [{ responsible: 'platform' }],
          'obs-runbook-linked': [
            { responsible: 'platform', namespace: 'shared-*', cluster: 'a*' },
            { responsible: 'service' },
          ],
        },
        exceptions: [{ check: 'sec-pss-enforced', origin: 'config' }],
        thresholds: { 'restore.validDays.tier1': 30 },
        systemNamespaces: ['s'],
        platformNamespaces: ['p'],
        external: { backup: true },
        costs: { currency: 'EUR', cpuCoreHour: 0.03, memoryGiBHour: 0.004 },
      },
      capacity: { owners: { 'group:default/a': 1.5 } },
    });
    expect(config.namespaces).toEqual({ system: ['s'], platform: ['p'] });
    expect(config.newChecks).toEqual({ observeDays: 3 });
  });

  it.each<[string, JsonObject]>([
    ['readiness.checks.no-such', { checks: { 'no-such': {} } }],
    ['readiness.checks.rec-pdb.mode', { checks: { 'rec-pdb': { mode: 'x' } } }],
    [
      'readiness.checks.rec-pdb.severity',
      { checks: { 'rec-pdb': { severity: 'huge' } } },
    ],
    [
      'readiness.checks.rec-pdb.responsible',
      { checks: { 'rec-pdb': { responsible: 'me' } } },
    ],
    [
      'readiness.checks.rec-pdb.sevrity',
      { checks: { 'rec-pdb': { sevrity: 'low' } } },
    ],
    [
      "'readiness.checks.rec-pdb.enabled'",
      { checks: { 'rec-pdb': { enabled: 'maybe' } } },
    ],
    [
      'readiness.checks.rec-pdb.params',
      { checks: { 'rec-pdb': { params: { x: 1 } } } },
    ],
    [
      'readiness.checks.obs-runbook-linked.params.paging',
      { checks: { 'obs-runbook-linked': { params: { paging: [] } } } },
    ],
    [
      'readiness.checks.obs-runbook-linked.params.pagingSeverities',
      {
        checks: {
          'obs-runbook-linked': { params: { pagingSeverities: 'p1' } },
        },
      },
    ],
    [
      'readiness.checks.obs-runbook-linked.params.genericRunbooks[1]',
      {
        checks: {
          'obs-runbook-linked': { params: { genericRunbooks: ['a', 1] } },
        },
      },
    ],
    [
      'readiness.checks.cost-autoscaler-present.params.fixedFleet',
      {
        checks: {
          'cost-autoscaler-present': { params: { fixedFleet: 'yes' } },
        },
      },
    ],
    [
      'readiness.checks.rec-pdb.exclude[0]',
      { checks: { 'rec-pdb': { exclude: [{ reason: 'x' }] } } },
    ],
    [
      'readiness.checks.rec-pdb.exclude[0].reason',
      { checks: { 'rec-pdb': { exclude: [{ name: 'x', reason: ' ' }] } } },
    ],
    [
      'readiness.checks.rec-pdb.exclude[0].expires',
      {
        checks: {
          'rec-pdb': {
            exclude: [{ name: 'x', reason: 'y', expires: '2027-01-01' }],
          },
        },
      },
    ],
    [
      'readiness.checks.rec-pdb.responsible[0].responsible',
      {
        checks: {
          'rec-pdb': { responsible: [{ responsible: 'me', namespace: 'x' }] },
        },
      },
    ],
    [
      'readiness.checks.rec-pdb.responsible[0].name',
      {
        checks: {
          'rec-pdb': {
            responsible: [{ responsible: 'service', name: 'x' }],
          },
        },
      },
    ],
    ['readiness.exeptions', { exeptions: [] }],
    ['readiness.levels.holdDay', { levels: { holdDay: 1 } }],
    ['readiness.namespaces.plattform', { namespaces: { plattform: [] } }],
    ['readiness.external.logging', { external: { logging: true } }],
    [
      'readiness.costs.cpuCoreHour',
      { costs: { currency: 'EUR', cpuCoreHour: -1, memoryGiBHour: 1 } },
    ],
    [
      'readiness.costs.currency',
      { costs: { currency: ' ', cpuCoreHour: 1, memoryGiBHour: 1 } },
    ],
    ['readiness.costs.gpu', { costs: { gpu: 1 } }],
    [
      'readiness.clusters[0].prometheus.url',
      { clusters: [{ name: 'a', prometheus: { url: 'x' } }] },
    ],
    ['readiness.newChecks.observeDays', { newChecks: { observeDays: -1 } }],
    [
      'readiness.clusters[0].environmemt',
      { clusters: [{ name: 'a', environmemt: 'prod' }] },
    ],
    [
      'readiness.exceptions[0].check',
      { exceptions: [{ check: 'x', reason: 'y' }] },
    ],
    [
      'readiness.exceptions[0].reason',
      { exceptions: [{ check: 'rec-pdb', reason: ' ' }] },
    ],
    [
      'readiness.exceptions[0].expires',
      { exceptions: [{ check: 'rec-pdb', reason: 'y', expires: 'soon' }] },
    ],
    [
      'readiness.exceptions[0].namspace',
      { exceptions: [{ check: 'rec-pdb', reason: 'y', namspace: 'z' }] },
    ],
    [
      'readiness.thresholds.restore.days',
      { thresholds: { restore: { days: 1 } } },
    ],
    ['readiness.thresholds.restore', { thresholds: { restore: 'long' } }],
    ['readiness.rollout', { rollout: 'everybody' }],
    ['readiness.platformOwner', { platformOwner: 'a:b:c' }],
    ['readiness.aggregates', { aggregates: 'everybody' }],
    ['readiness.pageSize', { pageSize: 5 }],
    [
      'readiness.waivers.approvers[0]',
      { waivers: { approvers: ['user:default/ana'] } },
    ],
    ['readiness.waivers.approver', { waivers: { approver: 'risk' } }],
    ['readiness.levels.holdDays', { levels: { holdDays: -1 } }],
    [
      'readiness.capacity.owners[0].owner',
      {
        capacity: { owners: [{ owner: 'a:b:c', daysPerWeek: 1 }] },
      },
    ],
    [
      'readiness.clusters[1].name',
      { clusters: [{ name: 'a' }, { name: 'a' }] },
    ],
    [
      'readiness.clusters[0].environment',
      { clusters: [{ name: 'a', environment: 'qa' }] },
    ],
    [
      'readiness.clusters[0].access.type',
      { clusters: [{ name: 'a', access: { type: 'ssh' } }] },
    ],
    [
      'readiness.clusters[0].access.url',
      { clusters: [{ name: 'a', access: { type: 'url', url: 'x' } }] },
    ],
  ])('names %s when it is wrong', (key, readiness) => {
    expect(() => read(readiness)).toThrow(`${key} `);
  });

  it('refuses a text that is none of those a parameter may have', () => {
    const check = {
      ...builtInChecks[0],
      id: 'added',
      params: { answer: 'unknown' },
      paramValues: { answer: ['unknown', 'none'] },
    };
    const withAnswer = (answer: string) =>
      readReadinessConfig(
        new ConfigReader({
          readiness: { checks: { added: { params: { answer } } } },
        }),
        { checks: [check] },
      );
    expect(withAnswer('none').rules.checks.added.params).toEqual({
      answer: 'none',
    });
    expect(() => withAnswer('nil')).toThrow(
      'readiness.checks.added.params.answer is "nil", expected one of unknown, none',
    );
  });
});
