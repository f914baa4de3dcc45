import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { DEFAULT_THRESHOLDS } from '@readiness/backstage-plugin-readiness-engine';
import { CheckRegistry } from './CheckRegistry';
import { expiredExceptions } from './readRuleConfig';
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
      fetch: { allow: [] },
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
          enabled: false,
          severity: 'low',
          responsible: 'platform',
          params: { x: 1 },
        },
      },
      exceptions: [
        {
          check: 'rec-pdb',
          namespace: 'x-*',
          reason: 'Moves next month.',
          expires: '2026-01-01',
        },
      ],
      thresholds: { restore: { validDays: { tier1: 30 } } },
      namespaces: { system: ['s'], platform: ['p'] },
      external: { backup: true },
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
        checks: { 'rec-pdb': { enabled: false, severity: 'low' } },
        responsible: { 'rec-pdb': 'platform' },
        thresholds: { 'restore.validDays.tier1': 30 },
        systemNamespaces: ['s'],
        platformNamespaces: ['p'],
        external: { backup: true },
      },
      capacity: { owners: { 'group:default/a': 1.5 } },
    });
    const { exceptions } = config.rules;
    expect(expiredExceptions(exceptions, Date.parse('2025-12-31'))).toEqual([]);
    expect(
      expiredExceptions(exceptions, Date.parse('2026-02-01')),
    ).toHaveLength(1);
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
    ['readiness.pageSize', { pageSize: 5 }],
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
});

describe('CheckRegistry', () => {
  const registry = (
    readiness?: JsonObject,
    added = builtInChecks.slice(0, 0),
  ) =>
    CheckRegistry.create({
      checks: [...builtInChecks, ...added],
      builtIn: builtInChecks,
      builtInVersion: '1',
      rules: read(readiness).rules,
    });

  it('applies the configuration and changes the version of the rule set', () => {
    expect(registry().rulesetVersion).toBe('1');
    const changed = registry({
      checks: {
        'rec-pdb': { enabled: false },
        'cost-requests-set': { severity: 'low', responsible: 'platform' },
      },
    });
    expect(changed.rulesetVersion).toMatch(/^1\+[0-9a-f]{8}$/);
    expect(changed.enabled.map(({ id }) => id)).not.toContain('rec-pdb');
    expect(changed.all.map(({ id }) => id)).toContain('rec-pdb');
    expect(
      changed.enabled.find(({ id }) => id === 'cost-requests-set'),
    ).toMatchObject({ severity: 'low', responsible: 'platform' });
  });

  it('refuses an id that is taken', () => {
    const [first] = builtInChecks;
    expect(() => registry({}, [{ ...first }])).toThrow(first.id);
  });
});
