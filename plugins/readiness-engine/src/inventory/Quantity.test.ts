import fc from 'fast-check';
import {
  compareQuantities,
  parseQuantity,
  quantityToNumber,
  sumQuantities,
} from './Quantity';

const nano = (text: string) => parseQuantity(text)?.nano;

describe('parseQuantity', () => {
  it.each([
    ['1', 1_000_000_000n],
    ['0', 0n],
    ['250m', 250_000_000n],
    ['0.1', 100_000_000n],
    ['.5', 500_000_000n],
    ['1.', 1_000_000_000n],
    ['1e3', 1_000_000_000_000n],
    ['1E3', 1_000_000_000_000n],
    ['1E', 10n ** 27n],
    ['12e-1', 1_200_000_000n],
    ['1.5Gi', 1_610_612_736n * 10n ** 9n],
    ['0.1Ki', 102_400_000_000n],
    ['128Mi', 134_217_728n * 10n ** 9n],
    ['100k', 100_000n * 10n ** 9n],
    ['5n', 5n],
    ['3u', 3_000n],
    ['-2', -2_000_000_000n],
    ['+2', 2_000_000_000n],
    [' 1 ', 1_000_000_000n],
  ])('reads %s', (text, expected) => {
    expect(nano(text)).toBe(expected);
  });

  it('rounds what is finer than a billionth away from zero', () => {
    expect(nano('0.1n')).toBe(1n);
    expect(nano('-0.1n')).toBe(-1n);
    expect(nano('1.0000000001')).toBe(1_000_000_001n);
  });

  it.each([
    '',
    '  ',
    'abc',
    '1.5.2',
    '1 Gi',
    'Gi',
    '1K',
    '1gi',
    '1e',
    '1e3Mi',
    '0x10',
    '1,5',
    'Infinity',
    'NaN',
    '.',
    '1e31',
    '1e-31',
    `1${'0'.repeat(64)}`,
  ])('refuses "%s"', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('refuses an absent amount', () => {
    expect(parseQuantity(undefined)).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const parsed = parseQuantity(text);
        expect(parsed === undefined || typeof parsed.nano === 'bigint').toBe(
          true,
        );
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is exact for every number of thousandths and of binary units', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), amount => {
        expect(nano(`${amount}m`)).toBe(amount * 1_000_000n);
        expect(nano(`${amount}Mi`)).toBe(amount * 1024n ** 2n * 10n ** 9n);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('compareQuantities', () => {
  it.each([
    ['1Gi', '1G', 1],
    ['1000m', '1', 0],
    ['1024Mi', '1Gi', 0],
    ['0.1', '100m', 0],
    ['99m', '0.1', -1],
  ])('orders %s and %s', (a, b, expected) => {
    expect(compareQuantities(parseQuantity(a)!, parseQuantity(b)!)).toBe(
      expected,
    );
  });

  it('agrees with the order of the amounts', () => {
    const amount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const expected = a === b ? 0 : Number(a > b) * 2 - 1;
        expect(compareQuantities({ nano: a }, { nano: b })).toBe(expected);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});

describe('sumQuantities', () => {
  it('adds exactly and is zero for nothing', () => {
    expect(sumQuantities([])).toEqual({ nano: 0n });
    const parts = ['0.1', '0.2'].map(text => parseQuantity(text)!);
    expect(sumQuantities(parts)).toEqual(parseQuantity('300m'));
  });
});

describe('quantityToNumber', () => {
  it('is the amount in units', () => {
    expect(quantityToNumber(parseQuantity('1.5Gi')!)).toBe(1_610_612_736);
    expect(quantityToNumber(parseQuantity('250m')!)).toBe(0.25);
  });
});
