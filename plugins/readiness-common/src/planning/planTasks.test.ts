import fc from 'fast-check';
import { ENFORCING_FIX_KEYS } from './fixKeyEdges';
import {
  DAY,
  NOW,
  OPTIONS,
  OWNERS,
  anyFindings,
} from './__testUtils__/anyFindings';
import { weekFloor } from './fixKeys';
import { draftTasks } from './draftTasks';
import { planChanges } from './planChanges';
import { planTasks } from './planTasks';
import { weeklyCapacity } from './Calendar';
import type { PlacedTask, PlanOptions, TaskDraft } from './types';

function draft(key: string, overrides: Partial<TaskDraft> = {}): TaskDraft {
  return {
    key,
    fixKey: 'workload-resources',
    fixRoot: { key, title: key, type: 'controller' },
    title: `Task ${key}`,
    owner: 'group:default/app',
    findings: [key],
    clusters: ['prod-eu'],
    effortDays: 1,
    risk: 8,
    severity: 'high',
    dependsOn: [],
    ...overrides,
  };
}

const plan = (
  drafts: readonly TaskDraft[],
  options: Partial<PlanOptions> = {},
) =>
  new Map(
    planTasks(drafts, { ...OPTIONS, ...options }).map(task => [task.key, task]),
  );
const weeks = (tasks: ReadonlyMap<string, PlacedTask>) =>
  Object.fromEntries(
    [...tasks].map(([key, { slices }]) => [key, slices.map(s => s.week)]),
  );

