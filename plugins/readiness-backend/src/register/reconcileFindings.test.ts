import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { CheckMode } from '@readiness/backstage-plugin-readiness-common';
import type { DbFindingRow } from '../database/tables';
import { findingFacts } from './__fixtures__/findingFacts';
import type { FindingFacts } from './observedFindings';
import {
  reconcileFindings,
  type Disposition,
  type RegisterChange,
} from './reconcileFindings';

const START = DateTime.fromISO('2026-01-01T00:00:00.000Z', { zone: 'utc' });
const day = (days: number) => START.plus({ days }).toISO() as string;
const FIXED: Disposition = { type: 'close', reason: 'fixed' };
const REMOVED: Disposition = { type: 'close', reason: 'subject_removed' };
const KEEP: Disposition = { type: 'keep' };

/** A register of rows over days. */
class Register {
  readonly rows = new Map<string, DbFindingRow>();
  readonly disputed = new Set<string>();
  mode: CheckMode = 'enforce';
  last: RegisterChange = { insert: [], update: [], events: [] };
  #previous?: string;

  scan(
    days: number,
    observed: readonly FindingFacts[],
    disposition: Disposition = FIXED,
    publishedAt: string | undefined = day(0),
  ): DbFindingRow | undefined {
    this.last = reconcileFindings({
      stored: [...this.rows.values()],
      observed,
      disposition: () => disposition,
      at: day(days),
      previousAt: this.#previous,
      publishedAt,
      scanId: `s${days}`,
      modeOf: () => this.mode,
      disputed: this.disputed,
    });
    for (const row of this.last.insert) this.rows.set(row.id, row);
    for (const { id, row } of this.last.update) {
      this.rows.set(id, { ...this.rows.get(id)!, ...row });
    }
    this.#previous = day(days);
    return this.rows.get('f1');
  }
}

