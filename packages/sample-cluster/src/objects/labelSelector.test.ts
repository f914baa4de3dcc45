import { selects } from './labelSelector';

describe('selects', () => {
  it('selects nothing when absent and everything when empty', () => {
    expect(selects(undefined, { app: 'web' })).toBe(false);
    expect(selects({}, { app: 'web' })).toBe(true);
  });

  it.each([
    ['In', ['web'], true],
    ['NotIn', ['web'], false],
    ['Exists', undefined, true],
    ['DoesNotExist', undefined, false],
    ['Near', ['web'], false],
  ])('understands %s', (operator, values, expected) => {
    const matchExpressions = [{ key: 'app', operator, values }];
    expect(selects({ matchExpressions }, { app: 'web' })).toBe(expected);
  });
});
