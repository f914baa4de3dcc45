import { evidenceFreshness } from './evidenceFreshness';

const PERFORMED = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;
const at = (r: number, overrides = {}) =>
  evidenceFreshness({
    performedAt: '2026-01-01T00:00:00Z',
    validDays: 100,
    now: PERFORMED + r * 100 * DAY,
    ...overrides,
  });

describe('evidenceFreshness', () => {
  it('holds for its validity, then fades to a half and lapses', () => {
    expect(at(0)).toEqual({ state: 'valid', freshness: 1 });
    expect(at(1)).toEqual({ state: 'valid', freshness: 1 });
    expect(at(1.1)).toEqual({
      state: 'lapsing',
      freshness: expect.closeTo(0.8, 9),
    });
    expect(at(1.2).freshness).toBeCloseTo(0.6, 9);
    expect(at(1.25).freshness).toBeCloseTo(0.5, 9);
    expect(at(1.26)).toEqual({ state: 'lapsed', freshness: 0 });
  });

  it('takes the expiry of the record where it is given', () => {
    const state = (now: string) =>
      evidenceFreshness({
        performedAt: '2026-01-01T00:00:00Z',
        expiresAt: '2026-04-01T00:00:00Z',
        now: Date.parse(now),
      }).state;
    expect(state('2026-03-31T00:00:00Z')).toBe('valid');
    expect(state('2026-04-10T00:00:00Z')).toBe('lapsing');
    expect(state('2026-05-10T00:00:00Z')).toBe('lapsed');
  });

  it('limits a human attestation to 0.9', () => {
    expect(at(0.5, { grade: 'E3' })).toEqual({
      state: 'valid',
      freshness: 0.9,
    });
    expect(at(0.5, { grade: 'E1' }).freshness).toBe(1);
  });

  it('halves what was tested on something else', () => {
    expect(at(0.5, { fingerprintChanged: true })).toEqual({
      state: 'lapsing',
      freshness: 0.5,
    });
  });

  it('is worth nothing after a newer failure', () => {
    expect(at(0.5, { failedSince: true }).state).toBe('lapsed');
  });

  it('is worth nothing without readable times, or from the future', () => {
    expect(at(0.5, { performedAt: 'last week' }).state).toBe('lapsed');
    expect(at(0.5, { validDays: undefined }).state).toBe('lapsed');
    expect(at(-0.5).state).toBe('lapsed');
    expect(at(-0.00001).state).toBe('valid');
  });
});
