import { CONTROLS } from '../vocabulary';
import { explain, explainText } from './explain';
import { scoreEntity } from './scoreEntity';
import type { CatalogueCheck, ScoredVerdict } from './types';

function check(
  id: string,
  overrides: Partial<CatalogueCheck> = {},
): CatalogueCheck {
  const control = overrides.control ?? 'C1';
  return {
    id,
    control,
    dimension: CONTROLS[control].dimension,
    stage: 'configured',
    severity: 'high',
    gate: 'configured',
    responsible: 'service',
    built: true,
    ...overrides,
  };
}

function verdict(
  id: string,
  state: ScoredVerdict['state'],
  overrides: Partial<ScoredVerdict> = {},
): ScoredVerdict {
  return {
    check: id,
    subject: `workload:${id}`,
    state,
    environment: 'prod',
    ...overrides,
  };
}

const CONFIGURED = check('set');
const USED = check('used', { stage: 'used', gate: 'used', severity: 'medium' });
const PROVEN = check('proven', {
  stage: 'proven',
  gate: 'proven',
  severity: 'medium',
});
const LADDER = [CONFIGURED, USED, PROVEN];

describe('scoreEntity', () => {
  it('weighs environments: prod 1, others 0.25', () => {
    const tree = scoreEntity({
      catalogue: [CONFIGURED],
      verdicts: [
        verdict('set', 'pass'),
        verdict('set', 'fail', { subject: 'b' }),
        verdict('set', 'pass', { subject: 'c', environment: 'staging' }),
      ],
    });
    // (1·0.5 + 0.25·1) / 1.25
    expect(tree.dimensions[0].verified).toBeCloseTo(60, 9);
  });

  it('lets no stage stand above the one below', () => {
    const tree = scoreEntity({
      catalogue: LADDER,
      verdicts: [
        verdict('set', 'fail'),
        verdict('used', 'pass'),
        verdict('proven', 'pass'),
      ],
    });
    expect(tree.verified).toBe(0);
    const [control] = tree.dimensions[0].controls;
    expect(control.stages.map(stage => [stage.raw, stage.verified])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
    ]);
  });

  it('renormalises the stage weights over what remains', () => {
    const tree = scoreEntity({
      catalogue: LADDER,
      verdicts: [
        verdict('set', 'pass'),
        verdict('used', 'na'),
        verdict('proven', 'fail'),
      ],
    });
    expect(tree.dimensions[0].verified).toBeCloseTo((100 * 0.4) / 0.65, 9);
  });

  it('counts a stage that nobody has built as not judged yet', () => {
    const tree = scoreEntity({
      catalogue: [CONFIGURED, { ...USED, built: false }, PROVEN],
      verdicts: [verdict('set', 'pass'), verdict('proven', 'pass')],
    });
    const [cost] = tree.dimensions;
    expect(cost.verified).toBeCloseTo(65, 9);
    expect(cost.potential).toBeCloseTo(100, 9);
    expect(cost.coverage).toBe(1);
    expect(cost.controls[0].stages[1]).toMatchObject({
      stage: 'used',
      notJudged: true,
      verified: 0,
      potential: 1,
    });
    expect(cost.level).toBe(1);
    expect(cost.blockers).toEqual([
      {
        reason: 'gate-not-judged',
        message: 'No check for Used in cost is judged yet',
      },
    ]);
  });

  it('leaves unbuilt checks of the other league out', () => {
    const tree = scoreEntity({
      catalogue: [
        CONFIGURED,
        { ...USED, built: false, responsible: 'platform' },
      ],
      verdicts: [verdict('set', 'pass')],
    });
    expect(tree.verified).toBe(100);
  });

  it('trap 38: takes what is not connected out of level, score and coverage', () => {
    const tree = scoreEntity({
      catalogue: LADDER,
      verdicts: [
        verdict('set', 'pass'),
        verdict('used', 'unknown', { unknownReason: 'notConnected' }),
        verdict('proven', 'pass'),
      ],
    });
    const [cost] = tree.dimensions;
    expect(cost).toMatchObject({ verified: 100, coverage: 1, level: 3 });
    expect(tree.notConnected).toEqual([{ check: 'used', dimension: 'cost' }]);
  });

  it('says nothing about a dimension of which nothing is connected', () => {
    const tree = scoreEntity({
      catalogue: [CONFIGURED, check('alerts', { control: 'O2' })],
      verdicts: [
        verdict('set', 'pass'),
        verdict('alerts', 'unknown', { unknownReason: 'notConnected' }),
      ],
    });
    const [observability, cost] = tree.dimensions;
    expect(observability).toMatchObject({
      level: 'unverified',
      potential: 100,
    });
    expect(observability.blockers[0].reason).toBe('not-connected');
    expect(tree.level).toBe(cost.level);
    expect(tree).toMatchObject({ verified: 100, potential: 100, coverage: 1 });
  });

  it('is unverified without any verdict, and where less than 60 % was seen', () => {
    expect(scoreEntity({ catalogue: LADDER, verdicts: [] }).level).toBe(
      'unverified',
    );
    const tree = scoreEntity({
      catalogue: LADDER,
      verdicts: [
        verdict('set', 'unknown', { unknownReason: 'forbidden' }),
        verdict('used', 'pass'),
      ],
    });
    expect(tree.coverage).toBeCloseTo(2 / 6, 9);
    expect(tree.level).toBe('unverified');
  });

  it('caps at 49 for a critical fail and at 69 for a critical unknown', () => {
    const critical = check('crit', { severity: 'critical', control: 'S4' });
    const rest = check('rest', { control: 'S2' });
    const score = (crit: ScoredVerdict) =>
      scoreEntity({
        catalogue: [
          critical,
          rest,
          check('big', { control: 'S3' }),
          check('more', { control: 'S1' }),
          check('last', { control: 'S5' }),
        ],
        verdicts: [
          crit,
          ...['rest', 'big', 'more', 'last'].map(id => verdict(id, 'pass')),
        ],
      }).dimensions[0];
    expect(score(verdict('crit', 'fail')).verified).toBe(49);
    expect(score(verdict('crit', 'unknown')).verified).toBe(69);
    const sticky = score(verdict('crit', 'unknown', { sticky: true }));
    expect(sticky.verified).toBe(49);
    expect(sticky.potential).toBe(49);
    expect(sticky.coverage).toBeCloseTo(16 / 24, 9);
    const mild = score(verdict('crit', 'fail', { severity: 'high' }));
    expect(mild.verified).toBe(75);
  });

  it('needs every prod subject for a gate, and no other', () => {
    const level = (environment: 'prod' | 'staging') =>
      scoreEntity({
        catalogue: LADDER,
        verdicts: [
          verdict('set', 'pass'),
          verdict('set', 'fail', { subject: 'b', environment }),
        ],
      }).dimensions[0];
    expect(level('prod').blockers).toEqual([
      { check: 'set', reason: 'gate-fail', message: 'set fails' },
    ]);
    expect(level('prod').level).toBe(0);
    // A high fail in staging does not close the gate, but keeps Used away.
    expect(level('staging').level).toBe(1);
    expect(level('staging').blockers).toEqual([
      {
        check: 'set',
        reason: 'severity-fail',
        message: 'set fails with severity high',
      },
    ]);
  });

  it('shows Proven as Used where there is nothing to prove', () => {
    const tree = scoreEntity({
      catalogue: LADDER,
      verdicts: [
        verdict('set', 'pass'),
        verdict('used', 'pass'),
        verdict('proven', 'na'),
      ],
    });
    expect(tree.dimensions[0]).toMatchObject({
      level: 2,
      nothingToProve: true,
      blockers: [],
    });
    expect(explainText(explain(tree))).toContain('Used (nothing to prove)');
  });

  it('allows two mild warns for Used, and none on high or critical', () => {
    const mild = [1, 2, 3].map(n =>
      check(`mild${n}`, { stage: 'used', gate: 'used', severity: 'low' }),
    );
    const grave = check('grave', { stage: 'used', gate: 'used' });
    const level = (...warned: string[]) =>
      scoreEntity({
        catalogue: [CONFIGURED, ...mild, grave],
        verdicts: ['set', 'mild1', 'mild2', 'mild3', 'grave'].map(id =>
          verdict(id, warned.includes(id) ? 'warn' : 'pass'),
        ),
      }).dimensions[0].level;
    expect(level('mild1', 'mild2')).toBe(2);
    expect(level('mild1', 'mild2', 'mild3')).toBe(1);
    expect(level('grave')).toBe(1);
  });

  it('fades evidence and keeps Proven away while it lapses', () => {
    const tree = scoreEntity({
      catalogue: LADDER,
      verdicts: [
        verdict('set', 'pass'),
        verdict('used', 'pass'),
        verdict('proven', 'warn', { freshness: 0.8, lapsing: true }),
      ],
    });
    const [cost] = tree.dimensions;
    expect(cost.verified).toBeCloseTo(95, 9);
    expect(cost.level).toBe(2);
    expect(cost.blockers).toEqual([
      {
        check: 'proven',
        reason: 'evidence',
        message: 'The evidence of proven is lapsing',
      },
    ]);
  });

  it('limits what waivers add to 10 % of the weight, one waiver aside', () => {
    const many = Array.from({ length: 4 }, (_, n) => check(`c${n}`));
    const verified = (waived: number) =>
      scoreEntity({
        catalogue: many,
        verdicts: many.map(({ id }, n) =>
          verdict(id, n < waived ? 'waived' : 'pass'),
        ),
      }).dimensions[0].verified;
    expect(verified(1)).toBeCloseTo(87.5, 9);
    // Two waived: budget is one of them, so both count a quarter.
    expect(verified(2)).toBeCloseTo(62.5, 9);
  });

  it('ignores verdicts of checks that the catalogue does not hold', () => {
    const tree = scoreEntity({
      catalogue: [CONFIGURED],
      verdicts: [verdict('set', 'pass'), verdict('gone', 'fail')],
    });
    expect(tree.verified).toBe(100);
  });

  it('prints the figures that it computed', () => {
    const tree = scoreEntity({
      catalogue: [...LADDER, check('alerts', { control: 'O2' })],
      verdicts: [
        verdict('set', 'warn'),
        verdict('used', 'pass'),
        verdict('proven', 'fail'),
        verdict('alerts', 'unknown', { unknownReason: 'notConnected' }),
      ],
    });
    expect(explainText(explain(tree)).split('\n')).toEqual([
      'Used · verified 37 · potential 68 · coverage 100 %',
      '  observability · Unverified · verified 0.0 · potential 100.0 · coverage 0 %',
      '    O2 Alert thresholds are set and tested · weight 0 · 0.00',
      '      configured · λ 0.00 · 0.00',
      '        alerts: not connected · ω 0 · 0.00',
      '    missing for Configured',
      '      Nothing of observability is connected',
      '  cost · Used · verified 37.5 · potential 37.5 · coverage 100 %',
      '    C1 Requests and limits on every workload · weight 40 · 0.38',
      '      configured · λ 0.40 · 0.50',
      '        set: warn · ω 4 · 0.50',
      '      used · λ 0.35 · 0.50 (1.00, held down by the stage below)',
      '        used: pass · ω 2 · 1.00',
      '      proven · λ 0.25 · 0.00',
      '        proven: fail · ω 2 · 0.00',
      '    missing for Proven',
      '      proven fails',
      '  not connected, in potential only',
      '    alerts',
    ]);
  });
});