describe('planTasks', () => {
  it('waits for the week of the fix', () => {
    const tasks = plan([
      draft('see', { fixKey: 'rule-loading' }),
      draft('set', { fixKey: 'workload-resources' }),
      draft('drill', { fixKey: 'restore-drill' }),
    ]);
    expect(weeks(tasks)).toEqual({ see: [1], set: [2], drill: [4] });
    expect(tasks.get('drill')?.because).toBe(
      'Belongs to week 4: Prove and hand over',
    );
  });

  it('fills weeks by risk for effort, within capacity and the task limit', () => {
    const tasks = plan(
      ['a', 'b', 'c', 'd', 'e'].map((key, n) =>
        draft(key, { fixKey: 'rule-loading', effortDays: 0.5, risk: 10 - n }),
      ),
    );
    expect(weeks(tasks)).toEqual({ a: [1], b: [1], c: [1], d: [2], e: [2] });
    const big = plan(
      ['a', 'b'].map(key => draft(key, { fixKey: 'pdb', effortDays: 2 })),
    );
    expect(weeks(big)).toEqual({ a: [2], b: [3] });
    expect(big.get('b')?.because).toBe(
      'First week with capacity of group:default/app',
    );
  });

  it('puts a dependency in an earlier week and lets it inherit the priority', () => {
    const tasks = plan([
      draft('enabler', { fixKey: 'rule-loading', risk: 0.1, effortDays: 2.5 }),
      draft('other', { fixKey: 'rule-loading', risk: 50, effortDays: 2 }),
      draft('goal', { risk: 400, dependsOn: ['enabler'] }),
    ]);
    expect(weeks(tasks)).toEqual({ enabler: [1], other: [2], goal: [2] });
    expect(tasks.get('enabler')?.priority).toBe(400);
    expect(tasks.get('enabler')?.because).toBe('Other tasks wait for it');
    expect(tasks.get('goal')?.because).toBe('After Task enabler');
  });

  it('leaves seven clean days before what enforces', () => {
    const tasks = plan([
      draft('harden', { fixKey: 'harden-pod-template' }),
      draft('enforce', { fixKey: 'ns-psa-enforce', dependsOn: ['harden'] }),
    ]);
    expect(weeks(tasks)).toEqual({ harden: [2], enforce: [4] });
  });

  it('places a critical before its due date, beyond capacity if it must', () => {
    const due = { severity: 'critical' as const, dueAt: NOW + 6 * DAY };
    const tasks = plan([
      draft('first', { ...due, effortDays: 2 }),
      draft('second', { ...due, effortDays: 1.7 }),
      draft('third', { ...due, effortDays: 1 }),
    ]);
    expect(weeks(tasks)).toEqual({ first: [2], second: [1], third: [1] });
    expect(tasks.get('second')?.capacityConflict).toBe(false);
    expect(tasks.get('third')).toMatchObject({
      capacityConflict: false,
      because: 'Critical and due on 2026-10-11',
    });
    expect(tasks.get('first')?.capacityConflict).toBe(true);
    const tight = plan([
      draft('first', { ...due, effortDays: 2 }),
      draft('second', { ...due, effortDays: 1.7 }),
    ]);
    expect(weeks(tight)).toEqual({ first: [1], second: [1] });
    expect(
      [...tight.values()].map(task => task.capacityConflict).sort(),
    ).toEqual([false, true]);
  });

  it('spreads long work over weeks, the end of which successors wait for', () => {
    const tasks = plan([
      draft('long', { fixKey: 'backup-install', effortDays: 8 }),
      draft('next', { fixKey: 'backup-schedule', dependsOn: ['long'] }),
      draft('platform', {
        fixKey: 'backup-install',
        effortDays: 8,
        owner: OPTIONS.platformOwner,
      }),
    ]);
    expect(tasks.get('long')?.slices).toEqual([
      { week: 1, days: 3 },
      { week: 2, days: 3 },
      { week: 3, days: 2 },
    ]);
    expect(tasks.get('long')?.placement).toEqual({ slot: 'week', week: 1 });
    expect(tasks.get('next')?.placement).toEqual({ slot: 'week', week: 4 });
    expect(tasks.get('platform')?.slices.map(s => s.days)).toEqual([4, 4]);
  });

  it('keeps what is in progress where it is', () => {
    const tasks = plan(
      [
        draft('started', { fixKey: 'restore-drill', effortDays: 3 }),
        draft('new', { fixKey: 'rule-loading', effortDays: 3, risk: 999 }),
      ],
      { pinned: { started: { slot: 'week', week: 1 } } },
    );
    expect(weeks(tasks)).toEqual({ started: [1], new: [2] });
    expect(tasks.get('started')?.because).toBe('In progress: keeps its place');
  });

  it('leaves a task where a person put it, flagged beyond capacity', () => {
    const tasks = plan(
      [
        draft('first', { fixKey: 'pdb', effortDays: 3, risk: 99 }),
        draft('moved', { fixKey: 'pdb', effortDays: 2 }),
        draft('drill', { fixKey: 'restore-drill', effortDays: 1 }),
        draft('dropped', { fixKey: 'pdb' }),
      ],
      {
        wanted: {
          moved: { slot: 'week', week: 2 },
          first: { slot: 'week', week: 2 },
          drill: { slot: 'week', week: 1 },
          dropped: { slot: 'later' },
        },
      },
    );
    expect(weeks(tasks)).toEqual({
      first: [2],
      moved: [2],
      drill: [1],
      dropped: [],
    });
    expect(tasks.get('first')?.because).toBe('Put there by a person');
    expect(tasks.get('moved')?.capacityConflict).toBe(true);
    expect(tasks.get('first')?.capacityConflict).toBe(false);
    expect(tasks.get('dropped')?.because).toBe('Put there by a person');
  });

  it('puts nothing before what has to come first, whoever asks', () => {
    const tasks = plan(
      [
        draft('enabler', { fixKey: 'pdb', effortDays: 1 }),
        draft('goal', { fixKey: 'node-drill', dependsOn: ['enabler'] }),
      ],
      {
        wanted: {
          enabler: { slot: 'week', week: 3 },
          goal: { slot: 'week', week: 1 },
        },
      },
    );
    expect(weeks(tasks)).toEqual({ enabler: [3], goal: [4] });
    expect(tasks.get('goal')?.because).toBe('After Task enabler');
  });

  it('takes verified and absent dependencies as done', () => {
    const tasks = plan(
      [
        draft('a', { fixKey: 'rule-loading', dependsOn: ['gone', 'b'] }),
        draft('b', { fixKey: 'restore-drill' }),
      ],
      { verified: ['b'] },
    );
    expect(tasks.get('a')?.placement).toEqual({ slot: 'week', week: 1 });
  });

  it('sends to next what does not fit in four weeks, at 60 % capacity', () => {
    const tasks = plan(
      Array.from({ length: 7 }, (_, n) =>
        draft(`t${n}`, { fixKey: 'rule-loading', effortDays: 3, risk: 50 - n }),
      ),
    );
    expect(weeks(tasks)).toEqual({
      t0: [1],
      t1: [2],
      t2: [3],
      t3: [4],
      t4: [5, 6],
      t5: [6, 7, 8],
      t6: [8, 9],
    });
    expect(tasks.get('t4')?.placement).toEqual({ slot: 'next' });
  });

  it('says what it cannot place, and flags it', () => {
    const tasks = plan(
      [
        draft('idle', { owner: 'group:default/none' }),
        draft('x', { dependsOn: ['y'] }),
        draft('y', { dependsOn: ['x'] }),
      ],
      { capacity: { 'group:default/none': 0 } },
    );
    expect(tasks.get('idle')).toMatchObject({
      placement: { slot: 'later' },
      capacityConflict: true,
      because: 'Does not fit into 12 weeks of group:default/none',
    });
    expect(tasks.get('x')).toMatchObject({
      placement: { slot: 'later' },
      because: 'Blocked by Task y',
    });
  });

  it('leaves the least of many for later', () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      draft(`t${String(n).padStart(2, '0')}`, {
        fixKey: 'rule-loading',
        effortDays: 1,
        risk: 100 - n,
      }),
    );
    const later = planTasks(many, OPTIONS).filter(
      task => task.placement.slot === 'later',
    );
    expect(later.map(task => task.key)).toEqual(
      expect.arrayContaining(['t38', 't39']),
    );
    expect(later.find(task => task.key === 't39')).toMatchObject({
      capacityConflict: false,
      because: 'Among the least risk for its effort',
    });
  });
});

