import { checkoutScorecard } from '../../__fixtures__/scorecard';
import { trendGeometry } from './trendGeometry';

const size = { width: 104, height: 54, margin: 2 };

describe('trendGeometry', () => {
  it('marks where the rule set changed', () => {
    const geometry = trendGeometry(checkoutScorecard.trend, size);
    expect(geometry?.steps).toEqual([
      { x: expect.any(Number), version: '2', at: '2026-10-01T00:00:00.000Z' },
    ]);
    expect(geometry?.last).toEqual({ x: 102, y: 52 - 31 });
  });

  it('draws 100 at the top and 0 at the bottom', () => {
    const [first, second] = checkoutScorecard.trend;
    const geometry = trendGeometry(
      [
        { ...first, verified: 100 },
        { ...second, verified: 0 },
      ],
      size,
    );
    expect(geometry?.path).toBe('M2,2L102,52');
  });

  it('has nothing to draw without a point, and one point is at the right', () => {
    expect(trendGeometry([], size)).toBeUndefined();
    expect(
      trendGeometry(checkoutScorecard.trend.slice(0, 1), size)?.last.x,
    ).toBe(102);
  });
});
