import { matchesSelector } from './matchesSelector';

const labels = { app: 'cart', tier: 'web' };

describe('matchesSelector', () => {
  it('selects nothing without a selector and everything with an empty one', () => {
    expect(matchesSelector(undefined, labels)).toBe(false);
    expect(matchesSelector({}, labels)).toBe(true);
    expect(matchesSelector({ matchLabels: {} }, {})).toBe(true);
  });

  it('wants every label', () => {
    expect(matchesSelector({ matchLabels: { app: 'cart' } }, labels)).toBe(
      true,
    );
    expect(
      matchesSelector({ matchLabels: { app: 'cart', x: 'y' } }, labels),
    ).toBe(false);
  });

  it('takes no inherited property for a label', () => {
    expect(
      matchesSelector(
        { matchExpressions: [{ key: 'toString', operator: 'Exists' }] },
        {},
      ),
    ).toBe(false);
  });

  it.each([
    ['app', 'In', ['cart', 'shop'], true],
    ['app', 'In', ['shop'], false],
    ['none', 'In', ['x'], false],
    ['app', 'NotIn', ['cart'], false],
    ['none', 'NotIn', ['x'], true],
    ['app', 'Exists', undefined, true],
    ['none', 'Exists', undefined, false],
    ['app', 'DoesNotExist', undefined, false],
    ['none', 'DoesNotExist', undefined, true],
    ['app', 'Matches', ['cart'], false],
  ])('%s %s %j is %s', (key, operator, values, expected) => {
    expect(
      matchesSelector(
        { matchExpressions: [{ key, operator, ...(values && { values }) }] },
        labels,
      ),
    ).toBe(expected);
  });
});