describe('reconcileFindings', () => {
  it('opens a finding once, and leaves it alone while nothing changes', () => {
    const register = new Register();
    expect(register.scan(1, [findingFacts()])).toMatchObject({
      first_seen_at: day(1),
      due_at: day(15),
      closed_at: null,
      regressions: 0,
    });
    expect(register.last.events).toMatchObject([{ type: 'opened' }]);
    register.scan(2, [findingFacts()]);
    expect(register.last).toEqual({ insert: [], update: [], events: [] });
  });

  it('closes what a scan saw fixed, and reopens it with its old age', () => {
    const register = new Register();
    register.scan(1, [findingFacts()]);
    expect(register.scan(3, [])).toMatchObject({
      closed_at: day(3),
      close_reason: 'fixed',
      last_seen_at: day(1),
    });
    expect(register.scan(5, [findingFacts()])).toMatchObject({
      first_seen_at: day(1),
      closed_at: null,
      close_reason: null,
      regressions: 1,
      // Half of the 14 days, from when it came back.
      due_at: day(12),
    });
    expect(register.last.events).toMatchObject([{ type: 'reopened' }]);
  });

  it('lets the clock of a subject that was deleted and made again go on', () => {
    const register = new Register();
    register.scan(1, [findingFacts()]);
    register.scan(2, [], REMOVED);
    expect(register.scan(4, [findingFacts()])).toMatchObject({
      first_seen_at: day(1),
      regressions: 0,
      due_at: day(15),
    });
  });

  it('begins afresh after a long absence', () => {
    const register = new Register();
    register.scan(1, [findingFacts()]);
    register.scan(2, []);
    expect(register.scan(100, [findingFacts()])).toMatchObject({
      first_seen_at: day(100),
      regressions: 0,
    });
  });

  it('keeps open what cannot be observed', () => {
    const register = new Register();
    register.scan(1, [findingFacts()]);
    expect(register.scan(3, [], KEEP)).toMatchObject({
      closed_at: null,
      sticky: true,
      last_seen_at: day(1),
    });
    expect(register.last.events).toMatchObject([{ type: 'unobserved' }]);
    register.scan(4, [], KEEP);
    expect(register.last.events).toEqual([]);
    expect(register.scan(5, [findingFacts()])).toMatchObject({
      sticky: false,
    });
    register.scan(6, [], KEEP);
    expect(register.scan(7, [])).toMatchObject({
      close_reason: 'fixed',
      last_seen_at: day(5),
    });
  });

  it('leaves alone what the scan did not look for', () => {
    const register = new Register();
    const before = register.scan(1, [findingFacts()]);
    expect(register.scan(3, [], { type: 'leave' })).toEqual(before);
    expect(register.last).toEqual({ insert: [], update: [], events: [] });
  });

  it('starts clocks when owners see results', () => {
    const register = new Register();
    const scan = (days: number, published?: string) =>
      reconcileFindings({
        stored: [...register.rows.values()],
        observed: [findingFacts()],
        disposition: () => FIXED,
        at: day(days),
        publishedAt: published,
        scanId: 's',
        modeOf: () => 'enforce',
        disputed: new Set(),
      });
    const [row] = scan(1).insert;
    expect(row.due_at).toBeNull();
    register.rows.set(row.id, row);
    expect(scan(30, day(30)).update[0].row.due_at).toBe(day(44));
  });

  it('gives no due date to what cannot be seen or is not scored', () => {
    const register = new Register();
    register.scan(1, [
      findingFacts({ id: 'a', kind: 'visibility' }),
      findingFacts({ id: 'b', namespace_class: 'system' }),
    ]);
    expect([...register.rows.values()].map(row => row.due_at)).toEqual([
      null,
      null,
    ]);
  });

  describe('with a check that is observed', () => {
    const observed = findingFacts({ mode: 'observe' });

    it('opens findings without a due date, and starts clocks when it is enforced', () => {
      const register = new Register();
      expect(register.scan(1, [observed])).toMatchObject({
        mode: 'observe',
        due_at: null,
      });
      expect(register.scan(30, [findingFacts()])).toMatchObject({
        mode: 'enforce',
        first_seen_at: day(1),
        enforced_at: day(30),
        due_at: day(44),
      });
      expect(register.last.events).toMatchObject([
        { type: 'changed', message: expect.stringContaining('clock starts') },
      ]);
      register.scan(31, [findingFacts()]);
      expect(register.last).toEqual({ insert: [], update: [], events: [] });
    });

    it('takes the due date away, and neither closes nor rejuvenates', () => {
      const register = new Register();
      register.scan(1, [findingFacts()]);
      expect(register.scan(5, [observed])).toMatchObject({
        mode: 'observe',
        due_at: null,
        closed_at: null,
        first_seen_at: day(1),
        enforced_at: null,
      });
    });

    it.each([[KEEP], [{ type: 'leave' } as const]])(
      'does so where the finding is not seen: %j',
      disposition => {
        const register = new Register();
        register.scan(1, [findingFacts()]);
        register.mode = 'observe';
        expect(register.scan(5, [], disposition)).toMatchObject({
          mode: 'observe',
          due_at: null,
          closed_at: null,
        });
        register.mode = 'enforce';
        expect(register.scan(9, [], disposition)).toMatchObject({
          enforced_at: day(9),
          due_at: day(23),
        });
      },
    );

    it('starts the clock of what comes back enforced', () => {
      const register = new Register();
      register.scan(1, [observed]);
      register.scan(2, [], REMOVED);
      expect(register.scan(20, [findingFacts()])).toMatchObject({
        closed_at: null,
        enforced_at: day(20),
        due_at: day(34),
      });
    });
  });

  describe('with a dispute', () => {
    it('has no due date until it is decided, seen or not', () => {
      const register = new Register();
      register.scan(1, [findingFacts()]);
      register.disputed.add('f1');
      expect(register.scan(3, [findingFacts()])).toMatchObject({
        disputed: true,
        due_at: null,
      });
      expect(register.scan(4, [], KEEP)?.due_at).toBeNull();
      register.disputed.clear();
      const row = register.rows.get('f1')!;
      register.rows.set('f1', { ...row, paused_ms: 4 * 86_400_000 });
      expect(register.scan(7, [findingFacts()])).toMatchObject({
        disputed: false,
        due_at: day(19),
      });
    });

    it('forgets the pause when the fault comes back', () => {
      const register = new Register();
      register.scan(1, [findingFacts()]);
      const row = register.rows.get('f1')!;
      register.rows.set('f1', { ...row, paused_ms: 86_400_000 });
      register.scan(2, []);
      expect(register.scan(5, [findingFacts()])).toMatchObject({
        paused_ms: 0,
        due_at: day(12),
      });
    });
  });

  it('tells which exception closed a finding', () => {
    const register = new Register();
    register.scan(1, [findingFacts()]);
    register.scan(2, [], {
      type: 'close',
      reason: 'not_applicable',
      because: 'Excepted by configuration: x',
    });
    expect(register.last.events).toMatchObject([
      {
        message:
          'The check no longer applies to the subject. Excepted by configuration: x',
      },
    ]);
  });

  it('writes down what changed', () => {
    const register = new Register();
    register.scan(1, [findingFacts()]);
    register.scan(2, [
      findingFacts({
        severity: 'high',
        severity_rank: 1,
        owner: 'group:default/other',
      }),
    ]);
    expect(register.last.events.map(({ message }) => message)).toEqual([
      'Severity from critical to high.',
      'Owner from group:default/shop to group:default/other.',
    ]);
  });

  it('is idempotent, and what is open is what was seen last or kept', () => {
    const ids = ['f1', 'f2', 'f3', 'f4'];
    const step = fc.record({
      seen: fc.subarray(ids),
      disposition: fc.constantFrom(FIXED, REMOVED, KEEP),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const register = new Register();
        let open = new Set<string>();
        steps.forEach(({ seen, disposition }, index) => {
          const observed = seen.map(id => findingFacts({ id }));
          register.scan(2 * index, observed, disposition);
          open = new Set([
            ...seen,
            ...(disposition.type === 'keep' ? open : []),
          ]);
          const rows = [...register.rows.values()];
          expect(
            new Set(rows.filter(r => r.closed_at === null).map(r => r.id)),
          ).toEqual(open);
          for (const row of rows) {
            expect(row.last_seen_at >= row.first_seen_at).toBe(true);
            expect(row.sticky && seen.includes(row.id)).toBe(false);
          }
          register.scan(2 * index + 1, observed, disposition);
          expect(register.last.insert).toEqual([]);
          expect(register.last.update).toEqual([]);
        });
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});
