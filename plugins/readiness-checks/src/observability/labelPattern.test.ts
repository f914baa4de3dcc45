import fc from 'fast-check';
import { labelPattern } from './labelPattern';

describe('labelPattern', () => {
  it.each([
    ['checkout', 'checkout', true],
    ['checkout', 'checkout-v2', false],
    ['checkout.*', 'checkout-v2', true],
    ['checkout|cart', 'cart', true],
    ['checkout|cart', 'carts', false],
    ['^(?:checkout|cart)$', 'cart', true],
    ['(?i)Checkout', 'checkout', true],
    ['5..', '503', true],
    ['5[0-9]{2}', '503', true],
    ['5[0-9]{2}', '5033', false],
    ['[^4]..', '503', true],
    ['\\d+', '500', true],
    ['/dev/sd[a-z]+', '/dev/sdb', true],
    ['a{2,}', 'aaa', true],
    ['a{2,3}', 'aaaa', false],
    ['', '', true],
    ['.+', '', false],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['(?P<name>x)y?', 'x', true],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(labelPattern(pattern)?.(text)).toBe(expected);
  });

  it.each(['(', 'a)', '[', '[b-a]', '*a', 'a**', '\\bx', '\\pL', '(?=x)'])(
    'does not guess what %s means',
    pattern => {
      expect(labelPattern(pattern)).toBeUndefined();
    },
  );

  it('refuses expressions that grow beyond measure', () => {
    expect(labelPattern('((((a{99}){99}){99}){99})')).toBeUndefined();
    expect(labelPattern('a{5000}')).toBeUndefined();
  });

  it('answers a pattern that makes backtracking engines hang', () => {
    const started = Date.now();
    expect(labelPattern('(a+)+b')?.('a'.repeat(2000))).toBe(false);
    expect(labelPattern('.*.*.*.*.*.*.*x')?.('a'.repeat(2000))).toBe(false);
    expect(Date.now() - started).toBeLessThan(3000);
  });

  it('agrees with the anchored expression of the platform', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '-');
    const quantifier = fc.constantFrom('', '*', '+', '?', '{1,2}');
    const piece = fc.tuple(atom, quantifier).map(([a, q]) => a + q);
    const branch = fc.array(piece, { maxLength: 4 }).map(all => all.join(''));
    const pattern = fc
      .array(branch, { minLength: 1, maxLength: 3 })
      .map(all => all.join('|'));
    const text = fc
      .array(fc.constantFrom('a', 'b', '1', '-'), { maxLength: 6 })
      .map(all => all.join(''));
    fc.assert(
      fc.property(pattern, text, (source, sample) => {
        expect(labelPattern(source)?.(sample)).toBe(
          new RegExp(`^(?:${source})$`).test(sample),
        );
      }),
      { seed: 17, numRuns: 500 },
    );
  });
});
