import { matching } from '../../__fixtures__/clusters';
import { matchingRows, searchRows } from './matchingRows';

const rows = matchingRows(matching);

describe('matchingRows', () => {
  it('names workloads as people do, of all namespaces in one list', () => {
    expect(
      matchingRows({
        ...matching,
        unowned: [
          ...matching.unowned,
          { namespace: 'shop', workloads: [{ subject: 'no key' }] },
        ],
      }).unowned.map(({ workload }) => workload),
    ).toEqual(['Deployment mailhog (tools)', 'no key']);
    expect(rows.ambiguous[0]).toMatchObject({
      workload: 'Deployment cart (shop)',
      claimants: ['component:default/cart', 'component:default/basket'],
    });
  });

  it('keeps the rule that matched', () => {
    expect(rows.matched.map(({ rule }) => rule)).toEqual([undefined, 1]);
  });

  it('counts what the answer names the first of', () => {
    const [checkout] = matching.matched;
    const [cart] = matching.ambiguous;
    const long = matchingRows({
      ...matching,
      matched: [{ ...checkout, count: 31, ambiguous: 4 }],
      ambiguous: [{ ...cart, count: 22 }],
    });
    expect(long.matched[0]).toMatchObject({ count: 31, shared: 4 });
    expect(long.ambiguous[0]).toMatchObject({ count: 22 });
  });

  it('has no unannotated entities in a report of an older scan', () => {
    const { unannotated, ...older } = matching;
    expect(unannotated).toHaveLength(1);
    expect(matchingRows(older).unannotated).toEqual([]);
  });
});

describe('searchRows', () => {
  it.each([
    ['LEDGER', ['component:default/ledger']],
    ['kubernetes-id: ledger-api', ['component:default/ledger']],
    ['nothing like it', []],
    [undefined, ['component:default/ledger']],
  ])('finds %s in any word of a row', (q, expected) => {
    expect(searchRows(rows.noWorkload, q).map(({ key }) => key)).toEqual(
      expected,
    );
  });

  it('finds an entity by the workload that it matched', () => {
    expect(
      searchRows(rows.matched, 'checkout-worker').map(({ key }) => key),
    ).toEqual(['component:default/checkout']);
  });
});
