import fc from 'fast-check';
import { applyLevelHold, type LevelHold } from './applyLevelHold';
import { levelOrder } from './dimensionLevel';
import type { Level } from '../vocabulary';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-10-05T00:00:00Z');

interface Seen {
  day: number;
  level: Level;
  critical?: boolean;
}

const run = (scans: readonly Seen[], holdDays = 7) =>
  scans.reduce<LevelHold[]>((holds, { day, level, critical = false }) => {
    const now = START + day * DAY;
    const previous = holds.at(-1);
    const next = applyLevelHold({
      previous,
      observed: level,
      critical,
      now,
      holdDays,
    });
    return [...holds, next];
  }, []);
const shown = (scans: readonly Seen[], holdDays?: number) =>
  run(scans, holdDays).map(hold => hold.level);

describe('applyLevelHold', () => {
  it('grants a level after it was met on every scan of the hold', () => {
    const scans: Seen[] = [0, 3, 6.9, 7].map(day => ({ day, level: 1 }));
    expect(shown(scans)).toEqual([0, 0, 0, 1]);
    expect(run(scans)[0].pending).toEqual({
      level: 1,
      confirmedAt: START + 7 * DAY,
      message: 'Configured, confirmed on 12 Oct if it holds',
    });
    expect(run(scans)[3].pending).toBeUndefined();
  });

  it('begins anew after a scan that missed it', () => {
    expect(
      shown([
        { day: 0, level: 1 },
        { day: 5, level: 0 },
        { day: 8, level: 1 },
        { day: 14, level: 1 },
        { day: 15, level: 1 },
      ]),
    ).toEqual([0, 0, 0, 0, 1]);
  });

  it('counts each level by itself', () => {
    const holds = run([
      { day: 0, level: 1 },
      { day: 4, level: 2 },
      { day: 7, level: 2 },
      { day: 11, level: 2 },
    ]);
    expect(holds.map(hold => hold.level)).toEqual([0, 0, 1, 2]);
    expect(holds[2].pending?.level).toBe(2);
  });

  it('drops at once with a critical fail', () => {
    expect(
      shown([
        { day: 0, level: 2 },
        { day: 7, level: 2 },
        { day: 8, level: 0, critical: true },
      ]),
    ).toEqual([0, 2, 0]);
  });

  it('drops otherwise after two scans that are a day apart', () => {
    expect(
      shown([
        { day: 0, level: 2 },
        { day: 7, level: 2 },
        { day: 8, level: 1 },
        { day: 8.5, level: 1 },
        { day: 9, level: 1 },
      ]),
    ).toEqual([0, 2, 2, 2, 1]);
  });

  it('forgets a dip that did not last', () => {
    expect(
      shown([
        { day: 0, level: 1 },
        { day: 7, level: 1 },
        { day: 8, level: 0 },
        { day: 8.2, level: 1 },
        { day: 9.1, level: 0 },
      ]),
    ).toEqual([0, 1, 1, 1, 1]);
  });

  it('calls Running at once what was unverified', () => {
    expect(
      shown([
        { day: 0, level: 'unverified' },
        { day: 1, level: 0 },
      ]),
    ).toEqual(['unverified', 0]);
  });

  it('follows the scan without a hold', () => {
    expect(
      shown(
        [
          { day: 0, level: 3 },
          { day: 0.1, level: 1 },
        ],
        0,
      ),
    ).toEqual([3, 1]);
  });

  it('never shows a level that no scan of the hold has met', () => {
    const anyScans = fc.array(
      fc.record({
        gap: fc.integer({ min: 1, max: 100 }),
        level: fc.constantFrom<Level>('unverified', 0, 1, 2, 3),
        critical: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(anyScans, rows => {
        let day = 0;
        const scans = rows.map(({ gap, ...rest }) => {
          day += gap / 10;
          return { day, ...rest };
        });
        run(scans).forEach((hold, index) => {
          const met = scans
            .slice(0, index + 1)
            .some(({ level }) => levelOrder(level) >= levelOrder(hold.level));
          expect(met || hold.level === 0).toBe(true);
          const { critical, level } = scans[index];
          const most = critical ? Math.max(0, levelOrder(level)) : 3;
          expect(levelOrder(hold.level)).toBeLessThanOrEqual(most);
        });
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
