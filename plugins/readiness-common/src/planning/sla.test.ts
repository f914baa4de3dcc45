import fc from 'fast-check';
import { SEVERITIES, type Severity } from '../vocabulary';
import { slaState } from './sla';

const DAY = 86_400_000;
const state = (severity: Severity, now: number) =>
  slaState({ severity, clockAt: 0, dueAt: 10 * DAY, now });

describe('slaState', () => {
  it.each([
    ['critical', 4, { share: 0.4, mark: 'running' }],
    ['critical', 5, { share: 0.5, mark: 'half', escalatedTo: 'owner' }],
    ['critical', 10, { share: 1, mark: 'over', escalatedTo: 'platform' }],
    ['critical', 15, { share: 1.5, mark: 'over', escalatedTo: 'platform' }],
    ['high', 5, { share: 0.5, mark: 'half' }],
    ['high', 10, { share: 1, mark: 'over', escalatedTo: 'owner' }],
    ['medium', 20, { share: 2, mark: 'over' }],
    ['low', 20, { share: 2, mark: 'over' }],
  ] as const)('says of a %s on day %p: %p', (severity, day, expected) => {
    expect(state(severity, day * DAY)).toEqual(expected);
  });

  it('is overdue exactly when the due date has come, whatever the clock says', () => {
    const time = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...SEVERITIES),
        time,
        time,
        time,
        (severity, clockAt, dueAt, now) => {
          const { mark, share } = slaState({ severity, clockAt, dueAt, now });
          expect(mark === 'over').toBe(now >= dueAt);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(share)).toBe(true);
        },
      ),
      { seed: 20261015, numRuns: 500 },
    );
  });
});
