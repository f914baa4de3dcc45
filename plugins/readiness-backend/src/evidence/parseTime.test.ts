import { parseTime } from './parseTime';

describe('parseTime', () => {
  it('reads a time with its offset as UTC', () => {
    expect(parseTime('at', '2026-09-14T12:00:00+02:00').toISO()).toBe(
      '2026-09-14T10:00:00.000Z',
    );
    expect(parseTime('at', '2026-09-14t10:00:00.5z').toISO()).toBe(
      '2026-09-14T10:00:00.500Z',
    );
  });

  it.each([
    '2026-09-14',
    '2026-09-14T10:00:00',
    '2026-09-31T10:00:00Z',
    'yesterday',
    1789380000000,
    undefined,
  ])('refuses %j by field', value => {
    expect(() => parseTime('performedAt', value)).toThrow(/^performedAt: /);
  });
});
