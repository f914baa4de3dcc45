import { scheduleIntervalHours } from './scheduleInterval';

describe('scheduleIntervalHours', () => {
  it.each([
    ['0 2 * * *', 24],
    ['@daily', 24],
    ['@midnight', 24],
    ['@hourly', 1],
    ['@weekly', 168],
    ['@every 1h30m', 1.5],
    ['@every 24h0m0s', 24],
    ['0 */6 * * *', 6],
    ['0 1,13 * * *', 12],
    ['CRON_TZ=Europe/Berlin 0 2 * * *', 24],
    ['TZ=UTC 30 4 * * *', 24],
  ])('reads %s of Velero as %d h', (expression, hours) => {
    expect(scheduleIntervalHours(expression, 'velero')).toBeCloseTo(hours, 9);
  });

  it('takes the longest gap, not the usual one', () => {
    expect(scheduleIntervalHours('0 2 * * 1-5', 'velero')).toBe(72);
    expect(scheduleIntervalHours('*/5 8-18 * * 1-5', 'velero')).toBeCloseTo(
      61 + 5 / 60,
      9,
    );
    expect(scheduleIntervalHours('0 0 1 * *', 'velero')).toBe(31 * 24);
  });

  it('reads five fields of CNPG as seconds first, where Unix would say daily', () => {
    expect(scheduleIntervalHours('0 0 * * *', 'velero')).toBe(24);
    expect(scheduleIntervalHours('0 0 * * *', 'cnpg')).toBe(1);
    expect(scheduleIntervalHours('0 0 0 * * *', 'cnpg')).toBe(24);
    expect(scheduleIntervalHours('0 0 2 * * 0', 'cnpg')).toBe(168);
  });

  it.each([
    ['0 0 2 * * *', 'velero'],
    ['nightly', 'velero'],
    ['', 'velero'],
    ['@every soon', 'velero'],
    ['@fortnightly', 'velero'],
    ['61 2 * * *', 'velero'],
    ['0 2 * *', 'cnpg'],
  ] as const)('refuses %p of %s', (expression, dialect) => {
    expect(scheduleIntervalHours(expression, dialect)).toBeUndefined();
  });

  it('answers a schedule of every second without running for ever', () => {
    expect(scheduleIntervalHours('* * * * * *', 'cnpg')).toBeCloseTo(
      1 / 3600,
      9,
    );
  });
});
