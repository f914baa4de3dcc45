import fc from 'fast-check';
import { globMatch } from './globMatch';

describe('globMatch', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['kube-*', 'kube-system', true],
    ['kube-*', 'my-kube-system', false],
    ['*-system', 'gatekeeper-system', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['shop', 'shop', true],
    ['shop', 'shopping', false],
    ['', '', true],
    ['', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
    ['a.c', 'abc', false],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(globMatch(pattern, text)).toBe(expected);
  });

  it('agrees with a regular expression of the same meaning', () => {
    const meaning: Record<string, string> = { '*': '.*', '?': '.' };
    const part = fc.constantFrom('a', 'b', '*', '?');
    const letters = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), letters, (glob, text) => {
        const source = glob.map(token => meaning[token] ?? token).join('');
        expect(globMatch(glob.join(''), text.join(''))).toBe(
          new RegExp(`^${source}$`).test(text.join('')),
        );
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});
