import * as fc from 'fast-check';
import { mergePatch } from './mergePatch';

describe('mergePatch', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b', c: 1 }, { a: null }, { c: 1 }],
    [{ a: ['b'] }, { a: ['c', 'd'] }, { a: ['c', 'd'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [['a'], { b: 'c' }, { b: 'c' }],
    [{}, { a: { b: { c: null } } }, { a: { b: {} } }],
  ])('merges %j with %j to %j', (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  it('does the same twice as once', () => {
    const objects = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(objects, objects, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
