import { checkoutScorecard } from '../../__fixtures__/scorecard';
import { checkTitles, nextLevel } from './nextLevel';

describe('nextLevel', () => {
  it('counts the blockers of the dimensions that hold the level down', () => {
    expect(nextLevel(checkoutScorecard)).toEqual({
      level: 1,
      items: [
        expect.objectContaining({ check: 'sec-secret-literal-env' }),
        expect.objectContaining({ message: expect.stringContaining('87 %') }),
      ],
    });
  });

  it('counts a check once, whatever the number of its lines', () => {
    const [security, recovery] = checkoutScorecard.dimensions;
    const twice = {
      ...security,
      blockers: [security.blockers[0], security.blockers[0]],
    };
    expect(
      nextLevel({ ...checkoutScorecard, dimensions: [twice, recovery] })?.items,
    ).toHaveLength(1);
  });

  it('has nothing to say at the top', () => {
    expect(
      nextLevel({
        ...checkoutScorecard,
        level: 3,
        dimensions: checkoutScorecard.dimensions.map(dimension => ({
          ...dimension,
          level: 3,
          nextLevel: undefined,
        })),
      }),
    ).toBeUndefined();
  });
});

describe('checkTitles', () => {
  it('knows titles of checks with and without findings', () => {
    const titles = checkTitles(checkoutScorecard);
    expect(titles.get('rec-restore-pvc-proven')).toBe(
      'Backed up nightly, never restored',
    );
    expect(titles.get('sec-pss-baseline-pod')).toBeUndefined();
  });
});
