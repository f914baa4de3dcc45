import { InputError } from '@backstage/errors';
import type { DbTaskRow } from '../database/tables';
import { parseTaskUpdate, taskChange } from './taskChange';

describe('parseTaskUpdate', () => {
  it('normalises refs and times', () => {
    expect(
      parseTaskUpdate({
        assignee: 'Group:default/Payments',
        dueAt: '2026-11-20T10:00:00+02:00',
        status: 'in_progress',
        note: '',
        version: 3,
      }),
    ).toEqual({
      assignee: 'group:default/payments',
      dueAt: '2026-11-20T08:00:00.000Z',
      status: 'in_progress',
      note: '',
      version: 3,
    });
    expect(parseTaskUpdate({ assignee: null, dueAt: null })).toEqual({
      assignee: null,
      dueAt: null,
    });
  });

  it.each([
    ['assignee', { assignee: 'alice' }],
    ['assignee', { assignee: 'component:default/checkout' }],
    ['assignee', { assignee: 5 }],
    ['status', { status: 'verified' }],
    ['status', { status: 'reopened' }],
    ['status', { status: 'waived' }],
    ['status', { status: 'subject_removed' }],
    ['status', { status: 'done' }],
    ['status', { status: null }],
    ['dueAt', { dueAt: '2026-11-20' }],
    ['dueAt', { dueAt: '2026-11-20T10:00:00' }],
    ['dueAt', { dueAt: '2026-13-20T10:00:00Z' }],
    ['note', { note: 7 }],
    ['note', { note: 'x'.repeat(10_001) }],
    ['version', { note: 'x', version: '3' }],
    ['owner', { owner: 'group:default/shop' }],
    ['body', { version: 3 }],
    ['body', {}],
    ['body', null],
    ['body', []],
  ])('refuses a wrong %s: %j', (field, body) => {
    const parse = () => parseTaskUpdate(body);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(new RegExp(`^${field}: `));
  });
});

describe('taskChange', () => {
  const task = {
    status: 'open',
    assignee: null,
    due_at: '2026-12-01T00:00:00.000Z',
    due_set: false,
    note: null,
  } as DbTaskRow;
  const context = {
    at: '2026-11-02T08:00:00.000Z',
    actor: 'user:default/bob',
    earliestDue: '2026-12-01T00:00:00.000Z',
  };
  const change = (update: Parameters<typeof taskChange>[1], row = task) =>
    taskChange(row, update, context);

  it('records who did what', () => {
    const { row, events } = change({
      assignee: 'user:default/alice',
      status: 'in_progress',
      dueAt: '2026-11-20T00:00:00.000Z',
      note: 'Next sprint',
    });
    expect(row).toEqual({
      assignee: 'user:default/alice',
      status: 'in_progress',
      due_at: '2026-11-20T00:00:00.000Z',
      due_set: true,
      note: 'Next sprint',
    });
    expect(events.map(({ type, message }) => `${type}: ${message}`)).toEqual([
      'assigned: Assigned to user:default/alice.',
      'status: From open to in_progress.',
      'due: Due on 2026-11-20.',
      'note: Note changed.',
    ]);
    expect(events.every(({ actor }) => actor === 'user:default/bob')).toBe(
      true,
    );
  });

  it('does nothing for what says nothing new', () => {
    expect(
      change({ assignee: null, status: 'open', dueAt: null, note: '' }),
    ).toEqual({ row: {}, events: [] });
  });

  it('gives the due date back to the findings', () => {
    const set = {
      ...task,
      due_at: '2027-01-01T00:00:00.000Z',
      due_set: true,
    };
    expect(change({ dueAt: null }, set).row).toEqual({
      due_at: '2026-12-01T00:00:00.000Z',
      due_set: false,
    });
  });

  it.each(['verified', 'subject_removed', 'waived'] as const)(
    'does not let people move a task that is %s',
    status => {
      const done = { ...task, status };
      expect(() => change({ status: 'open' }, done)).toThrow(/^status: /);
      expect(change({ note: 'Well done' }, done).row).toEqual({
        note: 'Well done',
      });
    },
  );

  it('lets people go on with a task that was reopened', () => {
    const reopened = { ...task, status: 'reopened' as const };
    expect(change({ status: 'in_progress' }, reopened).row).toEqual({
      status: 'in_progress',
    });
  });
});