const SETTINGS = { seed: 20261012, numRuns: 150 };

const stateOf = (task: PlacedTask) => ({
  ...task,
  lastWeek: task.slices.at(-1)?.week,
});

function lastWeek(task: PlacedTask | undefined): number {
  return task?.slices.at(-1)?.week ?? Infinity;
}

describe('the plan of any findings', () => {
  it('places every task exactly once', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const drafts = draftTasks(findings, NOW);
        const placed = planTasks(drafts, OPTIONS);
        expect(placed.map(task => task.key).sort()).toEqual(
          drafts.map(task => task.key),
        );
        expect(drafts.flatMap(task => task.findings).sort()).toEqual(
          findings.map(finding => finding.id).sort(),
        );
        for (const task of placed.filter(t => t.placement.slot !== 'later')) {
          const days = task.slices.reduce((sum, slice) => sum + slice.days, 0);
          expect(days).toBeCloseTo(task.effortDays, 5);
        }
      }),
      SETTINGS,
    );
  });

  it('keeps dependencies, week floors and the gap before enforcement', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const placed = plan(draftTasks(findings, NOW));
        const early = [...placed.values()].filter(task => {
          const first = task.slices[0]?.week ?? Infinity;
          const gap = ENFORCING_FIX_KEYS.includes(task.fixKey) ? 2 : 1;
          const urgent = task.because.startsWith('Critical');
          return (
            task.dependsOn.some(
              before =>
                first < Infinity && first < lastWeek(placed.get(before)) + gap,
            ) ||
            (!urgent && first < weekFloor(task.fixKey))
          );
        });
        expect(early).toEqual([]);
      }),
      SETTINGS,
    );
  });

  it('exceeds a capacity only by a quarter, and flags it', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const placed = planTasks(draftTasks(findings, NOW), OPTIONS);
        for (const owner of OWNERS) {
          for (let week = 1; week <= 12; week += 1) {
            const there = placed.filter(
              task =>
                task.owner === owner && task.slices.some(s => s.week === week),
            );
            const used = there
              .flatMap(task => task.slices.filter(s => s.week === week))
              .reduce((sum, slice) => sum + slice.days, 0);
            const share = week > 4 ? 0.6 : 1;
            const capacity = share * weeklyCapacity(owner, OPTIONS);
            expect(used).toBeLessThanOrEqual(1.25 * capacity + 1e-4);
            const flagged = there.some(task => task.capacityConflict);
            expect(used <= capacity + 1e-4 || flagged).toBe(true);
          }
        }
      }),
      SETTINGS,
    );
  });

  it('is the same whatever the order of findings and tasks', () => {
    const anyShuffle = anyFindings.chain(findings =>
      fc.tuple(
        fc.constant(findings),
        fc.shuffledSubarray(findings, { minLength: findings.length }),
      ),
    );
    fc.assert(
      fc.property(anyShuffle, ([findings, shuffled]) => {
        const drafts = draftTasks(findings, NOW);
        const again = draftTasks(shuffled, NOW);
        expect(again).toEqual(drafts);
        expect(planTasks([...again].reverse(), OPTIONS)).toEqual(
          planTasks(drafts, OPTIONS),
        );
      }),
      SETTINGS,
    );
  });

  it('keeps what is in progress in its week, and the order of what people moved', () => {
    const anySlot = fc.constantFrom(
      { slot: 'week', week: 1 } as const,
      { slot: 'week', week: 2 } as const,
      { slot: 'week', week: 4 } as const,
      { slot: 'next' } as const,
      { slot: 'later' } as const,
    );
    fc.assert(
      fc.property(
        anyFindings,
        fc.array(fc.tuple(fc.nat({ max: 20 }), anySlot), { maxLength: 5 }),
        fc.array(fc.tuple(fc.nat({ max: 20 }), anySlot), { maxLength: 3 }),
        (findings, wishes, starts) => {
          const drafts = draftTasks(findings, NOW);
          const named = (choice: typeof wishes) =>
            Object.fromEntries(
              choice.flatMap(([n, slot]) =>
                drafts[n] ? [[drafts[n].key, slot]] : [],
              ),
            );
          const pinned = named(starts);
          const wanted = named(wishes);
          const placed = plan(drafts, { pinned, wanted });
          const all = [...placed.values()];
          const started = all.filter(({ key }) => pinned[key]);
          expect(started.map(task => task.placement)).toEqual(
            started.map(({ key }) => pinned[key]),
          );
          const early = all.filter(task => {
            const first = task.slices[0]?.week ?? Infinity;
            return (
              !pinned[task.key] &&
              first < Infinity &&
              task.dependsOn.some(
                before => first <= lastWeek(placed.get(before)),
              )
            );
          });
          expect(early).toEqual([]);
          for (const owner of OWNERS) {
            for (let week = 1; week <= 12; week += 1) {
              const there = [...placed.values()].filter(
                task =>
                  task.owner === owner &&
                  task.slices.some(s => s.week === week),
              );
              const used = there
                .flatMap(task => task.slices.filter(s => s.week === week))
                .reduce((sum, slice) => sum + slice.days, 0);
              const capacity =
                (week > 4 ? 0.6 : 1) * weeklyCapacity(owner, OPTIONS);
              const flagged = there.some(task => task.capacityConflict);
              expect(used <= capacity + 1e-4 || flagged).toBe(true);
            }
          }
        },
      ),
      SETTINGS,
    );
  });

  it('changes nowhere when nothing changed', () => {
    fc.assert(
      fc.property(anyFindings, findings => {
        const states = () =>
          planTasks(draftTasks(findings, NOW), OPTIONS).map(stateOf);
        expect(planChanges(states(), states())).toEqual([]);
      }),
      SETTINGS,
    );
  });
});
