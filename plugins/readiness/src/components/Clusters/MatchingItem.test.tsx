import { screen } from '@testing-library/react';
import { renderPart } from '../../__testUtils__/renderPart';
import { MatchingItem } from './MatchingItem';
import type { MatchingRow } from './matchingRows';

async function textOf(row: Omit<MatchingRow, 'key'>): Promise<string> {
  renderPart(
    <div data-testid="row">
      <MatchingItem row={{ key: 'row', ...row }} />
    </div>,
    { api: {} },
  );
  return (await screen.findByTestId('row')).textContent ?? '';
}

describe('MatchingItem', () => {
  it('names the first workloads and counts the rest', async () => {
    expect(
      await textOf({
        entityRef: 'component:default/shop',
        workloads: ['a', 'b', 'c', 'd'],
        count: 31,
        shared: 4,
        suggestions: [],
      }),
    ).toBe(
      'shop31 workloads: a, b, c and 28 more4 of them are claimed by other entities as well.',
    );
  });

  it('names the claimants that may be seen and counts the others', async () => {
    expect(
      await textOf({
        workload: 'Deployment cart (shop)',
        claimants: ['component:default/cart'],
        count: 3,
        suggestions: [],
      }),
    ).toBe('Deployment cart (shop)Claimed bycartand 2 more');
  });

  it('names the entity that a workload is called after', async () => {
    expect(
      await textOf({
        workload: 'Deployment mail (tools)',
        calledAfter: 'component:default/mail',
        suggestions: [],
      }),
    ).toBe('Deployment mail (tools)Called after mail');
  });
});
