import fc from 'fast-check';
import { taskList, taskPage, type TaskListFilter } from './taskList';
import type { CountedTask } from './TaskStore';

function task(id: string, row: Partial<CountedTask> = {}): CountedTask {
  return {
    id,
    title: `Set probes in ${id}`,
    owner: 'group:default/shop',
    assignee: null,
    status: 'open',
    severity: 'high',
    due_at: null,
    priority: 1,
    clusters: '["prod-eu"]',
    ...row,
  } as CountedTask;
}

const ids = (tasks: readonly CountedTask[], filter: TaskListFilter = {}) =>
  taskList(tasks, filter).map(({ id }) => id);

describe('taskList', () => {
  it('puts first what is due first, then what weighs most', () => {
    expect(
      ids([
        task('none'),
        task('heavy', { priority: 9 }),
        task('late', { due_at: '2026-12-01T00:00:00.000Z' }),
        task('soon', { due_at: '2026-11-01T00:00:00.000Z' }),
      ]),
    ).toEqual(['soon', 'late', 'heavy', 'none']);
  });

  it('leaves out what is done, unless it is asked for', () => {
    const tasks = [task('a'), task('b', { status: 'verified' })];
    expect(ids(tasks)).toEqual(['a']);
    expect(ids(tasks, { status: 'verified' })).toEqual(['b']);
  });

  it('is mine what is assigned to me or my groups, or unassigned and theirs', () => {
    const mine = new Set(['user:default/ana', 'group:default/shop']);
    expect(
      ids(
        [
          task('theirs', { assignee: 'user:default/ben' }),
          task('me', {
            assignee: 'user:default/ana',
            owner: 'group:default/other',
          }),
          task('group'),
          task('other', { owner: 'group:default/other' }),
        ],
        { mine },
      ),
    ).toEqual(['group', 'me']);
  });

  it('finds by every word of the title, whatever the case', () => {
    const tasks = [task('cart'), task('checkout')];
    expect(ids(tasks, { q: 'PROBES cart' })).toEqual(['cart']);
    expect(ids(tasks, { cluster: 'staging-eu' })).toEqual([]);
    expect(ids(tasks, { severity: 'low' })).toEqual([]);
  });

  it('answers every task once over all pages, also while tasks go', () => {
    const anyTasks = fc.uniqueArray(
      fc.record({
        id: fc.nat({ max: 50 }).map(String),
        due_at: fc.constantFrom(null, '2026-11-01', '2026-12-01'),
        priority: fc.nat({ max: 3 }),
      }),
      { selector: ({ id }) => id, maxLength: 30 },
    );
    fc.assert(
      fc.property(anyTasks, fc.integer({ min: 1, max: 7 }), (rows, limit) => {
        const tasks = taskList(
          rows.map(row => task(row.id, row)),
          {},
        );
        const seen: string[] = [];
        let left = tasks;
        let cursor: string | undefined;
        do {
          const answer = taskPage(left, { limit, cursor });
          seen.push(...answer.page.map(({ id }) => id));
          cursor = answer.nextCursor;
          // Whoever has shown a page may close its last task.
          left = left.filter(({ id }) => id !== answer.page.at(-1)?.id);
        } while (cursor);
        expect(seen).toEqual(tasks.map(({ id }) => id));
      }),
      { seed: 20261016, numRuns: 200 },
    );
  });

  it.each(['', 'nonsense', 'W10'])('refuses the cursor %p', cursor => {
    expect(() => taskPage([task('a')], { limit: 1, cursor })).toThrow(
      /^cursor: /,
    );
  });
});
