import { withGroupsAbove, withGroupsBelow } from './platformOwners';

const group = (name: string, parent: string | null) => ({
  ref: `group:default/${name}`,
  parent: parent && `group:default/${parent}`,
});

describe('groups of the catalog', () => {
  const members = [
    group('checkout', 'commerce'),
    group('commerce', 'engineering'),
    group('engineering', null),
    group('payments', 'commerce'),
    { ref: 'user:default/ana', parent: 'group:default/checkout' },
  ];

  it('makes a person a member of all groups above', () => {
    expect([...withGroupsAbove(['user:default/ana'], members)]).toEqual([
      'user:default/ana',
      'group:default/checkout',
      'group:default/commerce',
      'group:default/engineering',
    ]);
  });

  it('ends where memberships go in circles', () => {
    const circle = [group('a', 'b'), group('b', 'c'), group('c', 'a')];
    expect(withGroupsAbove(['group:default/a'], circle).size).toBe(3);
    expect(withGroupsBelow(['group:default/a'], circle).size).toBe(3);
  });

  it('knows groups that the catalog does not have', () => {
    expect([...withGroupsAbove(['group:default/gone'], members)]).toEqual([
      'group:default/gone',
    ]);
  });
});
