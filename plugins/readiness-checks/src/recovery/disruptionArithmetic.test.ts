import fc from 'fast-check';
import type { BudgetObject } from '@readiness/backstage-plugin-readiness-engine';
import { disruptionsAllowed } from './disruptionArithmetic';

const budget = (bounds: Partial<BudgetObject>): BudgetObject => ({
  name: 'b',
  labels: {},
  annotations: {},
  ...bounds,
});

describe('disruptionsAllowed', () => {
  it.each([
    [{ minAvailable: '2' }, 3, 1],
    [{ minAvailable: '3' }, 3, 0],
    [{ minAvailable: '5' }, 3, 0],
    [{ minAvailable: '50%' }, 3, 1],
    [{ minAvailable: '90%' }, 5, 0],
    [{ minAvailable: '7%' }, 100, 93],
    [{ minAvailable: '100%' }, 10, 0],
    [{ minAvailable: '0%' }, 10, 10],
    [{ maxUnavailable: '1' }, 3, 1],
    [{ maxUnavailable: '0' }, 3, 0],
    [{ maxUnavailable: '0%' }, 3, 0],
    [{ maxUnavailable: '10%' }, 3, 1],
    [{ maxUnavailable: '50%' }, 3, 2],
    [{ maxUnavailable: '9' }, 3, 3],
  ])('%j of %d pods lets %d go', (bounds, pods, allowed) => {
    expect(disruptionsAllowed(budget(bounds), pods)).toBe(allowed);
  });

  it.each([{}, { minAvailable: 'half' }, { maxUnavailable: '-1' }])(
    'cannot tell from %j',
    bounds => {
      expect(disruptionsAllowed(budget(bounds), 3)).toBeUndefined();
    },
  );

  it('rounds percentages up, and stays within the pods', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 500 }),
        (percent, pods) => {
          const most = disruptionsAllowed(
            budget({ maxUnavailable: `${percent}%` }),
            pods,
          );
          const least = disruptionsAllowed(
            budget({ minAvailable: `${percent}%` }),
            pods,
          );
          let up = 0;
          while (up * 100 < percent * pods) up += 1;
          expect(most).toBe(up);
          expect(least).toBe(pods - up);
        },
      ),
      { seed: 27, numRuns: 300 },
    );
  });
});
