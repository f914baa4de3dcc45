import { collect, namesOf } from '../testing/collect';
import { deployment, rolledOut } from '../testing/rawObjects';

describe('listAll, when a page token expires,', () => {
  const objects = ['a', 'b', 'c', 'd'].map(name => deployment(name));
  const isNext = (path: string, query: Readonly<Record<string, string>>) =>
    path.endsWith('/deployments') && query.continue !== undefined;

  it('is replaced by the one that the server offers', async () => {
    let expired = false;
    const { source, inventory } = await collect(objects, {
      pageSize: 2,
      intercept: (path, query) => {
        if (expired || !isNext(path, query)) return undefined;
        expired = true;
        return { status: 410, body: { metadata: { continue: '2' } } };
      },
    });
    expect(source('deployments')).toMatchObject({ state: 'ok', count: 4 });
    expect(source('deployments')?.message).toContain('inconsistent');
    expect(namesOf(inventory.workloads)).toEqual([
      'coredns',
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('starts the list over once where there is none', async () => {
    let expired = false;
    const { source } = await collect(objects, {
      pageSize: 2,
      intercept: (path, query) => {
        if (expired || !isNext(path, query)) return undefined;
        expired = true;
        return { status: 410, body: {} };
      },
    });
    expect(source('deployments')).toMatchObject({ state: 'ok', count: 4 });
  });

  it('counts pods once when their list starts over', async () => {
    let expired = false;
    const { inventory, source } = await collect(
      rolledOut('cart', { pods: 5 }),
      {
        pageSize: 2,
        intercept: (path, query) => {
          if (expired || !path.endsWith('/pods') || query.continue !== '4') {
            return undefined;
          }
          expired = true;
          return { status: 410, body: {} };
        },
      },
    );
    const [cart] = inventory.workloads.filter(({ name }) => name === 'cart');
    expect(cart.live.pods).toBe(5);
    expect(source('pods')?.count).toBe(6);
  });

  it.each([{}, { metadata: { continue: '2' } }])(
    'truncates a list that stays cut, with %j',
    async body => {
      const { source } = await collect(objects, {
        pageSize: 2,
        intercept: (path, query) =>
          isNext(path, query) ? { status: 410, body } : undefined,
      });
      expect(source('deployments')).toMatchObject({
        state: 'truncated',
        count: 2,
      });
    },
  );
});
