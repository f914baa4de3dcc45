import { figure, missingPercent, percent, signed } from './figures';

describe('percent', () => {
  it('never rounds up to the whole', () => {
    expect(percent(0.996)).toBe('99');
    expect(percent(1)).toBe('100');
    expect(percent(0.29)).toBe('29');
  });
});

describe('missingPercent', () => {
  it('never rounds a gap away', () => {
    expect(missingPercent(0.996)).toBe('1');
    expect(missingPercent(0.87)).toBe('13');
    expect(missingPercent(1)).toBe('0');
  });
});

describe('figure', () => {
  it('keeps one decimal where there is one', () => {
    expect([figure(69.74), figure(80)]).toEqual(['69.7', '80']);
  });
});

describe('signed', () => {
  it('gives every change its sign', () => {
    expect([signed(3), signed(-1.54), signed(0.01)]).toEqual([
      '+3',
      '−1.5',
      '±0',
    ]);
  });
});
