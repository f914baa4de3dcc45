import fc from 'fast-check';
import { leaderboard, riskDelta } from './leaderboard';
import { ownerScore } from './ownerScore';
import { risk } from './risk';
import type { RankedEntity } from './types';

function entity(
  ref: string,
  overrides: Partial<RankedEntity> = {},
): RankedEntity {
  return {
    ref,
    owner: 'group:default/a',
    tier: 2,
    verified: 80,
    coverage: 1,
    level: 1,
    applicableWeight: 20,
    scannedDays: 30,
    riskStart: 10,
    riskClosed: 0,
    riskOpened: 0,
    ...overrides,
  };
}

const team = (
  owner: string,
  size: number,
  overrides: Partial<RankedEntity> = {},
) =>
  Array.from({ length: size }, (_, n) =>
    entity(`component:default/${owner}-${n}`, { owner, ...overrides }),
  );

describe('ownerScore', () => {
  it('shrinks to the mean as in the worked example', () => {
    const score = (count: number, verified: number) =>
      ownerScore({
        entities: Array.from({ length: count }, () => ({
          tier: 2 as const,
          verified,
        })),
        mean: 62,
      });
    expect(score(1, 98)).toBeCloseTo(69.2, 1);
    expect(score(3, 95)).toBeCloseTo(76.1, 1);
    expect(score(10, 90)).toBeCloseTo(82.0, 1);
  });
});

describe('leaderboard', () => {
  it('shows quartile bands instead of ranks below ten ranked rows', () => {
    const rows = leaderboard({
      by: 'owner',
      mean: 50,
      entities: [90, 70, 50, 30].flatMap(verified =>
        team(`team-${verified}`, 3, { verified }),
      ),
    });
    expect(rows.map(row => [row.ref, row.rank, row.band])).toEqual([
      ['team-90', null, 'Q1'],
      ['team-70', null, 'Q2'],
      ['team-50', null, 'Q3'],
      ['team-30', null, 'Q4'],
    ]);
  });

  it('ranks platform and application teams apart', () => {
    const rows = leaderboard({
      by: 'owner',
      mean: 50,
      entities: [
        ...team('sre', 3, { verified: 95, league: 'platform' }),
        ...team('infra', 3, { verified: 40, league: 'platform' }),
        ...team('shop', 3, { verified: 60 }),
        // Who owns both is of the applications.
        ...team('both', 2, { verified: 80, league: 'platform' }),
        ...team('both', 2, { verified: 80 }),
      ],
    });
    expect(rows.map(row => [row.ref, row.league, row.band])).toEqual([
      ['both', 'service', 'Q1'],
      ['shop', 'service', 'Q3'],
      ['sre', 'platform', 'Q1'],
      ['infra', 'platform', 'Q3'],
    ]);
  });

  it('ranks from ten rows on, with one rank for scores within a point', () => {
    const rows = leaderboard({
      by: 'entity',
      entities: [90, 89, 88, 70, 60, 50, 40, 30, 20, 10].map(verified =>
        entity(`component:default/s${verified}`, { verified }),
      ),
    });
    expect(rows.map(row => row.rank)).toEqual([1, 1, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rows.every(row => row.band === undefined)).toBe(true);
    expect(rows[0].verified).toBe(90);
  });

  it('lists who is not ranked last, by name and with the reason', () => {
    const rows = leaderboard({
      by: 'owner',
      entities: [
        ...team('zeta', 3),
        ...team('young', 3, { scannedDays: 3.5 }),
        ...team('blind', 3, { coverage: 0.5 }),
        ...team('alone', 1),
      ],
    });
    expect(rows.map(row => [row.ref, row.reason])).toEqual([
      ['zeta', undefined],
      ['alone', 'too small to rank: 1 of 3 services'],
      ['blind', 'not verified: 50 % seen, 80 % needed'],
      ['young', 'scanned for 3 of 14 days'],
    ]);
    expect(rows.slice(1).every(row => row.rank === null && !row.band)).toBe(
      true,
    );
  });

  it('ranks few entities with much weight', () => {
    const [row] = leaderboard({
      by: 'system',
      entities: [entity('a', { system: 'shop', applicableWeight: 60 })],
    });
    expect(row).toMatchObject({ ref: 'shop', entities: 1, band: 'Q1' });
    expect(row.reason).toBeUndefined();
  });

  it('leaves out what does not belong to the grouping', () => {
    expect(leaderboard({ by: 'domain', entities: [entity('a')] })).toEqual([]);
  });

  it('takes the level that more than half of the tier weight has reached', () => {
    const levels = (
      ...rows: [tier: 1 | 2 | 3, level: RankedEntity['level']][]
    ) =>
      leaderboard({
        by: 'owner',
        entities: rows.map(([tier, level], n) =>
          entity(`e${n}`, { tier, level }),
        ),
      })[0].level;
    expect(levels([1, 2], [2, 0])).toBe(2);
    expect(levels([2, 2], [2, 0])).toBe(0);
    expect(levels([3, 3], [1, 'unverified'])).toBe('unverified');
  });

  it('does not depend on the order of entities', () => {
    const anyEntities = fc.uniqueArray(
      fc.record({
        ref: fc.stringMatching(/^[a-z]{1,4}$/),
        owner: fc.constantFrom('a', 'b', 'c'),
        tier: fc.constantFrom(1 as const, 2 as const, 3 as const),
        verified: fc.integer({ min: 0, max: 100 }),
        coverage: fc.double({ min: 0.7, max: 1, noNaN: true }),
        scannedDays: fc.integer({ min: 0, max: 40 }),
        riskClosed: fc.double({ min: 0, max: 20, noNaN: true }),
      }),
      { selector: row => row.ref, maxLength: 25 },
    );
    const anyShuffle = anyEntities.chain(rows =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.constantFrom('owner' as const, 'entity' as const),
      ),
    );
    fc.assert(
      fc.property(anyShuffle, ([rows, shuffled, by]) => {
        const board = (list: typeof rows) =>
          leaderboard({
            by,
            entities: list.map(({ ref, ...rest }) => entity(ref, rest)),
          });
        expect(board(shuffled)).toEqual(board(rows));
      }),
      { seed: 8, numRuns: 200 },
    );
  });
});

