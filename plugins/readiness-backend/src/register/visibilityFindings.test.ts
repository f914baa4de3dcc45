import {
  defineCheck,
  liveRules,
  liveTargets,
  optionalList,
  pass,
  type AnyCheck,
  type ScanResult,
  type Source,
} from '@readiness/backstage-plugin-readiness-engine';
import type { CheckMode } from '@readiness/backstage-plugin-readiness-common';
import { visibilityFindings } from './visibilityFindings';

const aCheck = (
  id: string,
  severity: AnyCheck['severity'],
  reads: AnyCheck['reads'],
): AnyCheck =>
  defineCheck({
    id,
    title: id,
    dimension: 'observability',
    control: 'O1',
    scope: { types: ['cluster'] },
    severity,
    stage: 'used',
    effort: 'S',
    fixKey: 'x',
    reads,
    texts: { why: '', rules: {}, traps: [], fix: '', references: [] },
    judge: () => pass(),
  });

const CHECKS = [
  aCheck('rules', 'medium', [liveRules()]),
  aCheck('targets', 'high', [liveTargets()]),
  aCheck('nodes', 'critical', [optionalList('nodes')]),
];

const source = (
  key: string,
  resource: string,
  state: Source['state'],
): Source => ({
  key,
  resource,
  state,
  count: 0,
  at: '2026-11-22T12:00:00.000Z',
});

const findings = (
  sources: readonly Source[],
  modes: Record<string, CheckMode> = {},
) =>
  visibilityFindings(
    {
      cluster: {
        name: 'prod',
        uid: 'u1',
        version: { major: 1, minor: 34 },
        environment: 'prod',
      },
      sources,
      verdicts: [],
    } as unknown as ScanResult,
    {
      checks: new Map(CHECKS.map(check => [check.id, check])),
      tiers: new Map(),
      platformOwner: 'group:default/platform',
      modeOf: id => modes[id] ?? 'enforce',
    },
  );

const RULES = source('liveRules', 'prometheus: rules', 'notConnected');
const TARGETS = source('liveTargets', 'prometheus: targets', 'notConnected');

describe('visibilityFindings', () => {
  it('are one for a signal that was never connected, the platform’s', () => {
    const found = findings([RULES, TARGETS]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      discriminator: 'prometheus',
      responsible: 'platform',
      owner: 'group:default/platform',
      fix_key: 'connect-prometheus',
      severity: 'high',
      hides: '["targets","rules"]',
      mode: 'enforce',
    });
    expect(JSON.parse(found[0].sources)).toEqual([
      { resource: 'prometheus: rules', state: 'notConnected' },
      { resource: 'prometheus: targets', state: 'notConnected' },
    ]);
    // Connecting a part of it leaves the same finding.
    expect(findings([TARGETS])[0].id).toBe(found[0].id);
  });

  it('tell a signal that was lost from one that never was', () => {
    const lost = source('liveRules', 'prometheus: rules', 'error');
    expect(
      findings([lost, TARGETS]).map(row => [row.discriminator, row.fix_key]),
    ).toEqual([
      ['prometheus: rules', 'grant-reads'],
      ['prometheus', 'connect-prometheus'],
    ]);
  });

  it('count for as little as the checks that they hide', () => {
    const [mixed] = findings([RULES, TARGETS], { targets: 'observe' });
    expect(mixed).toMatchObject({
      severity: 'medium',
      mode: 'enforce',
      hides: '["targets","rules"]',
    });
    const [observed] = findings([RULES, TARGETS], {
      targets: 'observe',
      rules: 'observe',
    });
    expect(observed).toMatchObject({ severity: 'high', mode: 'observe' });
  });

  it('speak of what some check needs', () => {
    expect(findings([source('pods', 'pods', 'forbidden')])).toEqual([]);
    expect(findings([source('nodes', 'nodes', 'forbidden')])[0]).toMatchObject({
      discriminator: 'nodes',
      severity: 'critical',
    });
  });
});
