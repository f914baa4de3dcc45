import fc from 'fast-check';
import {
  SEVERITIES,
  WAIVER_MAX_DAYS,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { DbWaiverRow } from '../database/tables';
import { findingRow } from '../roadmap/__fixtures__/findingRow';
import { waiverRow } from './__fixtures__/waiverRow';
import { covers, selectorOf } from './coverage';
import {
  endsSoon,
  hasEnded,
  hasGrown,
  lastDay,
  roundOf,
  whyNotDecide,
} from './waiverRules';

const AT = '2026-11-22T12:00:00.000Z';
const GROUPS = {
  approvers: ['group:default/risk'],
  escalation: ['group:default/board'],
};

describe('the last day of a waiver', () => {
  it('is a day to come, within what the severity allows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SEVERITIES),
        fc.integer({ min: -400, max: 400 }),
        (severity, days) => {
          const day = DateTime.fromISO('2026-11-22', { zone: 'utc' })
            .plus({ days })
            .toISODate() as string;
          const answer = () => {
            try {
              return lastDay(day, severity, AT);
            } catch (error) {
              return String(error);
            }
          };
          expect(answer()).toMatch(
            days > 0 && days <= WAIVER_MAX_DAYS[severity]
              ? new RegExp(`^${day}$`)
              : /^InputError: expires/,
          );
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it.each(['soon', '2026-13-01', '2026-11-31', '2027-01-01T00:00:00Z', ''])(
    'refuses %p',
    text => {
      expect(() => lastDay(text, 'low', AT)).toThrow('expires');
    },
  );

  it('is a whole day, and gives notice before', () => {
    const row = waiverRow({ state: 'approved', expires: '2026-12-06' });
    expect(hasEnded(row, '2026-12-06T23:59:59.999Z')).toBe(false);
    expect(hasEnded(row, '2026-12-07T00:00:00.000Z')).toBe(true);
    expect(endsSoon(row, AT)).toBe(true);
    expect(endsSoon({ ...row, expires: '2026-12-07' }, AT)).toBe(false);
    expect(endsSoon({ ...row, state: 'requested' }, AT)).toBe(false);
  });
});

describe('what a waiver covers', () => {
  const finding = findingRow({ id: 'f1' });
  const same = { check_id: finding.check_id, finding_id: 'f1' };

  it.each([
    ['finding', {}, true],
    ['finding', { id: 'f2' }, false],
    ['subject', { id: 'f2' }, true],
    ['subject', { id: 'f2', responsible: 'platform' as const }, false],
    ['subject', { id: 'f2', cluster_uid: 'u2' }, false],
    ['entity', { id: 'f2', cluster_uid: 'u2', subject_key: 'x' }, true],
    ['entity', { id: 'f2', entity_ref: 'component:default/other' }, false],
    ['entity', { id: 'f2', entity_ref: null }, false],
    ['entity', { id: 'f2', check_id: 'rec-pdb' }, false],
    ['finding', { severity: 'critical' as const }, false],
    ['finding', { severity: 'low' as const }, true],
  ] as const)('by %s: %p is %p', (scope, part, expected) => {
    const waiver = waiverRow({ ...same, scope });
    expect(covers(waiver, { ...finding, ...part })).toBe(expected);
  });

  it('is one thing whoever asks', () => {
    const one = waiverRow({ id: 'a', requested_by: 'user:default/a' });
    const other = waiverRow({ id: 'b', requested_by: 'user:default/b' });
    expect(selectorOf(one)).toBe(selectorOf(other));
    expect(selectorOf(one)).not.toBe(selectorOf({ ...one, scope: 'entity' }));
  });

  it('makes it void when it grew by more than a fifth', () => {
    const approved = (count: number | null) => ({ approved_findings: count });
    expect(hasGrown(approved(10), 12)).toBe(false);
    expect(hasGrown(approved(10), 13)).toBe(true);
    expect(hasGrown(approved(1), 2)).toBe(true);
    expect(hasGrown(approved(10), 1)).toBe(false);
    expect(hasGrown(approved(null), 5)).toBe(false);
  });
});

describe('renewals', () => {
  const was = (part: Partial<DbWaiverRow>) =>
    waiverRow({
      state: 'expired',
      approved_findings: 1,
      decided_at: '2026-09-01T00:00:00.000Z',
      ended_at: '2026-11-01T00:00:00.000Z',
      ...part,
    });

  it('are counted however they are asked for', () => {
    expect(roundOf([], AT)).toBe(0);
    expect(roundOf([was({ round: 0 })], AT)).toBe(1);
    expect(roundOf([was({ round: 0 }), was({ round: 1 })], AT)).toBe(2);
    expect(roundOf([was({ state: 'revoked' })], AT)).toBe(1);
    expect(roundOf([was({ state: 'approved', ended_at: null })], AT)).toBe(1);
  });

  it('are first waivers again after 90 days, and when more came to it', () => {
    expect(roundOf([was({ ended_at: '2026-08-23T00:00:00.000Z' })], AT)).toBe(
      0,
    );
    expect(roundOf([was({ state: 'void', round: 1 })], AT)).toBe(1);
  });

  it('do not follow from what was never in force', () => {
    expect(
      roundOf([was({ state: 'rejected', approved_findings: null })], AT),
    ).toBe(0);
  });
});

describe('who decides', () => {
  const row = waiverRow({
    requested_by: 'user:default/ana',
    owner: 'group:default/shop',
  });
  const person = (name: string, ...groups: string[]) => ({
    ref: `user:default/${name}`,
    groups: new Set([
      `user:default/${name}`,
      ...groups.map(group => `group:default/${group}`),
    ]),
  });

  it('is a person of a configured group', () => {
    expect(whyNotDecide(row, person('rita', 'risk'), GROUPS)).toBeUndefined();
    expect(whyNotDecide(row, undefined, GROUPS)).toContain('not a service');
    expect(whyNotDecide(row, person('olga', 'other'), GROUPS)).toContain(
      'group:default/risk',
    );
  });

  it('is not who asks, nor anybody of the team that owns it', () => {
    expect(whyNotDecide(row, person('ana', 'risk'), GROUPS)).toContain(
      'somebody else',
    );
    expect(whyNotDecide(row, person('sam', 'risk', 'shop'), GROUPS)).toContain(
      'another team',
    );
    expect(
      whyNotDecide(
        { ...row, owner: 'user:default/rita' },
        person('rita', 'risk'),
        GROUPS,
      ),
    ).toContain('another team');
  });

  it('is the escalation group beyond the one renewal', () => {
    const escalated = { ...row, round: 2 };
    expect(
      whyNotDecide({ ...row, round: 1 }, person('r', 'risk'), GROUPS),
    ).toBe(undefined);
    expect(whyNotDecide(escalated, person('r', 'risk'), GROUPS)).toContain(
      'group:default/board',
    );
    expect(whyNotDecide(escalated, person('b', 'board'), GROUPS)).toBe(
      undefined,
    );
  });
});
