import { apiEvidence, evidenceState } from './apiEvidence';
import type { StoredEvidence } from './DatabaseEvidenceStore';

const record: StoredEvidence = {
  id: '1',
  check: 'rec-restore-pvc-proven',
  control: 'R1',
  what: 'restore-drill',
  subjects: ['ns:u1/payments'],
  performedAt: '2026-01-01T00:00:00.000Z',
  outcome: 'success',
  artefacts: [],
  grade: 'E2',
  expiresAt: '2026-04-11T00:00:00.000Z',
  recordedAt: '2026-01-02T00:00:00.000Z',
  recordedBy: 'user:default/bob',
};

const state = (
  options: {
    at?: string;
    record?: Partial<StoredEvidence>;
    others?: Partial<StoredEvidence>[];
    fingerprintChanged?: boolean;
  } = {},
) => {
  const own = { ...record, ...options.record };
  return evidenceState(own, {
    now: Date.parse(options.at ?? '2026-02-01T00:00:00Z'),
    all: [own, ...(options.others ?? []).map(o => ({ ...record, ...o }))],
    fingerprintChanged: options.fingerprintChanged,
  });
};

describe('evidenceState', () => {
  it.each([
    ['2026-04-10T00:00:00Z', 'valid'],
    ['2026-04-12T00:00:00Z', 'lapsing'],
    ['2026-05-05T00:00:00Z', 'lapsing'],
    ['2026-05-07T00:00:00Z', 'lapsed'],
  ])('ages: at %s it is %s', (at, expected) => {
    expect(state({ at })).toBe(expected);
  });

  it.each<Partial<StoredEvidence>>([
    { outcome: 'failed' },
    { outcome: 'partial' },
    { validation: { kind: 'rowCount', result: 'failed' } },
  ])('is failed for %j', part => {
    expect(state({ record: part })).toBe('failed');
  });

  it('ends with a later failure on the same subject', () => {
    const failure = {
      id: '2',
      outcome: 'failed' as const,
      performedAt: '2026-01-20T00:00:00.000Z',
    };
    expect(state({ others: [failure] })).toBe('lapsed');
    expect(state({ others: [{ ...failure, subjects: ['ns:u1/other'] }] })).toBe(
      'valid',
    );
    expect(
      state({
        others: [{ ...failure, performedAt: '2025-12-20T00:00:00.000Z' }],
      }),
    ).toBe('valid');
  });

  it('fades when what was proven has changed', () => {
    expect(state({ fingerprintChanged: true })).toBe('lapsing');
  });
});

describe('apiEvidence', () => {
  it('keeps to itself who stored it', () => {
    const { recordedBy, ...rest } = record;
    expect(apiEvidence(record, 'valid')).toEqual({ ...rest, state: 'valid' });
  });
});
