import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import type {
  EvidenceRecord,
  JudgedSubject,
  Occurrence,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { findingId } from './findingId';
import {
  scoredVerdict,
  storedVerdicts,
  type StoredVerdict,
} from './StoredVerdict';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const checks = new Map(builtInChecks.map(check => [check.id, check]));
const key = 'ns:u1/shop';
const subject: JudgedSubject = {
  subject: {
    type: 'namespace',
    cluster: 'u1',
    namespace: 'shop',
    kind: 'Namespace',
    name: 'shop',
  },
  key,
  inheritedBy: [],
  environment: 'prod',
  fixRoot: { type: 'namespace', key, title: 'Namespace shop' },
  exposed: false,
};

const occurrence = (part: Partial<Occurrence> = {}): Occurrence => ({
  state: 'fail',
  reasons: [{ code: 'x', message: 'x' }],
  remediation: { summary: 'x', type: 'steps', content: 'x' },
  ...part,
});

const verdict = (part: Partial<Verdict>): Verdict => ({
  check: 'cost-requests-set',
  subject: subject.subject,
  state: 'pass',
  reasons: [],
  occurrences: [],
  sources: [],
  responsible: 'service',
  ...part,
});

const stored = (
  verdicts: readonly Verdict[],
  options: {
    before?: readonly StoredVerdict[];
    unobserved?: boolean;
    judged?: readonly string[];
    evidence?: readonly EvidenceRecord[];
    fingerprint?: Record<string, unknown>;
    observed?: readonly string[];
    waived?: readonly string[];
  } = {},
) =>
  storedVerdicts({
    subject: { ...subject, unobserved: options.unobserved },
    verdicts,
    before: options.before ?? [],
    checks,
    judged: new Set(options.judged ?? checks.keys()),
    modeOf: check =>
      options.observed?.includes(check) ? 'observe' : 'enforce',
    evidence: options.evidence ?? [],
    clusterUid: 'u1',
    fingerprint: options.fingerprint ?? {},
    now: NOW,
    waived: new Set(options.waived),
  });

describe('storedVerdicts', () => {
  it('keeps a fail that turned unknown, until it is observed otherwise', () => {
    const failing = stored([
      verdict({
        state: 'fail',
        occurrences: [occurrence({ severity: 'medium' })],
      }),
    ]);
    expect(failing).toEqual([
      { c: 'cost-requests-set', s: 'fail', v: 'medium' },
    ]);
    const unknown = verdict({ state: 'unknown', unknownReason: 'forbidden' });
    const hidden = stored([unknown], { before: failing });
    const sticky = {
      c: 'cost-requests-set',
      s: 'unknown',
      u: 'forbidden',
      k: true,
      v: 'medium',
    };
    expect(hidden).toEqual([sticky]);
    expect(stored([unknown], { before: hidden })).toEqual([sticky]);
    const seen = stored([verdict({ state: 'pass' })], { before: hidden });
    expect(seen).toEqual([{ c: 'cost-requests-set', s: 'pass' }]);
    expect(stored([unknown], { before: seen })).toEqual([
      { c: 'cost-requests-set', s: 'unknown', u: 'forbidden' },
    ]);
    expect(scoredVerdict(hidden[0], subject)).toEqual({
      check: 'cost-requests-set',
      subject: key,
      state: 'unknown',
      unknownReason: 'forbidden',
      sticky: true,
      severity: 'medium',
      environment: 'prod',
    });
  });

  it('makes unknown of everything when the subject itself cannot be seen', () => {
    const before: StoredVerdict[] = [
      { c: 'cost-requests-set', s: 'fail', v: 'high' },
      { c: 'rec-pdb', s: 'na' },
      { c: 'sec-pss-enforced', s: 'pass', r: 'platform' },
    ];
    expect(stored([], { before, unobserved: true })).toEqual([
      { c: 'cost-requests-set', s: 'unknown', u: 'stale', k: true, v: 'high' },
      { c: 'rec-pdb', s: 'na' },
      { c: 'sec-pss-enforced', s: 'unknown', u: 'stale', r: 'platform' },
    ]);
  });

  it('holds nothing against an owner that belongs to somebody else', () => {
    const parts = stored([
      verdict({
        state: 'fail',
        occurrences: [occurrence({ responsible: 'platform' })],
      }),
    ]);
    expect(parts).toEqual([
      { c: 'cost-requests-set', s: 'pass' },
      { c: 'cost-requests-set', s: 'fail', v: 'high', r: 'platform' },
    ]);
  });

  it('keeps what a scan of one entity did not judge', () => {
    const before: StoredVerdict[] = [
      { c: 'rec-backup-coverage', s: 'fail', v: 'critical' },
    ];
    expect(
      stored([verdict({ state: 'pass' })], {
        before,
        judged: ['cost-requests-set'],
      }),
    ).toEqual([{ c: 'cost-requests-set', s: 'pass' }, before[0]]);
  });

  it('marks what is observed only, also what it did not judge anew', () => {
    const before: StoredVerdict[] = [
      { c: 'rec-backup-coverage', s: 'fail', v: 'critical' },
      { c: 'rec-pdb', s: 'pass', o: true },
    ];
    expect(
      stored([verdict({ state: 'pass' })], {
        before,
        judged: ['cost-requests-set'],
        observed: ['cost-requests-set', 'rec-backup-coverage'],
      }),
    ).toEqual([
      { c: 'cost-requests-set', s: 'pass', o: true },
      { c: 'rec-backup-coverage', s: 'fail', v: 'critical', o: true },
      { c: 'rec-pdb', s: 'pass' },
    ]);
    expect(
      stored([], { before, unobserved: true, observed: ['rec-pdb'] })[1],
    ).toEqual({ c: 'rec-pdb', s: 'unknown', u: 'stale', o: true });
  });

  it('keeps why the operator took a subject out, and nobody else’s reason', () => {
    const na = (code: string, excepted?: Verdict['excepted']) =>
      stored([
        verdict({
          state: 'na',
          reasons: [{ code, message: 'As it is.' }],
          ...(excepted && { excepted }),
        }),
      ])[0].n;
    expect(na('parked')).toBeUndefined();
    expect(na('excluded')).toBe('As it is.');
    expect(
      na('excepted', [
        { reason: { code: 'excepted', message: 'Excepted by somebody.' } },
      ]),
    ).toBe('Excepted by somebody.');
  });

  describe('with evidence', () => {
    const record: EvidenceRecord = {
      id: 'e1',
      check: 'rec-restore-pvc-proven',
      control: 'R1',
      what: 'restore-drill',
      subjects: [key],
      performedAt: '2026-11-01T00:00:00Z',
      outcome: 'success',
      artefacts: [],
      grade: 'E3',
      fingerprint: { clusterUid: 'u1', k8sMinor: '1.35' },
      expiresAt: '2027-01-30T00:00:00Z',
    };
    const passing = verdict({
      check: 'rec-restore-pvc-proven',
      state: 'pass',
    });

    it('values a proof by its grade', () => {
      expect(
        stored([passing], {
          evidence: [record],
          fingerprint: { clusterUid: 'u1', k8sMinor: '1.35' },
        }),
      ).toEqual([{ c: 'rec-restore-pvc-proven', s: 'pass', f: 0.9 }]);
    });

    it('halves a proof of what has changed since', () => {
      expect(
        stored([passing], {
          evidence: [record],
          fingerprint: { clusterUid: 'u1', k8sMinor: '1.36' },
        }),
      ).toEqual([{ c: 'rec-restore-pvc-proven', s: 'pass', f: 0.45 }]);
    });

    it('tells a proof that only fades from one that falls short', () => {
      const warning = (code: string) =>
        verdict({
          check: 'rec-restore-pvc-proven',
          state: 'warn',
          occurrences: [
            occurrence({ state: 'warn', reasons: [{ code, message: code }] }),
          ],
        });
      const old = { ...record, expiresAt: '2026-11-20T00:00:00Z' };
      expect(
        stored([warning('lapsing')], { evidence: [old] })[0],
      ).toMatchObject({ s: 'warn', l: true, f: expect.any(Number) });
      expect(
        stored([warning('not-validated')], { evidence: [old] })[0].l,
      ).toBeUndefined();
    });
  });

  describe('with waivers', () => {
    const of = (discriminator: string) =>
      findingId('cost-requests-set', 'u1', subject.subject, discriminator);
    const two = (first: 'fail' | 'warn', second: 'fail' | 'warn') =>
      verdict({
        state: 'fail',
        occurrences: [
          occurrence({ state: first, discriminator: 'a', severity: 'high' }),
          occurrence({ state: second, discriminator: 'b', severity: 'low' }),
        ],
      });
    const scored = (row: StoredVerdict) =>
      scoredVerdict(row, { key, environment: 'prod' });

    it('is waived where all of it is', () => {
      const [row] = stored([two('fail', 'warn')], {
        waived: [of('a'), of('b')],
      });
      expect(row).toMatchObject({ s: 'fail', w: 'all' });
      expect(scored(row)).toMatchObject({ state: 'waived' });
      expect(scored(row).waived).toBeUndefined();
    });

    it('fails while one that is not waived fails', () => {
      const [row] = stored([two('fail', 'fail')], { waived: [of('a')] });
      expect(row).toEqual({ c: 'cost-requests-set', s: 'fail', v: 'low' });
    });

    it('warns by what is left, and uses up the budget', () => {
      const [row] = stored([two('fail', 'warn')], { waived: [of('a')] });
      expect(row).toMatchObject({ s: 'fail', v: 'low', w: 'fails' });
      expect(scored(row)).toMatchObject({ state: 'warn', waived: true });
    });

    it('is what it is where only one of several warns is waived', () => {
      const [row] = stored([two('warn', 'warn')], { waived: [of('a')] });
      expect(row.w).toBeUndefined();
      expect(scored(row)).toMatchObject({ state: 'warn' });
    });

    it('stays unknown when it cannot be seen, within the budget', () => {
      const before = stored([two('fail', 'fail')], {
        waived: [of('a'), of('b')],
      });
      const [row] = stored(
        [verdict({ state: 'unknown', unknownReason: 'forbidden' })],
        { before },
      );
      expect(row).toMatchObject({ s: 'unknown', k: true, w: 'all' });
      expect(scored(row)).toMatchObject({ state: 'unknown', waived: true });
      expect(scored(row).sticky).toBeUndefined();
      // Once the waiver has ended it is a fail that cannot be seen.
      const { w: _, ...ended } = row;
      expect(scored(ended)).toMatchObject({ state: 'unknown', sticky: true });
    });
  });
});
