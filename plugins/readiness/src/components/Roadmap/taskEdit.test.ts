import { DateTime } from 'luxon';
import { secretTask, secretTaskDetail } from '../../__fixtures__/plan';
import { initialValue, toTaskUpdate } from './taskEdit';

describe('toTaskUpdate', () => {
  it('takes an assignment or date away when the field is empty', () => {
    expect(toTaskUpdate('assign', '', 4)).toEqual({
      assignee: null,
      version: 4,
    });
    expect(toTaskUpdate('dueAt', '', 4)).toEqual({ dueAt: null, version: 4 });
  });

  it('means the end of the day by a date', () => {
    const { dueAt } = toTaskUpdate('dueAt', '2026-12-24', 4);
    expect(DateTime.fromISO(dueAt ?? '').toISODate()).toBe('2026-12-24');
    expect(DateTime.fromISO(dueAt ?? '').hour).toBe(23);
  });

  it('sends one change with the version it was made on', () => {
    expect(toTaskUpdate('status', 'planned', 7)).toEqual({
      status: 'planned',
      version: 7,
    });
    expect(toTaskUpdate('note', 'text', 7)).toEqual({
      note: 'text',
      version: 7,
    });
  });
});

describe('initialValue', () => {
  it('starts from what the task says now', () => {
    expect(initialValue('status', secretTask)).toBe('open');
    expect(initialValue('assign', secretTask)).toBe('');
    expect(initialValue('note', secretTask)).toBe('');
    expect(initialValue('note', secretTaskDetail)).toBe('Vault is ready');
    expect(initialValue('dueAt', secretTask)).toMatch(/^2026-1[12]-\d\d$/);
  });
});