describe('leaderboard of what the platform answers for', () => {
  it('says that no check is its own instead of calling it unseen', () => {
    const [row] = leaderboard({
      by: 'entity',
      entities: [
        entity('component:default/mesh', { applicableWeight: 0, coverage: 0 }),
      ],
    });
    expect(row.rank).toBeNull();
    expect(row.reason).toMatch(/no check is its own/);
  });

  it('lets it pull nobody down', () => {
    const mine = team('a', 3);
    const idle = entity('component:default/mesh', {
      owner: 'a',
      applicableWeight: 0,
      verified: 0,
      level: 'unverified',
      tier: 1,
    });
    const [without] = leaderboard({ by: 'owner', entities: mine });
    const [row] = leaderboard({ by: 'owner', entities: [...mine, idle] });
    expect(row).toEqual({ ...without, entities: 4 });
  });
});

describe('riskDelta', () => {
  it('is the change as a share of the start, clipped', () => {
    expect(riskDelta({ start: 40, closed: 10, opened: 0 })).toBe(0.25);
    expect(riskDelta({ start: 10, closed: 0, opened: 90 })).toBe(-1);
    expect(riskDelta({ start: 0, closed: 0, opened: 5 })).toBe(-1);
    expect(riskDelta({ start: 0, closed: 0, opened: 0 })).toBeNull();
  });
});

describe('risk', () => {
  const base = {
    severity: 'critical',
    tier: 1,
    environment: 'prod',
    exposed: false,
    privileged: false,
  } as const;
  const DAY = 86_400_000;

  it('multiplies severity, tier, environment, exposure and age', () => {
    expect(risk(base, 0)).toBe(32);
    expect(risk({ ...base, environment: 'staging' }, 0)).toBe(16);
    expect(risk({ ...base, exposed: true, privileged: true }, 0)).toBe(48);
    expect(risk({ ...base, privileged: true }, 0)).toBe(40);
    expect(risk({ ...base, dueAt: 0 }, 15 * DAY)).toBe(40);
    expect(risk({ ...base, dueAt: 0 }, 300 * DAY)).toBe(48);
    expect(risk({ ...base, dueAt: DAY }, 0)).toBe(32);
    expect(risk({ ...base, visibility: true }, 0)).toBe(16);
  });
});
