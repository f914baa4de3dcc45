import { planChanges, slotText, type PlanState } from './planChanges';

const week = (n: 1 | 2 | 3 | 4) => ({ slot: 'week', week: n } as const);

function state(key: string, at: 1 | 2 | 3 | 4, more: Partial<PlanState> = {}) {
  return {
    key,
    title: `Task ${key}`,
    owner: 'group:default/a',
    placement: week(at),
    lastWeek: at,
    effortDays: 1,
    dependsOn: [],
    because: 'High risk for little effort',
    ...more,
  };
}

const reasonOf = (before: PlanState[], after: PlanState[], key: string) =>
  planChanges(before, after).find(change => change.key === key)?.because;

describe('planChanges', () => {
  it('names what slipped before it', () => {
    expect(
      planChanges(
        [state('a', 1), state('b', 2, { dependsOn: ['a'] })],
        [state('a', 2), state('b', 3, { dependsOn: ['a'] })],
      ),
    ).toEqual([
      expect.objectContaining({ key: 'a' }),
      {
        key: 'b',
        title: 'Task b',
        from: week(2),
        to: week(3),
        because: '“Task a” slipped',
      },
    ]);
  });

  it('tells a longer predecessor from one that moved', () => {
    expect(
      reasonOf(
        [state('a', 1), state('b', 2, { dependsOn: ['a'] })],
        [state('a', 1, { lastWeek: 2 }), state('b', 3, { dependsOn: ['a'] })],
        'b',
      ),
    ).toBe('“Task a” slipped');
  });

  it.each([
    [
      'what is done before it',
      [state('a', 1), state('b', 2, { dependsOn: ['a'] })],
      [state('b', 1)],
      '“Task a” is done',
    ],
    [
      'what comes first since',
      [state('b', 1)],
      [state('a', 1), state('b', 2, { dependsOn: ['a'] })],
      '“Task a” comes first',
    ],
    [
      'a new owner',
      [state('b', 1)],
      [state('b', 2, { owner: 'group:default/c' })],
      'it belongs to group:default/c now',
    ],
    [
      'a new effort',
      [state('b', 1)],
      [state('b', 2, { effortDays: 3 })],
      'its effort went from 1 to 3 days',
    ],
    [
      'what takes its place',
      [state('b', 1)],
      [state('a', 1), state('b', 2)],
      '“Task a” takes its place',
    ],
    [
      'nothing else, but why it stands there now',
      [state('b', 2)],
      [state('b', 1)],
      'High risk for little effort',
    ],
  ])('names %s', (_, before, after, because) => {
    expect(reasonOf(before, after, 'b')).toBe(because);
  });

  it('says nothing of what is new, gone or unmoved', () => {
    expect(
      planChanges(
        [state('a', 1), state('b', 2)],
        [state('b', 2, { effortDays: 2 }), state('c', 1)],
      ),
    ).toEqual([]);
  });
});

describe('slotText', () => {
  it('says weeks by their number', () => {
    expect([slotText(week(3)), slotText({ slot: 'next' })]).toEqual([
      'week 3',
      'next',
    ]);
  });
});
