import { mergeChanges } from './mergeChanges';

describe('mergeChanges', () => {
  it('merges maps, joins lists and lets the last word win', () => {
    expect(
      mergeChanges([
        { security: { privileged: false }, volumes: [{ name: 'a' }], x: 1 },
        { security: { procMount: 'Default' }, volumes: [{ name: 'b' }], x: 2 },
      ]),
    ).toEqual({
      security: { privileged: false, procMount: 'Default' },
      volumes: [{ name: 'a' }, { name: 'b' }],
      x: 2,
    });
  });

  it('keeps what deletes a field', () => {
    expect(mergeChanges([{ a: { b: 1 } }, { a: null }])).toEqual({ a: null });
  });

  it('is nothing of nothing', () => {
    expect(mergeChanges([])).toEqual({});
  });
});
